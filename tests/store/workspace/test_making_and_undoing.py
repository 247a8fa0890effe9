"""Making, throwing away, undoing: the operations on a real workspace."""

from __future__ import annotations

from uuid import UUID

import pytest

from lazi_desktop.domain.errors import NoLongerThere
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.create_entity import create_entity, discard_entities
from lazi_desktop.operations.duplicate import duplicate
from lazi_desktop.operations.links import put_in_category
from lazi_desktop.operations.move_category import move_categories
from lazi_desktop.operations.switch import switch
from lazi_desktop.operations.undo import ChangedSince, redo, undo
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

M = EntityKind.MATERIAL
ELBOW = sku(11, "ELB-1", "Copper elbow", price=10, categories=[1])
NEW = EntityKey(UUID("01890000-0000-7000-8000-00000000000a"))
SHELF = EntityKey(UUID("01890000-0000-7000-8000-00000000000b"))


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW]))
    return feed


def make(desk: Desk) -> None:
    values = {"code": "TEE-9", "display_name": "Brass tee", "price": 7, "categories": [1]}
    desk.work(lambda unit: create_entity(unit, NEW, M, values))


def test_there_and_back_again(desk: Desk, feed: FeedMaker) -> None:
    make(desk)
    before = desk.detail(NEW).effective
    assert desk.find("brass") == ["TEE-9"]
    desk.work(undo)
    assert desk.find() == ["ELB-1"]
    assert desk.open.queries.undo_labels() == ("", "New material TEE-9")
    desk.work(redo)
    assert desk.detail(NEW).effective == before
    assert [op.kind for op in desk.unsent() if op.kind in (OpKind.CREATE, OpKind.DISCARD)] == [
        OpKind.CREATE, OpKind.DISCARD, OpKind.CREATE,
    ]  # fmt: skip
    desk.work(lambda unit: discard_entities(unit, [NEW]))
    assert desk.open.queries.pending() == []
    desk.work(undo)
    assert desk.detail(NEW).effective == before
    desk.reopen()
    assert desk.find() == ["ELB-1", "TEE-9"]


def test_many_at_once_are_undone_and_redone_after_a_restart(desk: Desk, feed: FeedMaker) -> None:
    others = [sku(100 + n, f"PIPE-{n}", "Pipe", price=n, active=True, categories=[1]) for n in range(40)]
    desk.feed(feed.mirrors(others))
    keys = [key_of(one) for one in others]
    desk.work(lambda unit: duplicate(unit, keys[:3], in_use=lambda codes: ()))
    desk.work(lambda unit: switch(unit, keys, active=False))
    desk.reopen()
    assert desk.open.queries.undo_labels() == ("Deactivate 40 entries", "")
    desk.work(undo)
    assert all(row.active for row in desk.open.queries.rows_of(keys))
    desk.work(undo)
    assert [code for code in desk.find() if code.endswith("-COPY")] == []
    desk.reopen()
    desk.work(redo)
    assert [code for code in desk.find() if code.endswith("-COPY")] == [
        "PIPE-0-COPY",
        "PIPE-1-COPY",
        "PIPE-2-COPY",
    ]
    desk.work(redo)
    assert not any(row.active for row in desk.open.queries.rows_of(keys))


def test_somebody_else_has_edited_it_since(desk: Desk, feed: FeedMaker) -> None:
    make(desk)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(feed.created(NEW) + feed.override(NEW, "price", 8, by="Bob", op_id=UUID(int=8)))
    with pytest.raises(ChangedSince):
        desk.work(undo)
    desk.work(lambda unit: undo(unit, anyway=True))
    assert desk.find() == ["ELB-1"]


def test_undoing_a_move_into_a_category_that_has_a_number_by_now(desk: Desk, feed: FeedMaker) -> None:
    desk.work(lambda unit: create_entity(
        unit, SHELF, EntityKind.CATEGORY, {"name": "Shelf", "category_type": "Materials"}
    ))  # fmt: skip
    desk.set(key_of(ELBOW), "categories", [1, str(SHELF)], label="Move")
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    shelf = category(50, "Shelf")
    desk.feed(feed.rows([("mirror", SHELF, "", shelf)]) + feed.override(key_of(ELBOW), "categories", [1, 50]))
    desk.work(undo)
    assert desk.detail(key_of(ELBOW)).effective["categories"] == [1]
    desk.work(redo)
    assert desk.detail(key_of(ELBOW)).effective["categories"] == [1, 50]
    assert {node.name: node.sku_count for node in desk.open.queries.categories(Tree.MATERIALS)} == {
        "Copper": 1, "Shelf": 1,
    }  # fmt: skip


def test_what_serviceTitan_has_by_now_is_not_thrown_away(desk: Desk, feed: FeedMaker) -> None:
    make(desk)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(feed.rows([("mirror", NEW, "", sku(77, "TEE-9", "Brass tee", price=7, categories=[1]))]))
    with pytest.raises(ChangedSince, match="ServiceTitan has TEE-9"):
        desk.work(undo)


def test_a_move_is_over_what_the_person_saw(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.mirrors([category(2, "Brass"), category(3, "Steel")]))
    shown = desk.open.queries.categories(Tree.MATERIALS)
    by_name = {node.name: node.key for node in shown}
    desk.set(by_name["Steel"], "parent_id", 1)  # somebody else, whom this person has not seen yet
    desk.work(lambda unit: move_categories(unit, [by_name["Steel"]], by_name["Brass"], None, shown=shown))
    moved = [op for op in desk.unsent() if op.field == "parent_id"][-1]
    assert (moved.value, moved.seen) == (2, None)


def test_what_was_thrown_away_meanwhile_is_told(desk: Desk, feed: FeedMaker) -> None:
    with pytest.raises(NoLongerThere, match="threw it away"):
        desk.work(lambda unit: put_in_category(unit, [key_of(ELBOW)], SHELF))
