"""Puts what was brought back into its place, and what was there aside: by a list that is worked off again after a cut.

Until the list is written nothing of the profile has changed; from then on only renames are left, in an order in which
each can be done once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from lazi_desktop.config.lasting import make_last
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.errors import WorkspaceProblem

_STUCK = "What was brought back cannot take its place: {}: {}. Nothing is lost; each start tries again."
_BUSY = "A backup is being brought back into this profile. Wait until that is done."


@dataclass(frozen=True, slots=True)
class Move:
    """`built` goes to `place`; what is there goes `aside`. Done where nothing is at `built` any more."""

    built: Path
    place: Path
    aside: Path


def note_building(places: ProfilePlaces) -> None:
    """From now on nobody else opens the profile; cut off here, it is as it was."""
    _note(places, [])


def note_moves(places: ProfilePlaces, moves: Sequence[Move]) -> None:
    """From now on it is finished, whatever happens."""
    _note(places, moves)


def finish(places: ProfilePlaces) -> bool:
    """Works the list off, or takes back what had only been built. Whether there was a list."""
    moves = _read(places)
    for move in moves:
        if not move.built.exists():
            continue
        if move.place.exists():
            aside = _free(move.aside)
            aside.parent.mkdir(parents=True, exist_ok=True)
            _rename(move.place, aside)
        move.place.parent.mkdir(parents=True, exist_ok=True)
        _rename(move.built, move.place)
    remove_work(places)
    places.restore_notes.unlink(missing_ok=True)
    return bool(moves)


def finish_interrupted(places: ProfilePlaces) -> bool:
    """For whoever is about to use the profile. Whether there was something to finish.

    Raises:
        WorkspaceProblem: a backup is being brought back right now, or something cannot take its place yet.
    """
    if not places.restore_notes.exists():
        return False
    try:
        with FileLock(places.restore_lock, timeout=0):
            return places.restore_notes.exists() and finish(places)
    except Timeout:
        raise WorkspaceProblem(_BUSY, may_retry=True) from None
    except OSError as error:
        raise WorkspaceProblem(_STUCK.format(error.filename, error.strerror), may_retry=True) from error


def remove_work(places: ProfilePlaces) -> None:
    """What a backup, or bringing one back, left behind."""
    from lazi_desktop.store.hub.embedded import EmbeddedPostgres

    if places.restored_hub.exists():
        server = EmbeddedPostgres(places.restored_hub)
        server.destroy()
        shutil.rmtree(places.restored_hub, ignore_errors=True)
    shutil.rmtree(places.backup_work, ignore_errors=True)


def _rename(one: Path, other: Path) -> None:
    one.rename(other)
    make_last(other.parent)
    make_last(one.parent)


def _free(path: Path) -> Path:
    place, free = 1, path
    while free.exists():
        place += 1
        free = path.with_name(f"{path.name} {place}")
    return free


def _note(places: ProfilePlaces, moves: Sequence[Move]) -> None:
    beside = places.restore_notes.with_suffix(".new")
    listed = [[str(move.built), str(move.place), str(move.aside)] for move in moves]
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"moves": listed}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(places.restore_notes)
    make_last(places.folder)


def _read(places: ProfilePlaces) -> list[Move]:
    try:
        text = places.restore_notes.read_bytes()
    except FileNotFoundError:
        return []
    with suppress(ValueError, LookupError, TypeError):  # what is not whole had changed nothing
        notes = json.loads(text)
        return [Move(Path(built), Path(place), Path(aside)) for built, place, aside in notes["moves"]]
    return []
