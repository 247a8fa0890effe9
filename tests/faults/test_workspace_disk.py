"""A workspace on a full disk: what is not saved is not said to be, and with room again everything goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.ports.engine import ConnectionChanged
from lazi_desktop.store.workspace import copies, placement
from lazi_desktop.store.workspace.database import DatabaseError
from tests.faults.conftest import pull
from tests.faults.desktops import Desktop, Stage, run
from tests.faults.disks import fill, small_disk

MORE_THAN_FITS = 400


@dataclass
class SmallDesk:
    """A desktop on a disk of 24 MB, which a file beside it fills."""

    desk: Desktop
    filler: Path
    ids: list[int]

    def edit_until_full(self) -> int:
        """How many edits were saved before one was not."""
        number = -1
        with pytest.raises(WorkspaceProblem, match="room left") as told:
            for number in range(MORE_THAN_FITS):
                self.desk.edit(self.ids[number % len(self.ids)], "description", f"{number} " * 4_000)
        assert told.value.may_retry
        return number


@pytest.fixture
def small(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDesk]:
    monkeypatch.setattr(placement, "NEEDED", 1 << 20)
    with small_disk(megabytes=24, what="a full disk of a workspace") as disk:
        stage.folder = disk / "profiles"
        stage.folder.mkdir()
        desk = stage.desktop("desk")
        desk.wait_level()
        try:
            yield SmallDesk(desk, disk / "filler", stage.materials())
        finally:
            desk.stop()


def test_an_edit_that_does_not_fit_is_not_said_to_be_saved(small: SmallDesk, stage: Stage):
    fill(small.filler)
    saved = small.edit_until_full()
    desk, before = small.desk, len(small.desk.saved)
    shown = desk.shown(small.ids[saved % len(small.ids)], "description")
    assert shown != f"{saved} " * 4_000, "what could not be saved is not shown as if it were"
    assert len(desk.saved) == before
    small.filler.unlink()
    desk.edit(small.ids[0], "price", 100)
    desk.wait_level()
    desk.check_nothing_lost()
    stage.check_the_hub()


def test_the_exchange_pauses_on_a_full_disk_and_goes_on_with_room(small: SmallDesk, stage: Stage):
    desk, heard = small.desk, len(small.desk.listener.heard)
    fill(small.filler)
    small.edit_until_full()
    for item in stage.simulator.items("service"):
        stage.simulator.office_edit("service", item["id"], {"description": "words " * 4_000})
    run(pull(stage))
    desk.wake()
    desk.listener.wait(ConnectionChanged, lambda event: "room left" in event.detail, after=heard)
    assert desk.shown(small.ids[0], "code"), "reading goes on"
    small.filler.unlink()
    desk.wake()
    desk.wait_level()
    desk.check_nothing_lost()


def test_a_copy_that_does_not_fit_is_not_made_and_the_older_one_stays(
    small: SmallDesk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copies, "NEEDED", -(1 << 30))  # as if the room had gone while it was made
    kept = copies.Copies(small.desk.open.path)
    first = kept.make(datetime.now(UTC))
    before = first.read_bytes()
    fill(small.filler)
    with pytest.raises((DatabaseError, OSError)):
        kept.make(datetime.now(UTC))
    assert kept.newest_first() == [first]
    assert first.read_bytes() == before
    assert not list(first.parent.glob("*copy-new*"))
