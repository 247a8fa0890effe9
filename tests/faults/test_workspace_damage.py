"""A workspace file that a bad disk or a hasty tool got at: set aside, put together again, and no edit is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3
import pytest

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.store.workspace.copies import Copies
from lazi_desktop.store.workspace.opening import FILE_NAME
from tests.faults.desktops import LONG, Desktop, Stage, until

PAGE = 4096
FLIPS = 40 if LONG else 6
Damage = Callable[[Path, set[int]], None]
"""What is done to a folder; and the pages of its file that hold the ledger."""


class Crashed:
    """A profile whose program ended without a word: some edits shared, some not, a log beside the file."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._folder = stage.folder / "as it was left"
        desk = stage.desktop("desk")
        self.device_id = desk.device.device_id
        desk.wait_level()
        self.ids = stage.materials()[:16]
        for place, remote_id in enumerate(self.ids[:8]):
            desk.edit(remote_id, "display_name", f"Shared {place}")
        desk.wait_level()
        desk.stop()
        desk._with_engine = False
        desk.start()
        for place, remote_id in enumerate(self.ids[8:]):
            desk.edit(remote_id, "display_name", f"Unsent {place}")
        desk.open.writer.submit(self._on_disk(desk)).result()
        self.ops = [op.op_id for op in desk.unsent()]
        self.saved = dict(desk.saved)
        shutil.copytree(stage.folder / desk.name, self._folder)
        desk.edit(self.ids[0], "cost", 1)  # so that closing it is no different from what it was
        self.ledger_pages = self._pages_with([op.bytes for op in self.ops])

    def _on_disk(self, desk: Desktop) -> Callable[[], object]:
        """Half of it is in the file and half in its log, as after an hour's work."""

        def work() -> None:
            desk.open.workspace._db.all("PRAGMA wal_checkpoint(PASSIVE)")
            desk.open.workspace._db.run("UPDATE meta SET value = value WHERE name = 'tenant_id'")

        return work

    def _pages_with(self, needles: list[bytes]) -> set[int]:
        data = (self._folder / FILE_NAME).read_bytes()
        found = set()
        for needle in needles:
            at = data.find(needle)
            while at >= 0:
                found.add(at // PAGE)
                at = data.find(needle, at + 1)
        return found

    def damaged(self, name: str, damage: Damage) -> Desktop:
        """Another copy of it, damaged and opened again."""
        folder = self.stage.folder / name
        shutil.copytree(self._folder, folder)
        damage(folder, self.ledger_pages)
        desk = Desktop(self.stage, name, device_id=self.device_id, engine=False)
        desk.start()
        return desk

    def check(self, desk: Desktop, *, all_there: bool, told: bool = True) -> None:
        """What is in the ledger goes up, everything comes down, and no more is amiss."""
        found = {op.op_id for op in desk.unsent()}
        desk.stop()
        if all_there:
            assert [op for op in self.ops if op not in found] == [], desk.open.notice
        elif found < set(self.ops) and told:
            assert "may be missing" in desk.open.notice
        desk._with_engine = True
        desk.start()
        try:
            if not desk.open.notice:
                self._read_what_is_garbled(desk)
            desk.wait_level()
            for (key, field), value in self.saved.items():
                detail = desk.open.queries.detail(key)
                assert detail is not None
                shared = self.stage.overrides().get((key, field))
                assert shared in (value, None)
                assert detail.effective.get(field) == (
                    value if shared is not None else detail.mirror.get(field)
                )
            assert desk.open.queries.counts().skus
        finally:
            desk.stop()

    def _read_what_is_garbled(self, desk: Desktop) -> None:
        """A text that is none is noticed when it is read; the next start puts the file together anew."""
        until(lambda: desk.listener.connection, "a first exchange")
        if desk.is_offline():
            assert desk.listener.connection is not None
            assert "open it again" in desk.listener.connection.detail
            desk.stop()
            desk.listener.heard.clear()
            desk.start()


@pytest.fixture
def crashed(stage: Stage) -> Crashed:
    return Crashed(stage)


def file_in(folder: Path) -> Path:
    return folder / FILE_NAME


def log_in(folder: Path) -> Path:
    return folder / f"{FILE_NAME}-wal"


def write_at(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def drop_the_log(folder: Path) -> None:
    log_in(folder).unlink(missing_ok=True)
    folder.joinpath(f"{FILE_NAME}-shm").unlink(missing_ok=True)


def flips(seed: int) -> Damage:
    def damage(folder: Path, ledger: set[int]) -> None:
        lots, path = random.Random(seed), file_in(folder)
        drop_the_log(folder)
        pages = [page for page in range(path.stat().st_size // PAGE) if page not in ledger]
        for _ in range(4):
            at = lots.choice(pages) * PAGE + lots.randrange(PAGE if lots.random() < 0.3 else 100)
            with path.open("r+b") as file:
                file.seek(at)
                [byte] = file.read(1)
                file.seek(at)
                file.write(bytes([byte ^ (1 << lots.randrange(8))]))

    return damage


def garbled(folder: Path, ledger: set[int]) -> None:
    """Half a character, in a text that every exchange reads."""
    with closing(pysqlite3.connect(file_in(folder), isolation_level=None)) as connection:
        connection.execute("UPDATE mirror SET fields = CAST(replace(fields, '{', x'7bff') AS TEXT)")


def no_value(folder: Path, ledger: set[int]) -> None:
    """A text, but none that a value is kept as."""
    with closing(pysqlite3.connect(file_in(folder), isolation_level=None)) as connection:
        connection.execute("UPDATE mirror SET fields = replace(fields, ':', ';')")


def zero_page(which: Callable[[int, set[int]], int]) -> Damage:
    def damage(folder: Path, ledger: set[int]) -> None:
        drop_the_log(folder)
        pages = file_in(folder).stat().st_size // PAGE
        write_at(file_in(folder), which(pages, ledger) * PAGE, bytes(PAGE))

    return damage


def wrong_header(folder: Path, ledger: set[int]) -> None:
    drop_the_log(folder)
    write_at(file_in(folder), 0, b"not SQLite at all")


def truncated(share: float) -> Damage:
    def damage(folder: Path, ledger: set[int]) -> None:
        drop_the_log(folder)
        path = file_in(folder)
        with path.open("r+b") as file:
            file.truncate(int(path.stat().st_size * share) // PAGE * PAGE)

    return damage


def overwritten(folder: Path, ledger: set[int]) -> None:
    drop_the_log(folder)
    file_in(folder).write_bytes(random.Random(1).randbytes(500_000))


def garbage_in_the_log(folder: Path, ledger: set[int]) -> None:
    log_in(folder).write_bytes(random.Random(1).randbytes(200_000))


WHOLE = {
    "a page of the mirror is zero": zero_page(
        lambda pages, ledger: next(page for page in range(pages // 2, pages) if page not in ledger)
    ),
    "the last page is zero": zero_page(lambda pages, ledger: max(set(range(pages)) - ledger)),
    "garbage in the log": garbage_in_the_log,
    "texts that are none": garbled,
    "values that are none": no_value,
}
"""The ledger can be read."""
BROKEN = {
    "wrong header": wrong_header,
    "a page of the ledger is zero": zero_page(lambda pages, ledger: max(ledger)),
    "half a file": truncated(0.5),
    "a page short": truncated(0.99),
    "something else": overwritten,
}
"""As much as there is of it."""


@pytest.mark.parametrize("name", WHOLE)
def test_what_can_be_read_of_a_damaged_file_is_not_lost(crashed: Crashed, name: str):
    crashed.check(crashed.damaged("damaged", WHOLE[name]), all_there=True)


@pytest.mark.parametrize("name", BROKEN)
def test_of_a_file_past_reading_the_hub_has_what_was_shared_and_it_is_said(crashed: Crashed, name: str):
    crashed.check(crashed.damaged("damaged", BROKEN[name]), all_there=False)
    kept = [one.name for one in (crashed.stage.folder / "damaged").iterdir() if ".corrupt-" in one.name]
    assert kept, "what was there is set aside, not deleted"


def test_an_empty_file_is_filled_from_the_copy(crashed: Crashed):
    def damage(folder: Path, ledger: set[int]) -> None:
        Copies(file_in(folder)).make(datetime.now(UTC))
        drop_the_log(folder)
        file_in(folder).write_bytes(b"")

    crashed.check(crashed.damaged("damaged", damage), all_there=True)


def test_an_empty_file_without_a_copy_is_a_new_device(crashed: Crashed, stage: Stage):
    def damage(folder: Path, ledger: set[int]) -> None:
        drop_the_log(folder)
        file_in(folder).write_bytes(b"")

    desk = crashed.damaged("damaged", damage)
    crashed.check(desk, all_there=False, told=False)
    assert desk.device.device_id != crashed.device_id
    stage.check_the_hub()


def test_any_flipped_bits_are_survived(crashed: Crashed):
    for seed in range(FLIPS):
        crashed.check(crashed.damaged(f"flips {seed}", flips(seed)), all_there=False)


def test_a_lost_log_takes_only_what_was_in_it(crashed: Crashed):
    """A copy program that leaves the log behind: the file is an older state of itself."""
    desk = crashed.damaged("damaged", lambda folder, ledger: drop_the_log(folder))
    found = {op.op_id for op in desk.unsent()}
    assert found <= set(crashed.ops)
    crashed.check(desk, all_there=False)


def test_the_log_of_another_file_is_no_part_of_this_one(crashed: Crashed, stage: Stage):
    other = stage.desktop("other", engine=False)
    foreign = log_in(stage.folder / "other").read_bytes()
    assert foreign
    other.stop()

    def damage(folder: Path, ledger: set[int]) -> None:
        drop_the_log(folder)
        log_in(folder).write_bytes(foreign)

    crashed.check(crashed.damaged("damaged", damage), all_there=False)


def test_a_profile_copied_to_another_computer_goes_on_as_another_device(crashed: Crashed, stage: Stage):
    """Both computers keep what they typed, and no number is used twice."""
    original = crashed.damaged("original", lambda folder, ledger: None)
    copy = crashed.damaged("copy", lambda folder, ledger: None)
    for desk in (original, copy):
        desk.stop()
        desk._with_engine = True
    original.start()
    original.edit(crashed.ids[0], "cost", 11)
    original.wait_level()
    original.stop()
    copy.start()
    copy.edit(crashed.ids[1], "cost", 12)
    copy.wait_level()
    assert copy.device.device_id != crashed.device_id
    copy.edit(crashed.ids[2], "cost", 13)
    copy.wait_level()
    original.start()
    original.wait_level()
    assert original.device.device_id == crashed.device_id
    assert [original.shown(one, "cost") for one in crashed.ids[:3]] == [11, 12, 13]
    assert stage.overrides().items() >= crashed.saved.items()
    stage.check_the_hub()
    for desk in (original, copy):
        desk.stop()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    if os.name != "posix":
        pytest.skip("NOT TESTED: a profile that may only be read; needs POSIX")
    if os.geteuid():
        for path in (*folder.iterdir(), folder):
            path.chmod(0o555)
        try:
            yield
        finally:
            for path in (folder, *folder.iterdir()):
                path.chmod(0o755)
        return
    bind = ["mount", "--bind", str(folder), str(folder)]
    if sys.platform != "linux" or subprocess.run(bind, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED: a profile that may only be read; this account may write everywhere")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_profile_that_may_only_be_read_is_refused_in_words(crashed: Crashed, stage: Stage):
    desk = crashed.damaged("read only", lambda folder, ledger: None)
    desk.stop()
    path = file_in(stage.folder / "read only")
    before = path.read_bytes()
    with read_only(path.parent), pytest.raises(WorkspaceProblem, match="may not be written") as told:
        desk.start()
    assert told.value.title == "The local workspace cannot be opened"
    assert path.read_bytes() == before
    desk.start()
    crashed.check(desk, all_there=True)
