"""Opens the window: one per profile, with the first-run page where nothing is configured yet."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lazi_desktop.app.application import (
    make_application,
    run_application,
    show_until_closed,
    started_by_an_icon,
)
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.demo import DemoFolder
from lazi_desktop.app.desktop import Desktop, connection_facts
from lazi_desktop.app.exit_codes import DONE, code_of
from lazi_desktop.app.logs import start_logging
from lazi_desktop.app.session import Session
from lazi_desktop.app.settings_book import FiledSettings
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.policy import policy_file
from lazi_desktop.config.settings import Settings, load_settings, settings_file
from lazi_desktop.config.web_pages import web_page_pattern
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError
from lazi_desktop.ui.configuration_problem import ConfigurationProblemWindow
from lazi_desktop.ui.language import use_language
from lazi_desktop.ui.preparing import PreparingWindow


def run_window(config: Path | None, *, screenshot: Path | None = None) -> int:
    try:
        settings = load_settings(config)
    except ConfigurationProblem as problem:
        if screenshot is None and started_by_an_icon():
            _show_configuration_problem(problem, _file_to_mend(problem, config))
        raise
    places = ProfilePlaces(settings.profile)
    start_logging(places.logs)
    crashes = CrashReports(places.crashes)
    application = make_application(settings.theme, settings.language)
    instance = SingleInstance(places.lock)
    if not instance.acquire():
        print("LAZI Desktop is open already; its window comes to the front.", file=sys.stderr)
        return DONE
    try:
        return run_application(application, lambda: _run(settings, config, instance, screenshot), crashes)
    finally:
        instance.release()


def _file_to_mend(problem: ConfigurationProblem, config: Path | None) -> Path:
    policy = policy_file()
    return policy if policy is not None and str(policy) in problem.detail else settings_file(config)


def _show_configuration_problem(problem: ConfigurationProblem, file: Path) -> None:
    """Until the person closes it."""
    application = make_application("system")
    window = ConfigurationProblemWindow(problem, file)
    window.closed.connect(application.quit)
    window.show()
    application.exec()
    window.deleteLater()


async def _run(
    settings: Settings, config: Path | None, instance: SingleInstance, screenshot: Path | None
) -> int:
    """First start or window, as often as the person asks to change the connection."""
    asked = not settings.is_configured
    while True:
        if asked:
            from lazi_desktop.app.first_start import first_start

            choice = await first_start(settings, config)
            if choice.demo:
                with DemoFolder() as demo:
                    return await demo.show(None)
            if choice.settings is None:
                return DONE
            settings = choice.settings
        opener = _Opener(settings, config, instance)
        code = await opener.show(screenshot)
        if opener.chosen is None:
            return code
        settings, asked = opener.chosen, False


class _Opener:
    """Opens one connection's window and remembers for which other connection the person left it."""

    def __init__(self, settings: Settings, config: Path | None, instance: SingleInstance) -> None:
        self._book = FiledSettings(settings, settings_file(config))
        self._config = config
        self._instance = instance
        self.chosen: Settings | None = None
        self._asking: asyncio.Task[None] | None = None
        self._leave: Callable[[Callable[[], None]], object] = lambda before: before()
        """Closes the window after what it is given; does neither where the person stays."""

    @property
    def _settings(self) -> Settings:
        return self._book.settings

    async def show(self, screenshot: Path | None) -> int:
        while True:
            try:
                desktop = self._open()
            except LaziError as error:
                if screenshot is not None or not await _again(error):
                    print(error, file=sys.stderr)
                    return code_of(error)
            else:
                try:
                    return await show_until_closed(desktop, screenshot)
                finally:
                    if self._asking is not None:
                        self._asking.cancel()

    def _open(self) -> Desktop:
        session = Session.of(self._settings, role="window")
        remote = self._settings.servicetitan
        desktop = Desktop(
            session,
            facts=connection_facts(self._settings, session),
            book=self._book,
            reopen=self._reopen,
            change_connection=self._change_connection,
            alone=not self._settings.hub.url,
            sync=self._settings.sync,
            web_page=web_page_pattern(remote.environment, remote.web_page),
        )
        self._instance.raise_requested.connect(desktop.raise_window)
        self._leave = desktop.opened.window.leaving.leave
        return desktop

    def _reopen(self) -> None:
        """The same connection, with what was changed in the settings."""

        def before() -> None:
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
            choice = await first_start(self._settings, self._config, changing=True)
        finally:
            self._asking = None
        if choice.settings is not None:
            self._leave(partial(self._choose, choice.settings))

    def _choose(self, settings: Settings) -> None:
        self.chosen = settings


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
