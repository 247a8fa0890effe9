"""Opens the window: one per profile, with the first-run page where nothing is configured yet."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lazi_desktop.app.application import (
    make_application,
    run_application,
    show_until_closed,
    started_by_an_icon,
)
from lazi_desktop.app.backup.in_window import WindowBackups
from lazi_desktop.app.collector import release_collector
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.demo import DemoFolder
from lazi_desktop.app.desktop import Desktop, connection_facts
from lazi_desktop.app.exit_codes import DONE, code_of
from lazi_desktop.app.logs import log_bug
from lazi_desktop.app.profiles.between import Between
from lazi_desktop.app.profiles.going import Going, OpenElsewhere, WindowProfiles
from lazi_desktop.app.seat import Seat
from lazi_desktop.app.session import Session, secrets_of, with_hub_password
from lazi_desktop.app.settings_book import FiledSettings
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.app.system import SystemClock
from lazi_desktop.app.updates.in_window import WindowUpdates
from lazi_desktop.app.updates.on_exit import install_on_exit
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.policy import policy_file
from lazi_desktop.config.profiles import file_to_open, list_profiles, profile_of, profile_with
from lazi_desktop.config.settings import Settings, load_settings, settings_file
from lazi_desktop.config.web_pages import web_page_pattern
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError, OurMistake
from lazi_desktop.domain.profile import Profile
from lazi_desktop.ports.system import Surroundings
from lazi_desktop.ui.configuration_problem import ConfigurationProblemWindow
from lazi_desktop.ui.language import use_language
from lazi_desktop.ui.main_window import MainWindow
from lazi_desktop.ui.preparing import PreparingWindow
from lazi_desktop.ui.theme.metrics import use_density

if TYPE_CHECKING:
    from lazi_desktop.app.updates.updater import Updater


def run_window(config: Path | None, *, screenshot: Path | None = None, invitation: str = "") -> int:
    """`config` None means the profile that was used last; an invitation opens its team's own."""
    file = config or file_to_open()
    try:
        if invitation:
            from lazi_desktop.app.first_run.invited import file_for

            file, invitation = file_for(invitation, file)
        settings = load_settings(file)
    except ConfigurationProblem as problem:
        others = [one for one in list_profiles() if not one.problem and one.file != file]
        if screenshot is None and started_by_an_icon():
            other = _show_configuration_problem(problem, _file_to_mend(problem, file), others)
            if other is not None:
                return run_window(other.file)
        if not others:
            raise
        hint = f"To open another profile: lazi-desktop --profile “{others[0].name}”"
        raise ConfigurationProblem(f"{problem.detail} {hint}") from None
    seat = Seat(file, settings)
    crashes = CrashReports(ProfilePlaces(settings.profile).crashes)
    application = make_application(settings.theme, settings.language, settings.density)
    if not seat.take(invitation=invitation):
        print("LAZI Desktop is open already; its window comes to the front.", file=sys.stderr)
        return DONE
    windows = _Windows(seat, crashes, invitation)
    try:
        code = run_application(application, lambda: windows.run(screenshot), crashes)
    finally:
        windows.seat.leave()
    if screenshot is None:
        install_on_exit(windows.seat.file)
    return code


def _file_to_mend(problem: ConfigurationProblem, file: Path) -> Path:
    policy = policy_file()
    return policy if policy is not None and str(policy) in problem.detail else file


def _show_configuration_problem(
    problem: ConfigurationProblem, file: Path, others: Sequence[Profile]
) -> Profile | None:
    """Until the person closes it, or wants one of the others."""
    application = make_application("system")
    window = ConfigurationProblemWindow(problem, file, others)
    window.closed.connect(application.quit)
    window.show()
    application.exec()
    window.deleteLater()
    return window.chosen


class _Windows:
    """One window after the other in one process, as often as the person goes to another connection or profile.

    `seat` is of the one that is open.
    """

    def __init__(self, seat: Seat, crashes: CrashReports, invitation: str = "") -> None:
        self.seat = seat
        self._invitation = invitation
        self._crashes = crashes
        self._before: Path | None = None
        """Of the profile that was left, for whoever does not set up the new one."""
        self._told: LaziError | str = ""

    async def run(self, screenshot: Path | None) -> int:
        from lazi_desktop.app.first_start import first_start, is_needed

        asked = bool(self._invitation) or await asyncio.to_thread(is_needed, self.seat.settings)
        pull = False
        with closing(Between()) as between:
            while True:
                if asked:
                    between.end()
                    invitation, self._invitation = self._invitation, ""
                    choice = await first_start(
                        self.seat.settings,
                        self.seat.file,
                        invitation=invitation,
                        started_again=self.seat.instance.raise_requested,
                        back_to=profile_of(self._before).name if self._before is not None else "",
                    )
                    if choice.demo or choice.settings is not None:
                        await between.begin_in_sight("")
                    if choice.demo:
                        with DemoFolder() as demo:
                            asyncio.get_running_loop().call_soon(between.end)  # once its window is there
                            return await demo.show(None)
                    if choice.settings is None:
                        if self._before is None or choice.leaves:
                            return DONE
                        before, self._before = self._before, None
                        asked = await self._go(Going(partial(_same, before), ""))
                        continue
                    self.seat.settings, pull = choice.settings, choice.pull
                seat, left, self._before = self.seat, self._before, None
                seat.remember()
                opener = _Opener(seat.settings, seat.file, seat.instance, pull_at_start=pull, between=between)
                pull = False
                code = await opener.show(screenshot, self._take_told())
                if opener.failed is not None and left is not None:
                    asked = await self._go(Going(partial(_same, left), ""))
                    self._told = opener.failed
                elif opener.going is not None:
                    asked = await self._go(opener.going)
                elif opener.chosen is not None:
                    self.seat.settings, asked = opener.chosen, False
                else:
                    return code
                del opener
                release_collector()

    async def _go(self, going: Going) -> bool:
        """To the other profile, or back to this one where that does not open. True: it has to be set up first."""
        from lazi_desktop.app.first_start import is_needed

        left = self.seat
        left.leave(self._crashes)
        try:
            if going.errand is not None:
                await asyncio.to_thread(going.errand)
            self._told = going.done
            file = going.to()
            self._sit(file)
            self._before = left.file if file != left.file and going.errand is None else None
        except LaziError as error:
            self._told = error
            self._sit(left.file)
        except Exception as error:
            self._sit(left.file)  # and with it the log
            log_bug(error)
            self._told = OurMistake("The log has the details.")
        return await asyncio.to_thread(is_needed, self.seat.settings)

    def _sit(self, file: Path) -> None:
        seat = Seat(file, load_settings(file))
        if not seat.take(self._crashes):
            raise OpenElsewhere("Its window comes to the front.")
        self.seat = seat

    def _take_told(self) -> LaziError | str:
        told, self._told = self._told, ""
        return told


class _Opener:
    """Opens one connection's window and remembers for which other connection, or profile, the person left it."""

    def __init__(
        self,
        settings: Settings,
        config: Path | None,
        instance: SingleInstance,
        *,
        pull_at_start: bool = False,
        between: Between | None = None,
    ) -> None:
        self._book = FiledSettings(settings, settings_file(config))
        self._config = config
        self._instance = instance
        self._pull_at_start = pull_at_start
        self._between = between
        self.chosen: Settings | None = None
        self.going: Going | None = None
        self.failed: LaziError | None = None
        """Why there was no window, where the person did not want to try again."""
        self._asking: asyncio.Task[None] | None = None
        self._window: MainWindow | None = None
        self._leave: Callable[[Callable[[], None]], object] = lambda before: before()
        """Closes the window after what it is given; does neither where the person stays."""

    @property
    def _settings(self) -> Settings:
        return self._book.settings

    async def show(self, screenshot: Path | None, told: LaziError | str = "") -> int:
        """`told` is said as soon as the window is there."""
        while True:
            try:
                desktop = self._open()
            except LaziError as error:
                if self._between is not None:
                    self._between.end()
                if screenshot is not None or not await _again(error):
                    print(error, file=sys.stderr)
                    self.failed = error
                    return code_of(error)
            else:
                asyncio.get_running_loop().call_soon(self._on_shown, desktop, told)
                try:
                    return await show_until_closed(desktop, screenshot)
                finally:
                    self._instance.raise_requested.disconnect(desktop.raise_window)
                    self._leave = _stay
                    if self._asking is not None:
                        self._asking.cancel()

    def _on_shown(self, desktop: Desktop, told: LaziError | str) -> None:
        if self._between is not None:
            self._between.end()
        if isinstance(told, LaziError):
            desktop.messages.problem(told)
        elif told:
            desktop.messages.done(told)

    def _open(self) -> Desktop:
        session = Session.of(self._settings, role="window")
        remote, file = self._settings.servicetitan, settings_file(self._config)
        profile = self._profile(file)
        desktop = Desktop(
            session,
            pull_at_start=self._pull_at_start,
            facts=connection_facts(self._settings, session),
            book=self._book,
            reopen=self._reopen,
            change_connection=self._change_connection,
            alone=not self._settings.hub.url,
            profile=profile,
            profiles=WindowProfiles(profile, self._go),
            sync=self._settings.sync,
            units=self._settings.units,
            web_page=web_page_pattern(remote.environment, remote.web_page),
            has_keys=self._settings.asks_servicetitan,
            password_changed=self._take_password,
            backups=WindowBackups(lambda: self._settings, file),
            updates=self._updates,
        )
        self._instance.raise_requested.connect(desktop.raise_window)
        self._window = desktop.opened.window
        self._leave = self._window.leaving.leave
        return desktop

    def _updates(self, surroundings: Surroundings) -> WindowUpdates:
        def updater() -> Updater:
            from lazi_desktop.app.remote import way_of
            from lazi_desktop.app.updates.team import team_revision_of
            from lazi_desktop.app.updates.updater import Updater  # the window starts without all that

            return Updater(
                lambda: self._settings.updates,
                SystemClock(),
                team_revision=team_revision_of(lambda: self._settings),
                way=lambda: way_of(self._settings, secrets_of(self._settings)),
            )

        return WindowUpdates(lambda: self._settings.updates, updater, surroundings)

    def _profile(self, file: Path) -> Profile:
        """Its name and colour may have been changed while its window was open."""
        kept, used = profile_of(file), profile_with(self._settings, file)
        return used if kept.problem else replace(used, name=kept.name, colour=kept.colour)

    def _take_password(self, password: str) -> None:
        self._book.settings = with_hub_password(self._book.settings, password)

    def _reopen(self) -> None:
        """The same connection, with what was changed in the settings."""

        def before() -> None:
            use_density(self._settings.density)
            use_language(self._settings.language)
            self._choose(self._settings)

        self._leave(before)

    def _change_connection(self) -> None:
        if self._asking is None:
            self._asking = asyncio.ensure_future(self._ask_for_connection())

    async def _ask_for_connection(self) -> None:
        """The window stays open behind the form: who cancels is back where they were."""
        from lazi_desktop.app.first_start import first_start

        try:
            choice = await first_start(self._settings, self._config, changing=True, over=self._window)
        finally:
            self._asking = None
        if choice.settings is not None:
            self._leave(partial(self._choose, choice.settings))

    def _choose(self, settings: Settings) -> None:
        self.chosen = settings

    def _go(self, going: Going) -> None:
        def before() -> None:
            self.going = going
            if self._between is not None:
                self._between.begin(going.words)

        self._leave(before)


def _same(file: Path) -> Path:
    return file


def _stay(before: Callable[[], None]) -> None:
    """The window is gone: nobody leaves it a second time."""


async def _again(error: LaziError) -> bool:
    """Shows why the window cannot open. True when the person wants another try."""
    answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    window = PreparingWindow()

    def say(again: bool) -> None:
        if not answer.done():
            answer.set_result(again)

    window.again_wanted.connect(lambda: say(True))
    window.quit_wanted.connect(lambda: say(False))
    window.show_problem(error)
    window.show()
    try:
        return await answer
    finally:
        window.hide()
        window.deleteLater()
