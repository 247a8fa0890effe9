"""Brings a backup back into a profile that nobody uses: built beside what is there, which makes way and is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import structlog
from filelock import FileLock, Timeout

from lazi_desktop.app.backup.archive import ArchiveReader, Damaged, open_archive
from lazi_desktop.app.backup.making import Watch, verify
from lazi_desktop.app.backup.manifest import (
    HUB_DUMP,
    HUB_ROLES,
    PICTURES,
    SETTINGS,
    WINDOW_STATE,
    WORKSPACE,
    Manifest,
    NewerFormat,
)
from lazi_desktop.app.backup.problem import RestoreProblem, told_when_full
from lazi_desktop.app.device import WINDOW, new_device
from lazi_desktop.app.restored_moves import Move, finish, note_building, note_moves
from lazi_desktop.config.places import ProfilePlaces, migrations_folder
from lazi_desktop.config.settings import Settings
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.store.hub.dumping import load
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.restoring import note_restored
from lazi_desktop.store.hub.schema import EXPECTED_REVISION, upgrade
from lazi_desktop.store.workspace.backing_up import is_newer, workspace_file
from lazi_desktop.store.workspace.placement import NEEDED

log = structlog.get_logger("backup")

_NEWER = "It was made by a newer LAZI Desktop{}. Update this one first."
_IN_USE = "LAZI Desktop is open with this profile, or works for it without a window. Close or stop it first."


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """`aside`: where what was there is now. `settings`: where those of the backup are, None where it has none.

    `finished`: an earlier restore that had been cut off was finished first.
    """

    manifest: Manifest
    workspace: bool
    hub: bool
    pictures: int
    aside: list[Path]
    settings: Path | None
    settings_kept: bool


def restore_backup(
    settings: Settings, config_file: Path, file: Path, watch: Watch, *, keep_workspace: bool = False
) -> Restored:
    """With `keep_workspace` only the built-in hub and pictures are brought back.

    Raises:
        RestoreProblem: everything is as it was.
        Cancelled: likewise.
    """
    places = ProfilePlaces(settings.profile)
    try:
        with told_when_full(RestoreProblem, places.folder), open_archive(file) as archive:
            _check(archive.manifest, settings)
            places.folder.mkdir(parents=True, exist_ok=True)
            with _alone(places):
                work = _Restoring(archive, places, config_file, watch, keep_workspace=keep_workspace)
                return work.run()
    except NewerFormat:
        raise RestoreProblem(_NEWER.format("")) from None
    except Damaged as error:
        raise RestoreProblem(f"{file}: {error}") from error


def _check(manifest: Manifest, settings: Settings) -> None:
    remote = settings.servicetitan
    theirs = f"{manifest.tenant} ({manifest.environment})"
    ours = f"{remote.tenant} ({remote.environment})"
    if remote.tenant and theirs != ours:
        raise RestoreProblem(f"It is of tenant {theirs}; this profile is of {ours}.")
    if manifest.hub is not None and settings.hub.url:
        raise RestoreProblem(
            "It holds a built-in database, and this profile uses a shared one. Take hub.url out of the settings, or"
            " choose another profile, and try again."
        )
    if manifest.hub is None and remote.tenant and not settings.hub.url:
        raise RestoreProblem(
            f"It was made with the shared database {manifest.place}, which is not in it, and this profile uses a"
            " built-in one. Set hub.url and try again."
        )
    if manifest.hub is not None and manifest.hub.revision > EXPECTED_REVISION:
        raise RestoreProblem(_NEWER.format(f" ({manifest.program})"))
    if is_newer(manifest.workspace_revision):
        raise RestoreProblem(_NEWER.format(f" ({manifest.program})"))


@contextmanager
def _alone(places: ProfilePlaces) -> Iterator[None]:
    """Nobody else uses the profile, and who wants to waits. Whatever is left of an earlier restore is finished."""
    try:
        with FileLock(places.restore_lock, timeout=0), FileLock(places.backup_lock, timeout=0):
            if places.restore_notes.exists():
                finish(places)
            note_building(places)  # from here on a window that is opened finds it
            try:
                _check_unused(places)
                yield
            finally:
                finish(places)
    except Timeout:
        raise RestoreProblem(
            "A backup of this profile is being made or brought back. Wait until that is done.", may_retry=True
        ) from None


def _check_unused(places: ProfilePlaces) -> None:
    from PySide6.QtCore import QLockFile  # which a machine without windows may lack the libraries for

    window = QLockFile(str(places.lock))
    window.setStaleLockTime(0)
    if not window.tryLock(0):
        raise RestoreProblem(_IN_USE)
    window.unlock()
    if not EmbeddedPostgres(places.hub).stop_unused():
        raise RestoreProblem(_IN_USE)


@dataclass(slots=True)
class _Restoring:
    archive: ArchiveReader
    places: ProfilePlaces
    config_file: Path
    watch: Watch
    keep_workspace: bool
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def aside(self) -> Path:
        return self.places.folder / f"before restore {self.now:%Y%m%dT%H%M%SZ}"

    def run(self) -> Restored:
        manifest, places = self.archive.manifest, self.places
        self._check_room()
        places.backup_work.mkdir(exist_ok=True)
        self.watch.total = 2 * manifest.size
        self.watch.begins("checking the backup")
        verify(self.archive, places.backup_work, EmbeddedPostgres(places.hub), self.watch)
        moves = self._workspace_moves()
        hub = self._hub_moves()
        self.watch.begins("bringing pictures back")
        pictures = self._pictures()
        settings_kept = self._settings()
        _check_unused(places)  # somebody may have begun meanwhile
        there = [move.place for move in moves + hub if move.place.exists()]
        note_moves(places, moves + hub)
        finish(places)
        log.info("a backup was brought back", workspace=bool(moves), hub=bool(hub), pictures=pictures)
        outside = [
            move.aside for move in hub if move.place in there and not move.aside.is_relative_to(self.aside)
        ]
        return Restored(
            manifest=manifest,
            workspace=bool(moves),
            hub=bool(hub),
            pictures=pictures,
            aside=([self.aside] if there else []) + outside,
            settings=self.config_file if manifest.part(SETTINGS) is not None and not settings_kept else None,
            settings_kept=settings_kept,
        )

    def _check_room(self) -> None:
        manifest = self.archive.manifest
        needed = manifest.size + (manifest.hub.size if manifest.hub is not None else 0) + NEEDED
        free = shutil.disk_usage(self.places.folder).free
        if free < needed:
            raise RestoreProblem(
                f"The disk of {self.places.folder} has {free >> 20:,} MB left, and {needed >> 20:,} MB are needed."
                " Make room and try again."
            )

    def _workspace_moves(self) -> list[Move]:
        """It goes on as another device: the numbers that the old one gave since the backup are not given again."""
        built, places = self.places.backup_work, self.places
        if self.archive.manifest.part(WORKSPACE) is None or self.keep_workspace:
            return []
        new_device(built / places.device(WINDOW).name, WINDOW)
        staged = workspace_file(places.workspace).name
        (built / WORKSPACE).replace((built / WORKSPACE).with_name(staged))
        moves = [
            self._move((built / WORKSPACE).parent, places.workspace),
            self._move(built / places.device(WINDOW).name, places.device(WINDOW)),
        ]
        if (built / WINDOW_STATE).exists():
            moves.append(self._move(built / WINDOW_STATE, places.window_state))
        return moves

    def _hub_moves(self) -> list[Move]:
        """A server of its own, whose database knows already that it was restored when it takes the old one's place."""
        places, built = self.places, self.places.backup_work
        if self.archive.manifest.part(HUB_DUMP) is None:
            return []
        self.watch.begins("bringing the database back")
        fresh = EmbeddedPostgres(places.restored_hub)
        with fresh:
            load(fresh, built / HUB_DUMP, built / HUB_ROLES, self.watch.on)
            upgrade(fresh.admin_url, migrations_folder())
            note_restored(fresh.admin_url)
        self.watch.on(self.archive.manifest.size)
        pairs = zip(fresh.folders, EmbeddedPostgres(places.hub).folders, strict=True)
        return [self._move(built, place) for built, place in pairs]

    def _move(self, built: Path, place: Path) -> Move:
        if place.parent == self.places.folder:
            return Move(built, place, self.aside / place.name)
        return Move(built, place, place.with_name(f"{place.name} {self.aside.name}"))

    def _pictures(self) -> int:
        """Added to those that are there, which the workspace put aside may name."""
        files = AddedPictureFiles(self.places.added_pictures)
        known, many = set(files.digests()), 0
        for part in self.archive.manifest.pictures():
            digest = part.name.removeprefix(PICTURES)
            if digest not in known:
                files.keep_too(digest, self.archive.read(part))
                many += 1
            self.watch.on()
        return many

    def _settings(self) -> bool:
        """Only where there are none yet. Whether those that were there stay."""
        built = self.places.backup_work / SETTINGS
        if not built.exists():
            return False
        if self.config_file.exists():
            return True
        self.config_file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built, self.config_file)
        return False
