"""Opens a workspace: checks, migrates, recovers, and hands out its parts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import structlog

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.domain.moments import format_moment, parse_moment
from lazi_desktop.ports.replica import RE_ENROLLED
from lazi_desktop.ports.system import Clock, Ids
from lazi_desktop.store.workspace.copies import Copies, made_at
from lazi_desktop.store.workspace.database import (
    BEYOND_CHECKING,
    Database,
    DatabaseError,
    check_sqlite,
    explained,
    is_damage,
    is_sound,
    open_reader,
    open_writer,
)
from lazi_desktop.store.workspace.drafts import SqliteDrafts
from lazi_desktop.store.workspace.filling import Filling
from lazi_desktop.store.workspace.foreign_log import has_foreign_log
from lazi_desktop.store.workspace.keeping import Keeper
from lazi_desktop.store.workspace.kit_parts import KitParts
from lazi_desktop.store.workspace.ledger import Ledger
from lazi_desktop.store.workspace.meta import Meta
from lazi_desktop.store.workspace.picture_facts import SqlitePictureFacts
from lazi_desktop.store.workspace.placement import check_folder, check_room
from lazi_desktop.store.workspace.projection import Projection
from lazi_desktop.store.workspace.queries import SqliteQueries
from lazi_desktop.store.workspace.recovery import (
    back_up,
    fold_and_close,
    overlaying_in,
    remove_with_companions,
    restore_ledger,
    salvage_ledger,
    set_aside,
    set_aside_companions,
    set_aside_log,
    unsent_in,
)
from lazi_desktop.store.workspace.replica import SqliteReplica
from lazi_desktop.store.workspace.unit_of_work import SqliteWorkspace
from lazi_desktop.store.workspace.writer import Lane, StoreThread

FILE_NAME = "workspace.sqlite3"
HEAD = "0009"
"""The newest revision in migrations/workspace; a test compares."""
RECOVERED = ".recovered"
"""What a workspace is called that is whole again and has not taken the damaged one's place yet."""
_CHECK_EVERY = timedelta(days=7)

log = structlog.get_logger("workspace")


@dataclass(slots=True)
class OpenWorkspace:
    """A workspace in use. `notice` tells a person what was recovered or what to mind, "" when all is well."""

    path: Path
    writer: Lane
    """For edits: goes before replication."""
    replication: Lane
    """The same thread for the sync engine, whose work lets edits pass."""
    workspace: SqliteWorkspace
    replica: SqliteReplica
    queries: SqliteQueries
    drafts: SqliteDrafts
    keeper: Keeper
    """Its `tell` is for whoever shows problems to a person."""
    picture_facts: SqlitePictureFacts
    """Its `tell` is for whoever shows pictures."""
    notice: str
    _close: Callable[[], None]

    def close(self) -> None:
        """Ends the work that was handed in, writes everything to the one file and marks it as closed in order."""
        self._close()


def open_workspace(
    folder: Path, *, tenant_id: TenantId, device_id: UUID, ids: Ids, clock: Clock, migrations: Path
) -> OpenWorkspace:
    """`migrations` is the folder that holds the histories of both databases.

    Raises:
        WorkspaceProblem: with a sentence for a person; nothing was lost.
    """
    check_sqlite()
    check_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    warning = check_room(folder, path.stat().st_size if path.exists() else 0)
    opener = _Opener(path, tenant_id, device_id, clock, migrations)
    thread = StoreThread()
    try:
        database, meta, ledger, projection = thread.edits.submit(opener.open).result()
        workspace = thread.edits.submit(
            lambda: SqliteWorkspace(
                database, meta, ledger, projection, tenant_id=tenant_id, ids=ids, clock=clock
            )
        ).result()
        queries = SqliteQueries(
            path,
            lambda names, tree: thread.now_or_next(
                lambda: projection.columns.fill(names, tree, thread.let_edits_pass)
            ),
        )
    except BaseException:
        thread.close(opener.give_up)
        raise
    keeper = Keeper(path, clock, lambda name, value: thread.replication.submit(lambda: meta.set(name, value)))
    keeper.start()

    replica = SqliteReplica(
        database, meta, ledger, projection, clock=clock, thread=thread, copies=keeper.copies
    )
    facts = SqlitePictureFacts(database, projection.pictures, thread.replication)

    def close() -> None:
        keeper.close()
        facts.close()
        queries.close()
        thread.close(lambda: _close(database, meta, replica))

    return OpenWorkspace(
        path=path,
        writer=thread.edits,
        replication=thread.replication,
        workspace=workspace,
        replica=replica,
        queries=queries,
        drafts=SqliteDrafts(database, clock),
        keeper=keeper,
        picture_facts=facts,
        notice=" ".join(filter(None, (opener.notice, warning))),
        _close=close,
    )


def device_of_workspace(folder: Path) -> UUID | None:
    """Whose the workspace in this folder is; None where there is none, or it cannot be read."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        database = open_reader(path)
    except (DatabaseError, OSError):
        return None
    try:
        return Meta(database).uuid("device_id")
    except (DatabaseError, ValueError):
        return None
    finally:
        database.close()


class _Opener:
    """What happens on the store's thread before anybody else may use the file."""

    def __init__(
        self, path: Path, tenant_id: TenantId, device_id: UUID, clock: Clock, migrations: Path
    ) -> None:
        self._path = path
        self._tenant_id = tenant_id
        self._device_id = device_id
        self._clock = clock
        self._migrations = migrations
        self._database: Database | None = None
        self.notice = ""

    def open(self) -> tuple[Database, Meta, Ledger, Projection]:
        database = self._open_sound()
        try:
            return self._prepare(database)
        except DatabaseError as error:
            raise explained(error) from error

    def give_up(self) -> None:
        if self._database is not None:
            self._database.close()

    def _open_sound(self) -> Database:
        """The file as it is, or a new one beside the damaged one."""
        self._finish_recovery()
        existed = self._path.exists()
        if existed and not self._path.stat().st_size and Copies(self._path).newest_first():
            return self._start_anew()
        if existed and has_foreign_log(self._path):
            kept = set_aside_log(self._path, self._clock.now())
            self.notice = (
                f"Beside the local workspace lay the log of another one, which has been set aside as {kept.name}. The "
                "last edits before the program ended may be missing."
            )
        try:
            database = self._database = open_writer(self._path)
            if not existed or self._is_sound(database):
                return database
            database.close()
        except DatabaseError as error:
            self.give_up()
            if not is_damage(error):
                raise explained(error) from error
        self._database = None
        return self._start_anew()

    def _is_sound(self, database: Database) -> bool:
        if database.value("SELECT 1 FROM sqlite_schema WHERE name = 'meta'") is None:
            return True
        meta = Meta(database)
        checked = meta.get("checked_at")
        lately = checked is not None and self._clock.now() - parse_moment(checked) < _CHECK_EVERY
        suspect = bool(meta.number("suspect"))
        if meta.number("clean_shutdown") and lately and not suspect:
            return True
        if meta.get("suspect") == BEYOND_CHECKING or not is_sound(database, thorough=suspect):
            return False
        meta.set("suspect", 0)
        meta.set("checked_at", format_moment(self._clock.now()))
        return True

    def _start_anew(self) -> Database:
        """From the newest copy that is sound, or empty, with the ledger of the damaged file.

        It is made beside the damaged file and takes its place when it is whole: cut off anywhere, it is begun again or
        finished at the next start, and what only the damaged file holds stays where it is looked for.
        """
        building = _beside(self._path, ".recovering")
        remove_with_companions(building)
        salvage = salvage_ledger(self._path)
        from_copy = None if salvage.complete and salvage.distrusted else self._from_copy(building)
        database, copied = from_copy or (self._new_file(building), None)
        with database.writing():
            before = overlaying_in(database)
            restore_ledger(database, salvage)
            KitParts(database).renew_all()
            if copied is not None:
                Meta(database).set("unproved", 1)
                Projection(database).renew(before | overlaying_in(database))
        unsent = unsent_in(database)
        self._database = None
        fold_and_close(database)
        building.replace(_beside(self._path, RECOVERED))
        kept = set_aside(self._path, self._clock.now())
        self._finish_recovery()
        rest = (
            "The pricebook is loaded again from the shared database."
            if copied is None
            else f"The pricebook is as of {copied:%Y-%m-%d %H:%M} UTC until the shared database is reached."
        )
        self.notice = (
            f"The local workspace was damaged and has been set aside as {kept.name}. "
            f"{salvage.sentence(unsent)} {rest}"
        )
        database = self._database = open_writer(self._path)
        return database

    def _finish_recovery(self) -> None:
        """Puts what was recovered in its place, unless the damaged file is still there: then it is made again."""
        recovered = _beside(self._path, RECOVERED)
        if not recovered.exists():
            return
        if self._path.exists():
            remove_with_companions(recovered)
            return
        set_aside_companions(self._path, self._clock.now())
        recovered.replace(self._path)
        self.notice = (
            "The local workspace was damaged. Its recovery had been interrupted and is finished now."
        )

    def _new_file(self, path: Path) -> Database:
        database = self._database = open_writer(path)
        self._bring_to_head(database)
        return database

    def _from_copy(self, building: Path) -> tuple[Database, datetime] | None:
        for copy in Copies(self._path).newest_first():
            try:
                shutil.copyfile(copy, building)
                database = self._new_file(building)
                if is_sound(database, thorough=True) and Meta(database).get("tenant_id") == str(
                    self._tenant_id
                ):
                    return database, made_at(copy)
            except (DatabaseError, WorkspaceProblem, OSError) as error:
                log.warning("a copy of the workspace is of no use", reason=type(error).__name__)
            self.give_up()
            remove_with_companions(building)
        return None

    def _prepare(self, database: Database) -> tuple[Database, Meta, Ledger, Projection]:
        self._bring_to_head(database)
        meta, projection = Meta(database), Projection(database)
        with database.writing():
            self._check_owner(meta, Ledger(database, meta))
            meta.set("clean_shutdown", 0)
            pushed = [key for (key,) in database.all("SELECT entity_key FROM pushed")]
            if pushed:  # "pushed" is news of the last session
                database.run("DELETE FROM pushed")
                projection.renew(pushed)
        return database, meta, Ledger(database, meta), projection

    def _bring_to_head(self, database: Database) -> None:
        found = None
        if database.value("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"):
            found = database.value("SELECT version_num FROM alembic_version")
            Filling(database).make_indexes()
        if found == HEAD:
            return
        from lazi_desktop.store.workspace.migrating import knows, upgrade

        if found is not None:
            if not knows(found, self._migrations):
                raise WorkspaceProblem(
                    "It was last used by a newer LAZI Desktop. Install that version again; nothing was changed."
                )
            back_up(database, self._path, f"before-{HEAD}")
        with database.writing():
            upgrade(database, self._migrations)

    def _check_owner(self, meta: Meta, ledger: Ledger) -> None:
        tenant = meta.get("tenant_id")
        if tenant is None:
            for name, value in (
                ("tenant_id", self._tenant_id),
                ("device_id", self._device_id),
                ("db_uuid", uuid4()),
                ("next_op_no", meta.get("next_op_no") or 1),
                ("acked_op_no", meta.get("acked_op_no") or 0),
                ("generation", 0),
                ("checked_at", format_moment(self._clock.now())),
            ):
                meta.set(name, value)
        elif tenant != str(self._tenant_id):
            raise WorkspaceProblem("It belongs to another ServiceTitan tenant. Nothing was changed.")
        elif meta.get("device_id") != str(self._device_id):
            ledger.begin_anew()
            meta.set("device_id", self._device_id)
            self.notice = f"{self.notice} {RE_ENROLLED}".strip()


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _close(database: Database, meta: Meta, replica: SqliteReplica) -> None:
    replica.close()
    try:
        with database.writing():
            meta.set("clean_shutdown", 1)
        database.all("PRAGMA wal_checkpoint(TRUNCATE)")
    except (WorkspaceProblem, DatabaseError) as error:  # a full disk, perhaps: the next start checks the file
        log.warning("the workspace was not closed in order", reason=type(error).__name__)
    finally:
        database.close()
