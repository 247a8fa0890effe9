"""Joining a team: the invitation, the sign-in, a password of one's own; kept when all of it works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from lazi_desktop.app.first_run.blame import blame
from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.first_run.driver import Driver
from lazi_desktop.app.first_run.reached import Reached, Step, Way
from lazi_desktop.app.first_run.remembering import (
    Given,
    hub_values,
    keep_certificate,
    keep_hub_password,
)
from lazi_desktop.app.first_run.trying import Met, change_password, meet
from lazi_desktop.app.session import account_name, hub_login
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.hub_address import take_apart
from lazi_desktop.domain.invitation import SCHEME
from lazi_desktop.ui.first_run.joining_forms import SignIn, TeamPlace


class Joining(Driver):
    """Drives the pages of this way."""

    def _prepare(self) -> None:
        window = self._window
        self._place = TeamPlace()
        self._signed = SignIn()
        self._by_hand = False
        self._of_settings = False
        window.invitation.submitted.connect(self._on_place)
        window.invitation.back_wanted.connect(lambda: window.show_page(window.welcome))
        window.sign_in.submitted.connect(self._on_sign_in)
        window.sign_in.back_wanted.connect(self.start)
        window.sign_in.cancel_wanted.connect(lambda: self._stop())
        window.own_password.submitted.connect(self._on_own_password)
        window.own_password.back_wanted.connect(lambda: window.show_page(window.sign_in))
        window.own_password.cancel_wanted.connect(lambda: self._stop())
        window.invitation_dropped.connect(self.read)

    # ------------------------------------------------------------------------------------------------ where to begin

    def start(self) -> None:
        self._window.show_page(self._window.invitation)

    def read(self, invitation: str) -> None:
        """A link, or the path of a file."""
        self.start()
        if invitation.lower().startswith(f"{SCHEME}:"):
            self._window.invitation.read(invitation)
        else:
            self._window.invitation.read_file(Path(invitation))

    def resume(self, reached: Reached) -> None:
        self._on_place(TeamPlace.of_values(reached.values))

    def sign_in_only(self) -> None:
        """The settings say whose team it is and where, as an organisation's policy does."""
        self._of_settings = True
        self._place = place_of(self._settings)
        locked = self._settings.origin_of("hub.url").kind is OriginKind.LOCKED
        fixed = self._settings.origin_of("hub.login").kind is OriginKind.LOCKED or bool(
            locked and _named_in_address(self._settings)
        )
        self._window.sign_in.show_place(self._place, hub_login(self._settings))
        self._window.sign_in.fix(login=fixed, note=self._settings.policy_note, back=not locked)
        self._window.show_page(self._window.sign_in)

    # ------------------------------------------------------------------------------------------------ step by step

    def _on_place(self, place: TeamPlace) -> None:
        self._of_settings = False
        self._place = place
        if self._note(Reached(Way.JOIN, Step.SIGN_IN, place.values())):
            self._window.sign_in.free()
            self._window.sign_in.show_place(place, account_name())
            self._window.show_page(self._window.sign_in)

    def _note(self, reached: Reached) -> bool:
        try:
            self._reached.write(reached)
        except LaziError as error:
            self._window.invitation.show_problems({"": str(error)})
            return False
        return True

    def _on_sign_in(self, form: SignIn) -> None:
        page = self._window.sign_in
        if page.certificate.pem != self._place.certificate:
            self._place = replace(self._place, certificate=page.certificate.pem)
        self._signed = form
        page.show_busy(page.tr("Signing in…"))

        async def work() -> Met:
            return await meet(self._to_be_tried())

        self._stop = self._errands.begin(work, self._on_met, self._on_refused)

    def _on_refused(self, error: LaziError) -> None:
        name, words = blame(error)
        self._window.sign_in.show_problems({name: words})

    def _on_met(self, met: Met) -> None:
        if not met.owes_password:
            self._keep(self._window.sign_in.show_problems)
            return
        self._window.sign_in.show_idle()
        self._window.own_password.ask(old=self._signed.password, about=self._signed.login)
        self._window.show_page(self._window.own_password)

    def _on_own_password(self, password: str) -> None:
        page = self._window.own_password
        page.show_busy(page.tr("Setting your password…"))

        async def work() -> None:
            await change_password(self._to_be_tried(), password)

        def done(_: None) -> None:
            self._signed = replace(self._signed, password=password)
            self._keep(page.show_problems)

        def failed(error: LaziError) -> None:
            page.show_problems({"": blame(error)[1]})

        self._stop = self._errands.begin(work, done, failed)

    def _keep(self, refuse: Callable[[Mapping[str, str]], None]) -> None:
        async def work() -> Settings:
            settings = self._given(keep_certificate(self._settings, self._place.certificate)).settings(
                hub_password=self._signed.password
            )
            keep_hub_password(settings, self._signed.password)
            self._given(settings.hub.certificate).keep(self._config)
            self._reached.forget()
            return settings

        self._stop = self._errands.begin(
            work,
            lambda settings: self._choose(Choice(settings=settings)),
            lambda error: refuse({"": str(error)}),
        )

    # ------------------------------------------------------------------------------------------------ what it comes to

    def _to_be_tried(self) -> Settings:
        tried = keep_certificate(self._settings, self._place.certificate, tried=True)
        return self._given(tried).settings(hub_password=self._signed.password)

    def _given(self, certificate: Path | None) -> Given:
        place = self._place
        values: dict[str, Any] = {"hub.login": self._signed.login}
        if not self._of_settings:
            values |= hub_values(
                hub=place.hub,
                login=self._signed.login,
                tenant=place.tenant,
                environment=place.environment,
                api_url=place.api_url,
                auth_url=place.auth_url,
            )
        if not self._of_settings or certificate is not None:
            values["hub.certificate"] = certificate
        return Given(self._settings, values)


def place_of(settings: Settings) -> TeamPlace:
    """What the settings say of the team. A certificate that they name stays where it is."""
    address, remote = take_apart(settings.hub.url), settings.servicetitan
    return TeamPlace(
        hub=address.url() if address is not None else settings.hub.url,
        tenant=remote.tenant,
        environment=str(remote.environment),
        login=hub_login(settings),
    )


def _named_in_address(settings: Settings) -> bool:
    address = take_apart(settings.hub.url)
    return address is not None and bool(address.login)
