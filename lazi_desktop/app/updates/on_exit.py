"""Installs what is ready when the program has ended: nothing of it at the start, nothing while another one runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from lazi_desktop.app.logs import log_bug
from lazi_desktop.app.system import SystemClock
from lazi_desktop.app.updates.team import team_revision_of
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import LaziError, UpdateUnavailable
from lazi_desktop.domain.update_manifest import UpdateRefused, Why

if TYPE_CHECKING:
    from lazi_desktop.app.updates.updater import Ready, Updater
    from lazi_desktop.updates.windows_installer import Installer

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Begun:
    """Not `is_installed`: Windows' installer was started, and goes on by itself; nobody tells how it ends."""

    version: str
    is_installed: bool


def install_on_exit(config: Path | None) -> None:
    """Whatever goes wrong: the program ends all the same, and the one that is installed stays."""
    try:
        settings = load_settings(config)
        if settings.updates.channel == "off" or not settings.updates.url:
            return
        from lazi_desktop.app.updates.updater import Updater

        team = team_revision_of(lambda: settings)
        begun = install(Updater(lambda: settings.updates, SystemClock(), team_revision=team))
    except LaziError as error:
        _log.warning("the new version was not installed", reason=type(error).__name__)
    except Exception as error:
        log_bug(error)
    else:
        if begun is not None:
            what = "a new version was installed" if begun.is_installed else "Windows' installer was started"
            _log.info(what, version=begun.version)


def install(updater: Updater, installer: Installer | None = None, *, by_hand: bool = False) -> Begun | None:
    """None where there is nothing to do. Proves signature and file once more.

    Windows' installer is asked once for each version, else whoever has no rights is asked for an administrator at every
    end; `by_hand` once more.

    Raises:
        UpdateRefused: it is not what it was; it is thrown away.
        UpdateUnavailable: not now.
    """
    folder = updater.folder
    if updater.ready() is None:
        return None
    with folder.alone():
        ready = updater.ready()
        if ready is None or updater.waits(ready.manifest):
            return None
        if folder.asked_for() == ready.manifest.version and not by_hand:
            return None
        if updater.installation.is_in_use():
            raise UpdateUnavailable(
                "LAZI Desktop is open elsewhere. It is installed when the last one is closed."
            )
        folder.check(ready.file)
        if ready.file.kind == "msi":
            _hand_over(updater, ready, installer or windows_installer())
            return Begun(ready.manifest.version, is_installed=False)
        _replace(updater, ready)
        return Begun(ready.manifest.version, is_installed=True)


def _hand_over(updater: Updater, ready: Ready, installer: Installer) -> None:
    """Proved again while nobody can put another one there: it is installed with an administrator's rights."""
    folder = updater.folder
    with installer.holding(folder.place_of(ready.file)) as held:
        if not folder.has(ready.file, held.place):
            raise UpdateRefused(Why.DIGEST, f"{ready.file.name} is not the file that the manifest names.")
        installer.start(held, folder.folder / "install.log")
    folder.note_asked_for(ready.manifest.version)


def _replace(updater: Updater, ready: Ready) -> None:
    from lazi_desktop.updates.tarball import replace_program

    root = updater.installation.root
    if root is None:
        raise UpdateUnavailable("This program was not installed, so nothing can take its place.")
    try:
        replace_program(root, updater.folder.place_of(ready.file), ready.manifest.version)
    finally:
        updater.folder.forget_offer()  # one that does not unpack is not tried at every end


def windows_installer() -> Installer:
    from lazi_desktop.updates.windows_installer import WindowsInstaller

    return WindowsInstaller()
