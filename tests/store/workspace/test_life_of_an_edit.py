"""What a person sees of an edit, from the keystroke until ServiceTitan has it; and of everything that goes wrong."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from lazi_desktop.domain.ops import Aspect, OpKind, OpOutcome
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=Decimal("10.5"), categories=[1])
TEE = sku(12, "TEE-1", "Copper tee", price=20)
KEY = key_of(ELBOW)
CONFLICT = UUID(int=500)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW, TEE]))
    return feed


def test_from_keystroke_to_verified(desk: Desk, feed: FeedMaker) -> None:
    changes = desk.set(KEY, "price", Decimal("12.75"), label="Change price")
    assert changes.keys == {KEY}
    assert changes.label == "Change price"
    assert changes.txn_id is not None
    assert Aspect.FIELDS in changes.aspects
    assert desk.row(KEY).price == Decimal("12.75")
    assert desk.row(KEY).state is SkuState.PENDING
    assert desk.row(KEY).changed == {"price"}
    (op,) = desk.unsent()
    assert (op.op_no, op.op_id, op.seen, op.base) == (1, changes.op_ids[0], Decimal("10.5"), Decimal("10.5"))

    desk.acknowledge([op], feed_seq=feed.seq + 1)
    assert desk.unsent() == []
    assert desk.row(KEY).price == Decimal("12.75"), "the hub has it, the feed does not show it yet"

    desk.feed(feed.override(KEY, "price", Decimal("12.75"), base=Decimal("10.5"), op_id=op.op_id))
    assert desk.row(KEY).state is SkuState.PENDING
    assert desk.detail(KEY).overrides["price"].by == "Ann"

    desk.feed(feed.override(KEY, "price", Decimal("12.75"), op_id=op.op_id, state="submitted"))
    assert desk.row(KEY).state is SkuState.SUBMITTED

    desk.feed(feed.cleared(KEY, "price") + feed.mirror(_with(ELBOW, price=Decimal("12.75"))))
    assert desk.row(KEY).price == Decimal("12.75")
    assert desk.row(KEY).state is SkuState.PUSHED
    assert desk.detail(KEY).overrides == {}

    desk.reopen()
    assert desk.row(KEY).state is SkuState.NONE, "news of the last session"


def test_the_next_edit_ends_pushed(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.override(KEY, "price", 11, state="submitted"))
    desk.feed(feed.mirror(_with(ELBOW, price=11)) + feed.cleared(KEY, "price"))
    assert desk.row(KEY).state is SkuState.PUSHED
    desk.set(KEY, "display_name", "Elbow")
    assert desk.row(KEY).state is SkuState.PENDING
    desk.set(KEY, "display_name", "Copper elbow", kind=OpKind.UNSET)
    assert desk.row(KEY).state is SkuState.NONE


def test_a_draft_that_is_dropped_was_not_pushed(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.override(KEY, "price", 11))
    desk.feed(feed.cleared(KEY, "price"))
    assert desk.row(KEY).state is SkuState.NONE
    desk.feed(feed.override(KEY, "price", 11, state="differs") + feed.cleared(KEY, "price"))
    assert desk.row(KEY).state is SkuState.NONE, "given up, not pushed"


def test_back_to_the_mirrors_value_is_no_change(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "price", 99)
    desk.set(KEY, "price", Decimal("10.5"))
    assert desk.row(KEY).changed == frozenset()
    desk.feed(feed.override(KEY, "price", 15))
    desk.set(KEY, "price", Decimal("10.5"), kind=OpKind.UNSET)
    assert desk.row(KEY).price == Decimal("10.5")
    assert desk.open.queries.counts().pending_fields == 0


@pytest.mark.parametrize("outcome", [OpOutcome.STALE, OpOutcome.REJECTED, OpOutcome.CONFLICT])
def test_an_op_that_the_hub_did_not_take_is_no_longer_shown(
    desk: Desk, feed: FeedMaker, outcome: OpOutcome
) -> None:
    desk.set(KEY, "price", 99)
    desk.acknowledge(desk.unsent(), outcome, feed_seq=feed.seq + 5)
    assert desk.row(KEY).price == Decimal("10.5")


def test_a_noop_shows_ours_until_the_feed_does(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "price", 99)
    desk.acknowledge(desk.unsent(), OpOutcome.NOOP, feed_seq=feed.seq + 1)
    assert desk.row(KEY).price == 99
    changes = desk.feed(feed.mirror(TEE))
    assert KEY in changes.keys, "another row moved the cursor: the op has had its time"
    assert desk.row(KEY).price == Decimal("10.5")


def test_edits_while_the_feed_brings_other_things(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "price", 99)
    desk.feed(feed.mirror(_with(ELBOW, price=50, display_name="Elbow, copper")))
    assert desk.row(KEY).price == 99
    assert desk.row(KEY).name == "Elbow, copper"
    desk.feed(feed.override(KEY, "price", 60, by="Bob"))
    assert desk.row(KEY).price == 99, "our unsent edit lies on top"
    (op,) = desk.unsent()
    assert (op.seen, op.base) == (Decimal("10.5"), Decimal("10.5")), "what was seen is never rewritten"
    desk.acknowledge([op], OpOutcome.CONFLICT, feed_seq=feed.seq + 1, conflict_id=CONFLICT)
    assert desk.row(KEY).price == 60


def test_a_conflict_from_its_coming_to_its_answer(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.override(KEY, "price", 60, by="Bob"))
    desk.feed(feed.conflict(KEY, "price", CONFLICT, base=Decimal("10.5"), ours=99, theirs=60))
    assert desk.row(KEY).state is SkuState.CONFLICT
    (view,) = desk.open.queries.conflicts()
    assert (view.code, view.base, view.ours, view.theirs) == ("ELB-1", Decimal("10.5"), 99, 60)
    assert desk.detail(KEY).conflicts == {"price": CONFLICT}
    assert desk.open.queries.counts().conflicts == 1

    desk.set(KEY, "price", 99, kind=OpKind.RESOLVE, conflict_id=CONFLICT)
    assert desk.row(KEY).state is SkuState.PENDING
    assert desk.row(KEY).price == 99
    assert desk.open.queries.conflicts() == []
    (op,) = desk.unsent()
    assert op.conflict_id == CONFLICT

    desk.acknowledge([op], OpOutcome.STALE, feed_seq=feed.seq)
    assert desk.row(KEY).state is SkuState.CONFLICT, "the pair changed: still to be decided"

    desk.feed(feed.conflict(KEY, "price", CONFLICT, base=None, ours=99, theirs=60, state="resolved"))
    assert desk.row(KEY).state is SkuState.PENDING
    with pytest.raises(KeyError):
        desk.work(lambda unit: unit.conflict(CONFLICT))


def test_taking_theirs_keeps_the_overrides_origin(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.override(KEY, "price", 60, by="Bob"))
    desk.feed(feed.conflict(KEY, "price", CONFLICT, base=1, ours=99, theirs=60))
    desk.set(KEY, "price", 60, kind=OpKind.RESOLVE, conflict_id=CONFLICT)
    assert desk.detail(KEY).overrides["price"].by == "Bob"


def test_submitting_shows_at_once_and_only_what_was_submitted(desk: Desk, feed: FeedMaker) -> None:
    first = desk.set(KEY, "price", 99).op_ids[0]
    desk.set(KEY, "display_name", "Elbow")
    desk.set(KEY, "", [str(first)], kind=OpKind.SUBMIT)
    states = {name: one.state for name, one in desk.detail(KEY).overrides.items()}
    assert states == {"price": OverrideState.SUBMITTED, "display_name": OverrideState.PENDING}
    assert desk.row(KEY).state is SkuState.SUBMITTED
    desk.set(KEY, "price", 98)
    assert desk.row(KEY).state is SkuState.PENDING, "edited after the submit: a draft again"


def test_failures_outrank_drafts(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "display_name", "Elbow")
    desk.feed(feed.override(KEY, "price", 60, state="differs", detail="ServiceTitan kept 10.50"))
    assert desk.row(KEY).state is SkuState.DIFFERS
    desk.feed(feed.override(KEY, "cost", 6, state="failed", detail="Cost is locked"))
    assert desk.row(KEY).state is SkuState.FAILED
    assert desk.detail(KEY).overrides["cost"].detail == "Cost is locked"


def test_pending_names_both_sides(desk: Desk, feed: FeedMaker) -> None:
    changes = desk.set(KEY, "price", 99)
    desk.feed(feed.override(key_of(TEE), "display_name", "Tee", by="Bob"))
    desk.set(key_of(category(1, "")), "name", "Copper things")
    found = {(one.code or one.name, one.field): one for one in desk.open.queries.pending()}
    assert set(found) == {("ELB-1", "price"), ("TEE-1", "display_name"), ("Copper things", "name")}
    price = found["ELB-1", "price"]
    assert (price.theirs, price.ours, price.op_id) == (Decimal("10.5"), 99, changes.op_ids[0])
    assert found["TEE-1", "display_name"].theirs == "Copper tee"
    counts = desk.open.queries.counts()
    assert (counts.pending_fields, counts.pending_entities, counts.unsent_ops) == (3, 3, 2)
    assert desk.find(flags=frozenset([SkuFlag.CHANGED])) == ["ELB-1", "TEE-1"]


def test_a_tombstone_takes_the_row_unless_something_of_ours_hangs_on_it(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "price", 99)
    desk.feed(feed.tombstone(KEY) + feed.tombstone(key_of(TEE)))
    assert desk.find() == ["ELB-1"]
    assert desk.find("tee") == []
    desk.set(KEY, "price", Decimal("10.5"), kind=OpKind.UNSET)
    assert desk.find() == []
    desk.feed(feed.mirror(TEE))
    assert desk.find() == ["TEE-1"], "it is back in ServiceTitan"


def test_undo_list_survives_and_forgets_what_was_undone_on_a_new_edit(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "price", 1, label="first")
    desk.set(KEY, "price", 2, label="second")
    desk.reopen()
    assert desk.open.queries.undo_labels() == ("second", "")
    step = desk.work(lambda unit: unit.next_undo())
    assert step is not None
    assert [(op.field, op.seen, op.value) for op in step.ops] == [("price", 1, 2)]
    desk.work(lambda unit: unit.mark_undone(step))
    assert desk.open.queries.undo_labels() == ("first", "second")
    first = desk.work(lambda unit: unit.next_undo())
    assert first is not None
    desk.work(lambda unit: unit.mark_undone(first))
    desk.reopen()
    assert desk.open.queries.undo_labels() == ("", "first"), "redone in the order they were done"
    desk.work(lambda unit: unit.mark_redone(first))
    assert desk.open.queries.undo_labels() == ("first", "second")
    desk.set(KEY, "price", 3, label="third")
    assert desk.open.queries.undo_labels() == ("third", "")


def test_a_unit_of_work_that_fails_leaves_nothing(desk: Desk, feed: FeedMaker) -> None:
    def edit_and_fail(unit):
        detail = unit.detail(KEY)
        from lazi_desktop.domain.ops import OpDraft

        unit.record(
            [OpDraft(kind=OpKind.SET, entity_kind=detail.kind, entity_key=KEY, field="categories", value=[])],
            label="x",
        )
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.work(edit_and_fail)
    assert desk.unsent() == []
    assert desk.row(KEY).state is SkuState.NONE
    desk.set(KEY, "categories", [])
    assert [node.sku_count for node in desk.open.queries.categories(SkuQuery().tree)] == [0]
    assert desk.unsent()[0].op_no == 1


def test_details_of_an_unknown_entity(desk: Desk, feed: FeedMaker) -> None:
    unknown = key_of(sku(404, "", ""))
    assert desk.open.queries.detail(unknown) is None
    with pytest.raises(KeyError):
        desk.work(lambda unit: unit.detail(unknown))


def _with(payload: dict, **fields: object) -> dict:
    return {**payload, "fields": {**payload["fields"], **fields}}
