"""Tags, notes and the review mark: kept by the team, nothing to send."""

from __future__ import annotations

from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.create_entity import create_entity, discard_entities
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields, revert_fields
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import SkuState
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=10, categories=[1])
KEY = key_of(ELBOW)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW]))
    return feed


def note(desk: Desk, **values: object) -> None:
    now = desk.detail(KEY).effective
    edits = [FieldEdit(KEY, name, value, now.get(name)) for name, value in values.items()]
    desk.work(lambda unit: edit_fields(unit, edits))


def test_a_note_is_shown_and_found_and_waits_for_nothing(desk: Desk, feed: FeedMaker) -> None:
    note(desk, note="Ask Waldemar", tags=["winter"], review_mark="To review")
    detail, row, counts = desk.detail(KEY), desk.row(KEY), desk.open.queries.counts()
    assert {name: one.value for name, one in detail.kept.items()} == {
        "note": "Ask Waldemar", "tags": ["winter"], "review_mark": "To review",
    }  # fmt: skip
    assert detail.effective["note"] == "Ask Waldemar"
    assert detail.overrides == {}
    assert (row.state, row.changed) == (SkuState.NONE, frozenset())
    assert (counts.pending_fields, counts.pending_entities) == (0, 0)
    assert desk.open.queries.pending() == []
    assert desk.find("waldem") == ["ELB-1"]
    assert desk.find("winter") == ["ELB-1"]


def test_it_goes_to_the_team_like_every_edit(desk: Desk, feed: FeedMaker) -> None:
    note(desk, note="Ask Waldemar")
    (op,) = desk.unsent()
    assert (op.kind, op.field, op.value, op.seen, op.base) == (OpKind.SET, "note", "Ask Waldemar", None, None)
    desk.acknowledge([op], feed_seq=feed.seq + 1)
    desk.feed(feed.override(KEY, "note", "Ask Waldemar", op_id=op.op_id, state="kept"))
    desk.reopen()
    assert desk.detail(KEY).kept["note"].state is OverrideState.KEPT
    desk.feed(feed.override(KEY, "note", "Ask Bob", by="Bob", op_id=UUID(int=8), state="kept"))
    assert desk.detail(KEY).kept["note"].value == "Ask Bob"
    assert desk.find("waldemar") == []


def test_emptied_it_is_gone_and_undo_brings_it_back(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.override(KEY, "note", "Ask Bob", by="Bob", op_id=UUID(int=8), state="kept"))
    note(desk, note="")
    assert desk.detail(KEY).kept == {}
    assert desk.unsent()[-1].kind is OpKind.UNSET
    desk.work(undo)
    assert desk.detail(KEY).kept["note"].value == "Ask Bob"
    desk.work(redo)
    assert desk.detail(KEY).effective.get("note") is None


def test_reverting_and_submitting_leave_it_alone(desk: Desk, feed: FeedMaker) -> None:
    note(desk, note="Ask Waldemar", price=12)
    held = desk.detail(KEY).kept["note"]
    assert held.op_id is not None
    op_ids = [held.op_id, *(one.op_id for one in desk.open.queries.pending())]
    desk.work(lambda unit: submit_changes(unit, op_ids))
    assert desk.unsent()[-1].value == [str(desk.open.queries.pending()[0].op_id)]
    assert desk.detail(KEY).kept["note"].state is OverrideState.KEPT
    desk.work(lambda unit: revert_fields(unit, [(KEY, "note"), (KEY, "price")]))
    assert desk.detail(KEY).effective["note"] == "Ask Waldemar"
    assert desk.detail(KEY).effective["price"] == 10


def test_of_what_servicetitan_deleted_a_note_keeps_nothing_on_show(desk: Desk, feed: FeedMaker) -> None:
    note(desk, note="Ask Waldemar")
    desk.feed(feed.tombstone(KEY))
    assert desk.find() == []
    desk.feed(feed.mirrors([ELBOW]))
    assert desk.detail(KEY).effective["note"] == "Ask Waldemar"


def test_what_is_thrown_away_with_a_note_comes_back_with_it(desk: Desk, feed: FeedMaker) -> None:
    key = EntityKey(UUID("01890000-0000-7000-8000-00000000000a"))
    values = {"code": "TEE-9", "categories": [1], "tags": ["winter"]}
    desk.work(lambda unit: create_entity(unit, key, EntityKind.MATERIAL, values))
    desk.work(lambda unit: discard_entities(unit, [key]))
    made = [op for op in desk.unsent() if op.kind is OpKind.SET]
    assert desk.unsent()[-1].value == sorted(str(op.op_id) for op in made)
    assert desk.find() == ["ELB-1"]
    desk.work(undo)
    assert desk.detail(key).effective["tags"] == ["winter"]


def test_categories_have_them_too(desk: Desk, feed: FeedMaker) -> None:
    key = key_of(category(1, "Copper"))
    desk.work(lambda unit: edit_fields(unit, [FieldEdit(key, "note", "Sort this", None)]))
    assert desk.detail(key).kept["note"].value == "Sort this"
    (node,) = desk.open.queries.categories(Tree.MATERIALS)
    assert node.state is SkuState.NONE
