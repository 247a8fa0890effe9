"""Opens the window: one per profile, with the first-run page where nothing is configured yet."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication

from lazi_desktop import __version__
from lazi_desktop.app.cli import DONE, FAILED
from lazi_desktop.app.desktop import Desktop, connection_facts
from lazi_desktop.app.logs import log_bug, start_logging
from lazi_desktop.app.photograph import photograph
from lazi_desktop.app.session import Session
from lazi_desktop.app.signals import leaving_by_signal
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.config.places import ProfilePlaces, default_config_file
from lazi_desktop.config.settings import Settings, Theme, load_settings, save_settings
from lazi_desktop.ui.bugs import BugReporter
from lazi_desktop.ui.theme.apply import apply_theme


def run_window(config: Path | None, *, screenshot: Path | None = None) -> int:
    settings = load_settings(config)
    places = ProfilePlaces(settings.profile)
    start_logging(places.logs)
    application = make_application(settings)
    instance = SingleInstance(places.lock)
    if not instance.acquire():
        print("LAZI Desktop is open already; its window comes to the front.", file=sys.stderr)
        return DONE
    try:
        return run_application(application, lambda: _open(settings, config, instance, screenshot))
    finally:
        instance.release()


def make_application(settings: Settings) -> QApplication:
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("LAZI Desktop")
    application.setDesktopFileName("lazi-desktop")
    application.setQuitOnLastWindowClosed(False)  # leaving is a coroutine, which needs the loop
    apply_theme(application, settings.theme)
    return application


def run_application(application: QApplication, work: Callable[[], Awaitable[int]]) -> int:
    """Runs the coroutine in Qt's own loop."""

    async def awaited() -> int:
        return await work()

    bugs = BugReporter(__version__, also=log_bug)
    bugs.install()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
            return runner.run(awaited())
    finally:
        bugs.uninstall()


async def _open(
    settings: Settings, config: Path | None, instance: SingleInstance, screenshot: Path | None
) -> int:
    if not settings.is_configured:
        from lazi_desktop.app.first_start import first_start

        choice = await first_start(settings, config)
        if choice.demo:
            return await show_demo()
        if choice.settings is None:
            return DONE
        settings = choice.settings
    session = Session.of(settings, role="window")
    desktop = Desktop(
        session,
        facts=connection_facts(settings, session),
        choose_scheme=lambda scheme: remember_theme(settings, scheme, config),
    )
    instance.raise_requested.connect(desktop.raise_window)
    return await show_until_closed(desktop, screenshot)


async def show_demo() -> int:
    """The demo, from the first start."""
    from lazi_desktop.app.demo import DemoFolder

    with DemoFolder() as demo:
        return await demo.show(None)


def remember_theme(settings: Settings, scheme: Theme, config: Path | None) -> None:
    settings.theme = scheme
    save_settings(settings, config or default_config_file())


async def show_until_closed(desktop: Desktop, screenshot: Path | None) -> int:
    with leaving_by_signal(desktop.opened.window.close):
        desktop.show()
        try:
            if screenshot is None:
                await desktop.closed()
                return DONE
            return DONE if await photograph(desktop, screenshot) else FAILED
        finally:
            await desktop.leave()
