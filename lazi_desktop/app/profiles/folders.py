"""The folder of a profile that nobody has open: set aside to be filled again, or removed for good."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from PySide6.QtCore import QLockFile

from lazi_desktop.app.device import WINDOW
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.errors import LaziError

KEPT_ASIDE = timedelta(days=30)
_MOMENT = "%Y-%m-%d %H.%M.%S"

log = structlog.get_logger("profiles")


class ProfileInUse(LaziError):
    title = "This profile is in use"


class ProfileKept(LaziError):
    title = "Not everything could be removed"


@contextmanager
def held(places: ProfilePlaces) -> Iterator[None]:
    """No window opens it meanwhile.

    Raises:
        ProfileInUse: one has it open.
    """
    places.folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(places.lock))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        raise ProfileInUse("Close its window first.")
    try:
        yield
    finally:
        lock.unlock()


def set_aside(places: ProfilePlaces, now: datetime) -> Path | None:
    """The workspace, and who this computer was in it: what is filled again belongs to a new device, for which no old
    number counts. Pictures stay, being named by what is in them. None where there was nothing.

    Raises:
        ProfileInUse: it is open.
        ProfileKept: something cannot be moved; what had been is back in its place.
    """
    wanted = [one for one in (places.workspace, places.device(WINDOW)) if one.exists()]
    if not wanted:
        return None
    with held(places):
        aside = places.set_aside / now.strftime(_MOMENT)
        moved: list[tuple[Path, Path]] = []
        try:
            aside.mkdir(parents=True)
            for one in wanted:
                one.rename(aside / one.name)
                moved.append((one, aside / one.name))
        except OSError as error:
            for place, at in reversed(moved):
                at.rename(place)
            raise ProfileKept(f"{error.filename} cannot be moved: {error.strerror}.") from error
    return aside


def tidy_aside(places: ProfilePlaces, now: datetime) -> None:
    """Removes what was set aside long ago."""
    if not places.set_aside.is_dir():
        return
    for one in places.set_aside.iterdir():
        with suppress(ValueError, OSError):  # somebody else's, or in use: the next time tries again
            if now - datetime.strptime(one.name, _MOMENT).replace(tzinfo=now.tzinfo) > KEPT_ASIDE:
                shutil.rmtree(one)
                log.info("what a reset had set aside is removed", folder=one.name)
    with suppress(OSError):
        places.set_aside.rmdir()


def remove(places: ProfilePlaces, *, is_ours: bool) -> None:
    """`is_ours`: the program made the folder, so all of it goes. Of another one only what is the program's.

    Raises:
        ProfileInUse: it, or the built-in database in it, is in use.
        ProfileKept: with what is left.
    """
    if not places.folder.is_dir():
        return
    with held(places):
        _remove_hub(places)
        for one in (*_parts(places), *(places.folder.iterdir() if is_ours else ())):
            if one != places.lock:
                _delete(one)
    _delete(places.lock)
    with suppress(OSError):  # something of somebody else's is in it
        places.folder.rmdir()


def _remove_hub(places: ProfilePlaces) -> None:
    """With what bringing a backup back put aside, where it lies beside a hub that is outside of the profile."""
    if not places.hub.is_dir():
        return
    from lazi_desktop.store.hub.embedded import EmbeddedPostgres

    server = EmbeddedPostgres(places.hub)
    if server.has_others:
        raise ProfileInUse("Another program uses its built-in database; end that first.")
    server.destroy()
    for folder in server.folders:
        if folder.parent != places.folder:
            for aside in folder.parent.glob(f"{folder.name} before restore *"):
                _delete(aside)


def _parts(places: ProfilePlaces) -> list[Path]:
    return [
        places.workspace,
        places.hub,
        places.pictures,
        places.added_pictures,
        places.hub_certificate,
        places.tried_hub_certificate,
        places.first_run,
        places.write_scopes,
        places.window_state,
        places.crashes,
        places.set_aside,
        places.last_backup,
        places.backup_work,
        places.restored_hub,
        places.restore_notes,
        places.restore_lock,
        places.backup_lock,
        *places.folder.glob("before restore *"),
        *places.folder.glob("device-*.json"),
        *places.folder.glob("status-sync*.json*"),
        places.logs,
    ]


def _delete(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise ProfileKept(f"{error.filename or path} cannot be removed: {error.strerror}.") from error
