"""Setting up a new team: the shared database, the first admin, ServiceTitan's keys, the first pull."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.first_run.driver import Driver
from lazi_desktop.app.first_run.first_pull import KIND_OF, pull_first
from lazi_desktop.app.first_run.reached import Reached, Step, Way
from lazi_desktop.app.first_run.remembering import (
    Given,
    hub_values,
    keep_certificate,
    keep_hub_password,
    keep_keys,
)
from lazi_desktop.app.first_run.setting_up import (
    PROVE,
    LookedAt,
    blame_for_founding,
    look_at_server,
    set_up,
    set_up_built_in,
)
from lazi_desktop.app.first_run.trying import Tried, meet, try_servicetitan
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import Progress, PullReport
from lazi_desktop.ui.first_run.founding_forms import KeysForm, Kind, PlaceForm, TeamForm

_PLACE, _TEAM = "place.", "team."
_REMOTE = ("tenant", "environment", "api_url", "auth_url")


class Founding(Driver):
    """Drives the pages of this way."""

    def _prepare(self) -> None:
        self._place = PlaceForm()
        self._looked_at: PlaceForm | None = None
        self._loop = asyncio.get_running_loop()
        self._connect()

    def _connect(self) -> None:
        window = self._window
        window.place.submitted.connect(self._on_place)
        window.place.back_wanted.connect(lambda: window.show_page(window.welcome))
        window.team.submitted.connect(self._on_team)
        window.team.back_wanted.connect(lambda: window.show_page(window.place))
        window.keys.submitted.connect(self._on_keys)
        window.keys.accepted.connect(self._keep_keys)
        window.keys.later_wanted.connect(self._finish)
        window.keys.back_wanted.connect(self._choose_tenant_again)
        window.pull.submitted.connect(self._pull)
        window.pull.background_wanted.connect(self._go_on_behind)
        for page in (window.place, window.team, window.keys, window.pull):
            page.cancel_wanted.connect(lambda: self._stop())

    # ------------------------------------------------------------------------------------------------ where to begin

    def start(self) -> None:
        """As far as the organisation leaves it open."""
        page = self._window.team
        remote = self._settings.servicetitan
        said = {name: str(getattr(remote, name)) for name in _REMOTE}
        if not page.form().tenant:
            page.fill(TeamForm(**said))
        page.fix([name for name in _REMOTE if self._is_locked(f"servicetitan.{name}")])
        if self._is_locked("hub.url") and not self._settings.hub.url:
            self._window.place.only(Kind.BUILT_IN)
        self._window.show_page(self._window.place)

    def resume(self, reached: Reached) -> None:
        """The owner's password was kept nowhere: with a server it goes on where that is typed."""
        self._place = PlaceForm.of_values(_without(reached.values, _PLACE))
        team = TeamForm.of_values(_without(reached.values, _TEAM))
        self._window.place.fill(self._place)
        self._window.team.fill(team)
        if reached.step is Step.KEYS:
            self._show_keys()
        elif reached.step is Step.PULL:
            self._pull()
        elif self._place.kind is Kind.BUILT_IN and reached.step is Step.TEAM:
            self._show_team()
        else:
            self.start()

    def _is_locked(self, key: str) -> bool:
        return self._settings.origin_of(key).kind is OriginKind.LOCKED

    # ------------------------------------------------------------------------------------------------ the database

    def _on_place(self, form: PlaceForm) -> None:
        self._place = form
        if form.kind is Kind.BUILT_IN or form == self._looked_at:
            self._show_team()
            return
        page = self._window.place
        page.show_busy(page.tr("Looking the server over…"))
        tell = self._here(page.show_check)

        async def work() -> LookedAt:
            certificate = keep_certificate(self._settings, form.certificate, tried=True)
            return await look_at_server(form, certificate, tell)

        def done(found: LookedAt) -> None:
            page.show_problems(found.problems)
            if found.problems:
                return
            self._looked_at = form
            if found.is_ours:
                page.say(page.tr("Next adds your team to what is there."), "changed")
            else:
                self._show_team()

        self._begin(work, done, lambda error: page.show_problems({"": str(error)}))

    def _show_team(self) -> None:
        form = self._place
        if self._note(Step.TEAM, form, self._window.team.form()):
            self._window.team.ask(alone=form.kind is Kind.BUILT_IN, owner=form.address.login)
            self._window.show_page(self._window.team)

    def _choose_tenant_again(self) -> None:
        """The tenant was mistyped. What is set up stays, and another one is added beside it; on a server by its owner,
        who is asked again where the program was closed since."""
        if self._place.kind is Kind.BUILT_IN or self._place == self._looked_at:
            self._show_team()
        else:
            self._window.show_page(self._window.place)

    # ------------------------------------------------------------------------------------------------ the team

    def _on_team(self, form: TeamForm) -> None:
        page, place = self._window.team, self._place
        if not self._note(Step.TEAM, place, form):
            return
        page.show_busy(page.tr("Setting up…"))
        tell = self._here(page.show_step)

        async def work() -> Settings:
            if place.kind is Kind.BUILT_IN:
                given = self._team_given(form, None)
                await set_up_built_in(given.settings(), tell)
                given.keep(self._config)
                settings = given.settings()
            else:
                settings = await self._set_up(place, form, tell)
            self._reached.write(Reached(Way.FOUND, Step.KEYS, _values(place, form)))
            return settings

        def done(settings: Settings) -> None:
            self._settings = settings
            page.show_problems({})
            self._show_keys()

        def failed(error: LaziError) -> None:
            name, words = blame_for_founding(error)
            page.show_problems({name: words})

        self._begin(work, done, failed)

    async def _set_up(self, place: PlaceForm, form: TeamForm, tell: Callable[[str], None]) -> Settings:
        """Kept when the new admin has been let in."""
        tried = keep_certificate(self._settings, place.certificate, tried=True)
        await set_up(place, form, tried, tell)
        tell(PROVE)
        await meet(self._team_given(form, tried).settings(hub_password=form.password))
        given = self._team_given(form, keep_certificate(self._settings, place.certificate))
        settings = given.settings(hub_password=form.password)
        keep_hub_password(settings, form.password)
        given.keep(self._config)
        return settings

    def _team_given(self, form: TeamForm, certificate: Path | None) -> Given:
        built_in = self._place.kind is Kind.BUILT_IN
        values: dict[str, Any] = hub_values(
            hub="" if built_in else self._place.address.url(),
            login=form.login,
            tenant=form.tenant,
            environment=form.environment,
            api_url=form.api_url,
            auth_url=form.auth_url,
        )
        return Given(self._settings, {**values, "hub.certificate": certificate})

    # ------------------------------------------------------------------------------------------------ ServiceTitan

    def _show_keys(self) -> None:
        remote = self._settings.servicetitan
        self._window.keys.ask(tenant=remote.tenant, can_wait=bool(self._settings.hub.url))
        if remote.client_id:
            self._window.keys.fields["client_id"].input.setText(remote.client_id)
        if self._is_locked("servicetitan.client_id"):
            self._window.keys.fix_client_id(remote.client_id)
        self._window.show_page(self._window.keys)

    def _on_keys(self, form: KeysForm) -> None:
        page = self._window.keys
        page.show_busy(page.tr("Asking ServiceTitan…"))

        async def work() -> Tried:
            return await try_servicetitan(self._with_keys(form).settings(**_secrets(form)))

        def done(tried: Tried) -> None:
            page.show_tried(form, tried.problems, tried.parts)
            if tried.reads_everything:
                self._keep_keys(form)

        self._begin(work, done, lambda error: page.show_problems({"": str(error)}))

    def _keep_keys(self, form: KeysForm) -> None:
        async def work() -> Settings:
            given = self._with_keys(form)
            settings = given.settings(**_secrets(form))
            keep_keys(settings, form.client_secret, form.app_key)
            given.keep(self._config)
            kept = self._reached.read()
            self._reached.write(Reached(Way.FOUND, Step.PULL, kept.values if kept is not None else {}))
            return settings

        def done(settings: Settings) -> None:
            self._settings = settings
            self._pull()

        self._begin(work, done, lambda error: self._window.keys.show_problems({"": str(error)}))

    def _with_keys(self, form: KeysForm) -> Given:
        return Given(self._settings, {"servicetitan.client_id": form.client_id})

    # ------------------------------------------------------------------------------------------------ the first pull

    def _pull(self) -> None:
        page, settings = self._window.pull, self._settings
        self._window.show_page(page)
        page.show_running()
        counted, tell = self._here(self._on_counted), self._here(self._on_progress)

        async def work() -> PullReport:
            return await pull_first(settings, counted, tell)

        self._begin(work, self._on_pulled, lambda error: page.show_stopped(str(error)))

    def _on_counted(self, totals: Mapping[EntityKind, int | None]) -> None:
        self._window.pull.show_counts({str(kind): total for kind, total in totals.items()})

    def _on_progress(self, progress: Progress) -> None:
        kind = KIND_OF.get(progress.text)
        if kind is not None:
            self._window.pull.show_progress(str(kind), progress.done, progress.total)

    def _on_pulled(self, report: PullReport) -> None:
        page = self._window.pull
        page.show_done()
        refused = [kind for kind in report.kinds if kind.refused is not None]
        for kind in refused:
            page.show_refused(str(kind.kind), str(kind.refused))
        if refused:
            page.show_stopped(page.tr("What is refused comes with a later pull, once it is allowed."))
        else:
            self._finish()

    def _go_on_behind(self) -> None:
        """What came is kept; the window's own pull goes on from there."""
        self._stop()
        self._finish(pull=True)

    def _finish(self, *, pull: bool = False) -> None:
        self._reached.forget()
        self._choose(Choice(settings=self._settings, pull=pull))

    # ------------------------------------------------------------------------------------------------ how it is done

    def _begin(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[LaziError], None],
    ) -> None:
        self._stop = self._errands.begin(work, done, failed)

    def _here(self, show: Callable[..., None]) -> Callable[..., None]:
        """The same from an errand's thread."""

        def tell(*told: Any) -> None:
            self._loop.call_soon_threadsafe(show, *told)

        return tell

    def _note(self, step: Step, place: PlaceForm, team: TeamForm) -> bool:
        try:
            self._reached.write(Reached(Way.FOUND, step, _values(place, team)))
        except LaziError as error:
            self._window.place.show_problems({"": str(error)})
            return False
        return True


def _values(place: PlaceForm, team: TeamForm) -> dict[str, str]:
    return {f"{_PLACE}{name}": value for name, value in place.values().items()} | {
        f"{_TEAM}{name}": value for name, value in team.values().items()
    }


def _without(values: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def _secrets(form: KeysForm) -> dict[str, str]:
    return {"client_secret": form.client_secret, "app_key": form.app_key}
