"""What is typed and not recorded outlives the program, however it ends."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.drafts import KeptDraft
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock
from tests.store.workspace.test_copies import damage

ONE, OTHER = EntityKey(UUID(int=1)), EntityKey(UUID(int=2))
PRICE = KeptDraft(ONE, "price", "12,x", Decimal("6.06"), "“12,x” is not a number.")
LINKS = KeptDraft(OTHER, "categories", [3, "new"], [3])


def put(
    desk: Desk, kept: Sequence[KeptDraft], dropped: Collection[tuple[EntityKey, str]] = ()
) -> Sequence[KeptDraft]:
    desk.on_writer(lambda: desk.open.drafts.put(kept, dropped))
    return read(desk)


def read(desk: Desk) -> Sequence[KeptDraft]:
    return desk.on_writer(desk.open.drafts.all)


def test_drafts_are_kept_replaced_and_dropped(desk: Desk) -> None:
    assert put(desk, [PRICE, LINKS]) == [PRICE, LINKS]
    again = KeptDraft(ONE, "price", "12", Decimal("6.06"))
    assert put(desk, [again]) == [LINKS, again], "in the order in which they were typed last"
    assert put(desk, [], [(OTHER, "categories"), (OTHER, "code")]) == [again]


def test_they_are_there_after_a_restart(desk: Desk) -> None:
    put(desk, [PRICE])
    desk.reopen()
    assert read(desk) == [PRICE]


def test_they_are_there_when_the_program_was_killed(desk: Desk, tmp_path: Path) -> None:
    put(desk, [LINKS])
    shutil.copytree(desk.folder, tmp_path / "left behind")
    after = Desk(tmp_path / "left behind", CountedIds(), TickingClock())
    try:
        assert read(after) == [LINKS]
    finally:
        after.open.close()


def test_they_are_no_edits(desk: Desk) -> None:
    put(desk, [PRICE])
    assert desk.unsent() == []
    assert desk.open.queries.counts().pending_fields == 0


def test_they_are_read_out_of_a_damaged_file(desk: Desk) -> None:
    put(desk, [PRICE])
    damage(desk)
    desk.open = desk._open()
    assert "set aside" in desk.open.notice
    assert read(desk) == [PRICE]
