"""Opening: where a workspace may lie, what is checked, what is migrated, and what happens to a damaged file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pysqlite3
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.replica import RE_ENROLLED
from lazi_desktop.store.workspace import OpenWorkspace, database, open_workspace, opening, placement
from lazi_desktop.store.workspace.copies import Copies
from lazi_desktop.store.workspace.database import Database, check_sqlite, explained, open_reader, open_writer
from lazi_desktop.store.workspace.migrating import migration_config, upgrade
from lazi_desktop.store.workspace.opening import device_of_workspace
from lazi_desktop.store.workspace.tables import metadata
from tests.fakes.feed import TENANT, FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import DEVICE, MIGRATIONS, CountedIds, Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=10, categories=[1])
ROOT = Path(__file__).resolve().parents[3]


def test_settings_of_both_connections(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite3"
    writer = open_writer(path)
    reader = open_reader(path)
    for one in (writer, reader):
        found = [one.value(f"PRAGMA {name}") for name in (
            "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema", "cell_size_check",
            "secure_delete",
        )]  # fmt: skip
        assert found == ["wal", 2, 1, 5000, 0, 1, 2]
        assert one.value("PRAGMA mmap_size") in (0, None)
    assert reader.value("PRAGMA query_only") == 1
    with pytest.raises(pysqlite3.OperationalError, match="readonly"):
        reader.run("CREATE TABLE x (y)")
    reader.close()
    writer.close()


def test_a_setting_that_does_not_take_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceProblem, match="journal_mode"):
        open_writer(Path(":memory:"))


def test_old_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(WorkspaceProblem, match=r"99\.0\.0 or newer"):
        check_sqlite()


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/srv/ann/OneDrive/lazi", "OneDrive"),
        ("/srv/ann/OneDrive - Contoso/lazi", "OneDrive"),
        ("/srv/ann/Dropbox (Personal)/lazi", "Dropbox"),
        ("/Users/ann/Library/Mobile Documents/lazi", "iCloud"),
        ("/Users/ann/Library/CloudStorage/lazi", "a cloud drive"),
        ("/srv/ann/my-onedrive-notes/lazi", ""),
        ("/srv/ann/lazi", ""),
    ],
)
def test_synchronised_folders(folder: str, service: str) -> None:
    assert placement.synchronised_by(Path(folder)) == service
    if service:
        with pytest.raises(WorkspaceProblem, match=service):
            placement.check_folder(Path(folder))


def test_network_drives_are_refused(tmp_path: Path) -> None:
    placement.check_folder(tmp_path)
    with pytest.raises(WorkspaceProblem, match="network drive"):
        placement.check_folder(tmp_path, network=True)


def test_room_on_the_disk(tmp_path: Path) -> None:
    size = 100 << 20
    assert placement.check_room(tmp_path, size, free=2 << 30) == ""
    assert "900 MB" in placement.check_room(tmp_path, size, free=900 << 20)
    with pytest.raises(WorkspaceProblem, match="needs 400 MB") as refused:
        placement.check_room(tmp_path, size, free=399 << 20)
    assert refused.value.may_retry


def test_head_equals_the_models(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "w.sqlite3")
    with writer.writing():
        upgrade(writer, MIGRATIONS)
    writer.close()
    engine = create_engine(f"sqlite:///{tmp_path / 'w.sqlite3'}", module=pysqlite3)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda item, name, *_: not (name or "").startswith("search"),
            },
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    assert ScriptDirectory.from_config(migration_config(MIGRATIONS)).get_current_head() == opening.HEAD


def test_every_migration_goes_up_with_data_in_it(tmp_path: Path) -> None:
    revisions = [
        one.revision for one in ScriptDirectory.from_config(migration_config(MIGRATIONS)).walk_revisions()
    ]
    writer = open_writer(tmp_path / "w.sqlite3")
    for revision in reversed(revisions):
        with writer.writing():
            upgrade(writer, MIGRATIONS, revision=revision)
        assert writer.value("SELECT version_num FROM alembic_version") == revision
        writer.run("INSERT OR REPLACE INTO meta VALUES ('kept', ?)", (revision,))
    assert writer.value("SELECT value FROM meta") == revisions[0]
    writer.close()


def test_pictures_that_were_shown_before_are_known_after_the_migration(desk: Desk) -> None:
    """What the migration makes of them is what the layers would."""
    feed = FeedMaker()
    shown = [{"type": "Image", "url": one} for one in ("Images/a.jpg", None)]
    video = {"type": "Video", "url": "https://v.example/1"}
    desk.start(feed.mirrors([
        category(1, "Copper", image="Images/Category/1.jpg", sku_images=["Images/a.jpg", "Images/b.jpg"]),
        category(2, "Brass", image=None, sku_images=None),
        sku(1, "E-1", "Elbow", assets=shown), sku(2, "E-2", "Elbow", assets=[shown[0], shown[0], video]),
        sku(3, "E-3", "Elbow", assets=[video]), sku(4, "E-4", "Elbow", assets=None), sku(5, "E-5", "Elbow"),
    ]))  # fmt: skip
    desk.feed(feed.override(key_of(sku(5, "", "")), "assets", shown[:1], state="failed"))
    desk.set(key_of(sku(4, "", "")), "assets", [{"type": "Image", "url": "https://x.example/c.png"}])
    desk.set(key_of(category(2, "")), "image", "Images/b.jpg")
    wanted = desk.on_writer(lambda: _of_pictures(desk.open.workspace._db))
    desk.open.close()
    with Closing(open_writer(desk.open.path)) as writer, writer.writing():
        for table in ("picture", "picture_kin", "picture_piece", "sku_picture", "category_picture"):
            writer.run(f"DROP TABLE {table}")
        writer.run("UPDATE sku SET marks = marks & 15")
        writer.run("CREATE TABLE blob (sha256 BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID")
        writer.run("UPDATE alembic_version SET version_num = '0008'")
    desk.open = desk._open()
    assert desk.on_writer(lambda: _of_pictures(desk.open.workspace._db)) == wanted
    assert len(wanted["skus"]) == 5
    assert len(wanted["categories"]) == 4


def _of_pictures(database: Database) -> dict[str, list[Any]]:
    return {
        "marks": database.all("SELECT code, marks FROM sku ORDER BY code"),
        "skus": database.all(
            "SELECT code, address, flaw, skus, was_shown FROM sku_picture JOIN sku USING (number)"
            " JOIN picture ON id = picture_id LEFT JOIN picture_kin USING (kin) ORDER BY code, address"
        ),
        "categories": database.all(
            "SELECT name, field, address, kin <> 0, was_shown FROM category_picture JOIN category USING (number)"
            " JOIN picture ON id = picture_id ORDER BY name, field, address"
        ),
    }


def test_a_failed_migration_leaves_the_old_schema(tmp_path: Path) -> None:
    writer = open_writer(tmp_path / "w.sqlite3")
    writer.run("CREATE TABLE quarantine (x)")
    with pytest.raises(Exception, match="quarantine"), writer.writing():
        upgrade(writer, MIGRATIONS)
    assert writer.all("SELECT name FROM sqlite_schema") == [("quarantine",)]
    writer.close()


def test_a_migration_is_preceded_by_a_backup(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.feed(FeedMaker().mirrors([ELBOW]))
    desk.open.close()
    monkeypatch.setattr(opening, "HEAD", "9998")
    desk.open = desk._open()
    backup = open_reader(desk.open.path.with_name(f"{desk.open.path.name}.before-9998"))
    assert backup.value("SELECT count(*) FROM sku") == 1
    backup.close()


def test_a_newer_workspace_is_left_alone(desk: Desk) -> None:
    desk.open.close()
    with Closing(open_writer(desk.open.path)) as writer:
        writer.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WorkspaceProblem, match="newer LAZI Desktop"):
        desk._open()
    with Closing(open_writer(desk.open.path)) as writer:
        assert writer.value("SELECT version_num FROM alembic_version") == "9999"
        writer.run("UPDATE alembic_version SET version_num = ?", (opening.HEAD,))
    desk.open = desk._open()


def _open_as(desk: Desk, *, tenant: TenantId = TENANT, device: UUID = DEVICE) -> OpenWorkspace:
    return open_workspace(
        desk.folder,
        tenant_id=tenant,
        device_id=device,
        ids=CountedIds(1 << 70),
        clock=desk.clock,
        migrations=MIGRATIONS,
    )


def test_another_tenants_file_is_refused(desk: Desk) -> None:
    desk.open.close()
    with pytest.raises(WorkspaceProblem, match="another"):
        _open_as(desk, tenant=TenantId(UUID(int=8)))
    desk.open = desk._open()


def test_a_copied_file_goes_on_as_a_new_device_with_its_unshared_edits(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW]))
    for price in (11, 12):
        desk.set(key_of(ELBOW), "price", price)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq)
    desk.set(key_of(ELBOW), "display_name", "Elbow")
    desk.set(key_of(ELBOW), "cost", 5)
    sent = [op.op_id for op in desk.unsent()]
    desk.open.close()
    other = UUID(int=8)
    desk.open = _open_as(desk, device=other)
    assert desk.open.notice == RE_ENROLLED
    state = desk.on_writer(desk.open.replica.state)
    assert (state.acked_op_no, state.next_op_no) == (0, 3)
    assert [(op.op_no, op.op_id) for op in desk.unsent()] == list(enumerate(sent, 1))
    assert desk.on_writer(lambda: _database(desk).all("SELECT op_no, state FROM op ORDER BY op_no")) == [
        (-1, "acked"), (0, "acked"), (1, "local"), (2, "local"),
    ]  # fmt: skip
    assert desk.row(key_of(ELBOW)).name == "Elbow"
    desk.on_writer(lambda: desk.open.replica.rewind_to(0))
    assert len(desk.unsent()) == 2, "nothing of the old device is sent again"
    desk.open.close()
    assert device_of_workspace(desk.folder) == other
    desk.open = _open_as(desk, device=other)
    assert desk.open.notice == ""


def test_re_enrolling_twice_keeps_the_ledger_in_order(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([ELBOW]))
    for device in (20, 21):
        desk.set(key_of(ELBOW), "price", device)
        desk.acknowledge(desk.unsent(), feed_seq=feed.seq)
        desk.on_writer(partial(desk.open.replica.re_enrol, UUID(int=device)))
    desk.set(key_of(ELBOW), "price", 22)
    values = desk.on_writer(lambda: _database(desk).all("SELECT op_no, value FROM op ORDER BY op_no"))
    assert values == [(-1, "20"), (0, "21"), (1, "22")]


def test_whose_a_workspace_is(desk: Desk, tmp_path: Path) -> None:
    assert device_of_workspace(desk.folder) == DEVICE
    assert device_of_workspace(tmp_path / "none") is None
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / opening.FILE_NAME).write_bytes(b"no database" * 100)
    assert device_of_workspace(tmp_path / "odd") is None


def test_a_clean_start_reads_no_more_than_it_must(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = _count_checks(monkeypatch)
    desk.reopen()
    assert checks == []
    desk.clock.time += timedelta(days=8)
    desk.reopen()
    assert len(checks) == 1, "once a week"
    desk.reopen()
    assert len(checks) == 1


def test_the_ordinary_start_loads_neither_alembic_nor_sqlalchemy(desk: Desk) -> None:
    desk.open.close()
    script = (
        "import sys\n"
        "from tests.store.workspace.child import opened\n"
        "opened(sys.argv[1]).close()\n"
        "print([name for name in ('alembic', 'sqlalchemy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(desk.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
    desk.open = desk._open()


def test_a_damaged_file_is_set_aside_and_its_edits_live_on(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW]))
    desk.set(key_of(ELBOW), "price", 99)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq)
    desk.set(key_of(ELBOW), "display_name", "Elbow")
    desk.open.close()
    damage_index(desk.open.path, "sku_code")

    desk.open = desk._open()
    (kept,) = [
        one
        for one in desk.folder.iterdir()
        if ".corrupt-2026" in one.name and not one.name.endswith(("-wal", "-shm"))
    ]
    assert "set aside" in desk.open.notice
    assert "All 1 edits" in desk.open.notice
    assert kept.stat().st_size > 0
    state = desk.on_writer(desk.open.replica.state)
    assert (state.epoch, state.cursor, state.next_op_no, state.acked_op_no) == (None, 0, 3, 1)
    assert [op.field for op in desk.unsent()] == ["display_name"]
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW]))
    assert desk.row(key_of(ELBOW)).name == "Elbow"
    desk.reopen()
    assert desk.open.notice == ""


class _Cut(BaseException):
    """The program ends here."""


def _cut_off(monkeypatch: pytest.MonkeyPatch, name: str, *, afterwards: bool) -> None:
    work = getattr(opening, name)

    def cut(*arguments, **named):
        if afterwards:
            work(*arguments, **named)
        raise _Cut

    monkeypatch.setattr(opening, name, cut)


@pytest.mark.parametrize("afterwards", [False, True])
@pytest.mark.parametrize("step", ["salvage_ledger", "restore_ledger", "fold_and_close", "set_aside"])
@pytest.mark.parametrize("with_copy", [False, True])
def test_a_recovery_that_is_cut_off_is_done_again_or_finished(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str, afterwards: bool, with_copy: bool
) -> None:
    desk.start(FeedMaker().mirrors([category(1, "Copper"), ELBOW]))
    if with_copy:
        Copies(desk.open.path).make(datetime.now(UTC))
    for name in ("One", "Two", "Three"):
        desk.set(key_of(ELBOW), "display_name", name)
    desk.open.close()
    damage_index(desk.open.path, "sku_code")

    with monkeypatch.context() as meanwhile:
        _cut_off(meanwhile, step, afterwards=afterwards)
        with pytest.raises(_Cut):
            desk._open()
    desk.open = desk._open()
    assert "damaged" in desk.open.notice
    assert [op.value for op in desk.unsent()] == ["One", "Two", "Three"]
    assert not [one for one in desk.folder.iterdir() if one.name.endswith((".recovering", ".recovered"))]


def test_a_file_that_is_no_database(desk: Desk) -> None:
    desk.open.close()
    desk.open.path.write_bytes(b"what happened here?" * 1000)
    desk.open = desk._open()
    assert "some may be missing" in desk.open.notice
    assert desk.open.queries.categories(Tree.MATERIALS) == []


def test_a_full_disk_is_told_and_loses_nothing(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([ELBOW]))
    key = key_of(ELBOW)
    pages = desk.on_writer(lambda: _database(desk).value("PRAGMA page_count"))
    desk.on_writer(lambda: _database(desk).all(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(WorkspaceProblem, match="room left") as told:
        desk.set(key, "description", "x" * 1_000_000)
    assert told.value.may_retry
    assert desk.unsent() == []
    desk.on_writer(lambda: _database(desk).all("PRAGMA max_page_count=1000000"))
    desk.set(key, "description", "x" * 1_000_000)
    assert len(desk.unsent()) == 1


def test_errors_in_words() -> None:
    assert "SQLite says: odd." in str(explained(pysqlite3.OperationalError("odd")))
    assert "damaged" in str(explained(pysqlite3.DatabaseError("database disk image is malformed")))


def test_nothing_is_left_open(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([ELBOW]))
    desk.find("elb")
    desk.open.close()
    assert [one.name for one in desk.folder.iterdir()] == [opening.FILE_NAME], "no log beside the file"
    with pytest.raises(WorkspaceProblem, match="closed"):
        desk.find()
    with pytest.raises(RuntimeError, match="closed"):
        desk.on_writer(lambda: None)
    desk.open.close()
    desk.open = desk._open()


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_what_was_saved_survives_a_kill(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([ELBOW]))
    desk.open.close()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.store.workspace.child", str(desk.folder)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(40)]
    child.send_signal(signal.SIGKILL)
    told += [int(line) for line in child.stdout.read().split("\n") if line.strip()][:-1]
    child.stdout.close()
    child.wait()
    desk.open = desk._open()
    ops = desk.unsent(100_000)
    assert [op.op_no for op in ops] == list(range(1, len(ops) + 1))
    assert len(ops) >= max(told)
    assert desk.row(key_of(ELBOW)).price == len(ops)
    assert desk.open.notice == ""


def test_an_unclean_end_is_followed_by_a_check(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open.close()
    with Closing(open_writer(desk.open.path)) as writer:
        writer.run("UPDATE meta SET value = '0' WHERE name = 'clean_shutdown'")
    checks = _count_checks(monkeypatch)
    desk.open = desk._open()
    assert len(checks) == 1


class Closing:
    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Database:
        return self._database

    def __exit__(self, *failure: object) -> None:
        self._database.close()


def _count_checks(monkeypatch: pytest.MonkeyPatch) -> list[Database]:
    checks: list[Database] = []

    def is_sound(database: Database, *, thorough: bool = False) -> bool:
        checks.append(database)
        return True

    monkeypatch.setattr(opening, "is_sound", is_sound)
    return checks


def _database(desk: Desk) -> Database:
    return desk.open.workspace._db


def damage_index(path: Path, index: str) -> None:
    """Overwrites an index's root page and forgets the clean end, as a bad disk would."""
    with Closing(open_writer(path)) as writer:
        writer.run("UPDATE meta SET value = '0' WHERE name = 'clean_shutdown'")
        page = writer.value("SELECT rootpage FROM sqlite_schema WHERE name = ?", (index,))
        size = writer.value("PRAGMA page_size")
        writer.all("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


def test_what_the_hub_lets_a_person_do_is_known_at_the_next_start(desk: Desk) -> None:
    assert desk.open.workspace.level == ""
    desk.on_writer(lambda: desk.open.workspace.keep_level("estimator"))
    desk.reopen()
    assert desk.open.workspace.level == "estimator"
