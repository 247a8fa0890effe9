"""Makes a backup of a profile while it may be in use: everything into one file, verified before it gets its name."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import structlog
import tomli_w
from filelock import FileLock, Timeout

from lazi_desktop import __version__
from lazi_desktop.app.backup.archive import ArchiveReader, ArchiveWriter, Damaged, open_archive
from lazi_desktop.app.backup.manifest import (
    HUB_DUMP,
    HUB_ROLES,
    NAMES,
    PICTURES,
    SETTINGS,
    WINDOW_STATE,
    WORKSPACE,
    HubPart,
    Manifest,
    NewerFormat,
)
from lazi_desktop.app.backup.problem import BackupProblem, told_when_full
from lazi_desktop.app.restored_moves import finish_interrupted
from lazi_desktop.app.session import hub_place
from lazi_desktop.config.lasting import make_last
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import KEYS, Settings
from lazi_desktop.config.toml_text import flat, nested, read_toml
from lazi_desktop.domain.errors import Cancelled
from lazi_desktop.domain.hub_address import without_password
from lazi_desktop.domain.keys import TenantId, tenant_id_of
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.ports.engine import Progress
from lazi_desktop.store.hub.dumping import HubFacts, check_dump, dump, facts_of, roles
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.restoring import note_backup
from lazi_desktop.store.workspace.backing_up import copy_workspace, revision_of, workspace_file
from lazi_desktop.store.workspace.placement import NEEDED

log = structlog.get_logger("backup")

UNFINISHED = ".unfinished"
_OF_THIS_COMPUTER = {"profile", "secrets_file"}
_PAGE = 4096


@dataclass(slots=True)
class Watch:
    """Tells how far it is, and ends it where somebody wants that. Counts in bytes."""

    tell: Callable[[Progress], None] = lambda progress: None
    stopping: Callable[[], bool] = lambda: False
    total: int = 0
    done: int = 0
    text: str = ""

    def begins(self, text: str) -> None:
        self.text = text
        self.on()

    def on(self, more: int = 0) -> None:
        if self.stopping():
            raise Cancelled("Nothing was changed.")
        self.done = min(self.done + more, self.total)
        self.tell(Progress("backup", self.text, self.done, self.total or None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    file: Path
    size: int
    manifest: Manifest


def make_backup(settings: Settings, config_file: Path, to: Path, watch: Watch) -> Made:
    """Into the file `to`, which is replaced.

    Raises:
        BackupProblem: there is no new backup, and what was at `to` is as it was.
        Cancelled: likewise.
    """
    places = ProfilePlaces(settings.profile)
    finish_interrupted(places)
    _check_target(to)
    with _alone(places), told_when_full(BackupProblem, places.folder, to.parent):
        shutil.rmtree(places.backup_work, ignore_errors=True)
        places.backup_work.mkdir()
        unfinished = to.with_name(f"{to.name}{UNFINISHED}")
        try:
            making = _Making(settings, config_file, places, watch)
            made = making.into(unfinished, to)
        finally:
            unfinished.unlink(missing_ok=True)
            shutil.rmtree(places.backup_work, ignore_errors=True)
    log.info("a backup was made", size=made.size, parts=len(made.manifest.parts))
    return made


def name_of(settings: Settings, now: datetime) -> str:
    """What a backup is called in a folder of them."""
    return f"{_beginning(settings)}{now:%Y%m%dT%H%M%SZ}.zip"


def forget_older(settings: Settings, made: Path, keep: int) -> list[Path]:
    """Removes from its folder all but the newest `keep` backups of this tenant, and what was cut off a day ago or
    earlier. The one just made is the newest, whatever a clock that went wrong has called others."""
    folder = made.parent
    pattern = f"{_beginning(settings)}[0-9]*T[0-9]*Z.zip"
    others = sorted(file for file in folder.glob(pattern) if file != made)
    old = others[: max(0, len(others) - (keep - 1))]
    yesterday = datetime.now(UTC).timestamp() - 86_400
    for file in [
        *old,
        *(one for one in folder.glob(f"{pattern}{UNFINISHED}") if one.stat().st_mtime < yesterday),
    ]:
        file.unlink()
    return old


def _beginning(settings: Settings) -> str:
    remote = settings.servicetitan
    return f"lazi-backup-{remote.tenant}-{remote.environment}-"


def _check_target(to: Path) -> None:
    if not to.parent.is_dir():
        raise BackupProblem(f"There is no folder {to.parent}.")
    if to.exists():
        try:
            with open_archive(to):
                return
        except (Damaged, NewerFormat, OSError):
            raise BackupProblem(
                f"{to} is there already and is no backup. Move it away, or name another file."
            ) from None


@contextmanager
def _alone(places: ProfilePlaces) -> Iterator[None]:
    if not places.folder.is_dir():
        raise BackupProblem(f"There is nothing in {places.folder} yet.")
    try:
        with FileLock(places.backup_lock, timeout=0):
            yield
    except Timeout:
        raise BackupProblem("Another backup of this profile is being made.", may_retry=True) from None


@dataclass(slots=True)
class _Making:
    settings: Settings
    config_file: Path
    places: ProfilePlaces
    watch: Watch
    server: EmbeddedPostgres | None = field(init=False, default=None)

    @property
    def tenant_id(self) -> TenantId:
        remote = self.settings.servicetitan
        return tenant_id_of(remote.tenant, str(remote.environment))

    def into(self, unfinished: Path, to: Path) -> Made:
        if not self.settings.hub.url and EmbeddedPostgres(self.places.hub).is_made:
            with EmbeddedPostgres(self.places.hub) as self.server:
                return self._into(unfinished, to)
        return self._into(unfinished, to)

    def _into(self, unfinished: Path, to: Path) -> Made:
        work, pictures = self.places.backup_work, self._pictures()
        has_workspace = workspace_file(self.places.workspace).exists()
        facts = facts_of(self.server.admin_url) if self.server is not None else None
        if not has_workspace and facts is None:
            raise BackupProblem(f"There is nothing in {self.places.folder} yet.")
        size = workspace_file(self.places.workspace).stat().st_size if has_workspace else 0
        weight = size + (facts.size if facts is not None else 0)
        free = shutil.disk_usage(work).free
        if free < weight + NEEDED:
            raise BackupProblem(
                f"The disk of {self.places.folder} has {free >> 20:,} MB left, and {(weight + NEEDED) >> 20:,} MB are"
                " needed while the backup is made. Make room and try again."
            )
        self.watch.total = 3 * weight + 2 * sum(file.stat().st_size for file in pictures)
        # First the workspace: what it has told the database is in the later copy of that.
        revision = self._copy_workspace(work / "workspace.sqlite3") if has_workspace else ""
        hub = self._copy_hub(facts) if facts is not None else None
        manifest = self._write(unfinished, pictures, revision, hub)
        _verify(unfinished, self.places, manifest, self.watch)
        unfinished.replace(to)
        make_last(to.parent)
        if self.server is not None and facts is not None:
            note_backup(self.server.admin_url, facts.now)
        made = Made(file=to, size=to.stat().st_size, manifest=manifest)
        _note_last(self.places, made)
        return made

    def _copy_workspace(self, to: Path) -> str:
        self.watch.begins("copying the workspace")
        before = 0

        def between(remaining: int, total: int) -> None:
            nonlocal before
            self.watch.on((total - remaining - before) * _PAGE)
            before = total - remaining

        copy_workspace(self.places.workspace, to, between)
        return revision_of(to, str(self.tenant_id))

    def _copy_hub(self, facts: HubFacts) -> HubPart:
        assert self.server is not None
        self.watch.begins("copying the built-in database")
        dump(self.server, self.places.backup_work / "hub.dump", lambda _: self.watch.on())
        roles(self.server, self.places.backup_work / "roles.sql")
        self.watch.on(facts.size)
        epoch, position = facts.tenants.get(str(self.tenant_id), ("", 0))
        return HubPart(facts.revision, facts.server, facts.size, epoch, position, facts.logins)

    def _write(self, unfinished: Path, pictures: list[Path], revision: str, hub: HubPart | None) -> Manifest:
        self.watch.begins("writing the file")
        work, remote = self.places.backup_work, self.settings.servicetitan
        manifest = Manifest(
            program=__version__,
            made_at=datetime.now(UTC),
            tenant=remote.tenant,
            environment=str(remote.environment),
            tenant_id=str(self.tenant_id),
            place=hub_place(self.settings),
            workspace_revision=revision,
            hub=hub,
        )
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with ArchiveWriter(file, self.watch.on) as writer:
                if revision:
                    writer.add(WORKSPACE, work / "workspace.sqlite3")
                if hub is not None:
                    writer.add(HUB_DUMP, work / "hub.dump", dense=True)
                    writer.add(HUB_ROLES, work / "roles.sql")
                if self.config_file.is_file():
                    (work / "settings.toml").write_text(_without_secrets(self.config_file), encoding="utf-8")
                    writer.add(SETTINGS, work / "settings.toml")
                if self.places.window_state.is_file():
                    writer.add(WINDOW_STATE, self.places.window_state)
                for picture in pictures:
                    if picture.is_file():  # else it was swept up meanwhile
                        writer.add(f"{PICTURES}{picture.name}", picture, dense=True)
                manifest = writer.end(manifest)
            file.flush()
            os.fsync(file.fileno())
        return manifest

    def _pictures(self) -> list[Path]:
        """Those added here. Until the team has one, this is the only copy."""
        files = AddedPictureFiles(self.places.added_pictures)
        return [files.file(digest) for digest in sorted(files.digests())]


def verify(archive: ArchiveReader, work: Path, server: EmbeddedPostgres, watch: Watch) -> None:
    """Reads everything back, has SQLite and PostgreSQL look at their parts, and leaves those in `work`.

    Raises:
        Damaged: a part is not what was saved.
        LaziError: SQLite or PostgreSQL says why it is of no use.
    """
    manifest = archive.manifest
    for part in manifest.parts:
        if part.name in NAMES:
            archive.take_out(part, work / part.name, watch.on)
        else:
            archive.check(part, watch.on)
    if manifest.part(WORKSPACE) is not None:
        revision_of(work / WORKSPACE, manifest.tenant_id)
    if manifest.part(HUB_DUMP) is not None:
        check_dump(server, work / HUB_DUMP)


def _verify(file: Path, places: ProfilePlaces, written: Manifest, watch: Watch) -> None:
    watch.begins("reading it back")
    work = places.backup_work
    for name in ("workspace.sqlite3", "hub.dump"):
        (work / name).unlink(missing_ok=True)
    try:
        with open_archive(file) as archive:
            if archive.manifest != written:
                raise Damaged("Its list of parts is another one than was written.")
            verify(archive, work / "read back", EmbeddedPostgres(places.hub), watch)
    except (Damaged, NewerFormat) as error:
        raise BackupProblem(
            f"What was written could not be read back. {error} The disk may be failing."
        ) from error


def _without_secrets(config_file: Path) -> str:
    """What can be set elsewhere, too: no secret, and nothing about this computer."""
    kept = {}
    for name, value in flat(read_toml(config_file)[1]):
        key = KEYS.get(name)
        if name in _OF_THIS_COMPUTER or (key is not None and key.is_secret):
            continue
        kept[name] = without_password(value) if name == "hub.url" else value
    return tomli_w.dumps(nested(kept))


def _note_last(places: ProfilePlaces, made: Made) -> None:
    noted = {"at": made.manifest.made_at.isoformat(), "file": str(made.file.absolute()), "size": made.size}
    beside = places.last_backup.with_suffix(".new")
    beside.write_text(json.dumps(noted), encoding="utf-8")
    beside.replace(places.last_backup)
