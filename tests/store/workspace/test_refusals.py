"""What the hub does not take: no longer shown, told with what it was, kept in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect, OpDraft, OpKind, OpOutcome, OpReceipt
from lazi_desktop.operations.change_sets import founding
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.hub_feed import FeedKind
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=Decimal("38.71"), categories=[1])
TREE = [category(1, "Fittings"), category(2, "Tees", parent_id=1)]
KEY = key_of(ELBOW)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.start(FeedMaker().mirrors([*TREE, ELBOW]))
    return desk


def filing(op_ids: Sequence[UUID], set_id: UUID | None) -> OpDraft:
    return OpDraft(
        kind=OpKind.FILE,
        entity_kind=EntityKind.MATERIAL,
        entity_key=KEY,
        value=[str(one) for one in op_ids],
        change_set=set_id,
    )


def receipts(desk: Desk, outcome: OpOutcome) -> list[OpReceipt]:
    return [
        OpReceipt(op_id=op.op_id, outcome=outcome, feed_seq=3, detail="No right.") for op in desk.unsent()
    ]


@pytest.mark.parametrize("outcome", [OpOutcome.REJECTED, OpOutcome.CONFLICT, OpOutcome.STALE])
def test_the_views_hear_that_fields_changed(desk: Desk, outcome: OpOutcome) -> None:
    desk.set(KEY, "price", 777)
    changes = desk.acknowledge(desk.unsent(), outcome, feed_seq=3)
    assert desk.row(KEY).price == Decimal("38.71")
    assert changes.keys == {KEY}
    assert changes.aspects == {Aspect.FIELDS, Aspect.STATE}


def test_what_was_taken_looks_as_before(desk: Desk) -> None:
    desk.set(KEY, "price", 777)
    assert desk.acknowledge(desk.unsent(), feed_seq=4).aspects == {Aspect.STATE}


def test_a_refused_move_renews_the_tree(desk: Desk) -> None:
    desk.set(KEY, "categories", [2])
    assert Aspect.CATEGORIES in desk.acknowledge(desk.unsent(), OpOutcome.REJECTED, feed_seq=3).aspects
    desk.set(key_of(TREE[1]), "name", "T")
    assert Aspect.CATEGORIES in desk.acknowledge(desk.unsent(), OpOutcome.REJECTED, feed_seq=3).aspects


def test_a_refusal_says_what_it_was_about(desk: Desk) -> None:
    desk.set(KEY, "price", 777)
    desk.set(key_of(TREE[1]), "name", "T")
    answers = receipts(desk, OpOutcome.REJECTED)
    desk.on_writer(lambda: desk.open.replica.acknowledge(answers))
    assert desk.on_writer(lambda: desk.open.replica.refused(answers)) == [
        RefusedOp(
            OpKind.SET, KEY, EntityKind.MATERIAL, "ELB-1", "price", 777, OpOutcome.REJECTED, "No right."
        ),
        RefusedOp(
            OpKind.SET,
            key_of(TREE[1]),
            EntityKind.CATEGORY,
            "Tees",
            "name",
            "T",
            OpOutcome.REJECTED,
            "No right.",
        ),
    ]


def test_a_refused_filing_names_the_set_it_was_to_go_under(desk: Desk) -> None:
    theirs, own = UUID(int=7), EntityKey(UUID(int=8))
    payload = {"message": "Q4 PVC increase", "state": "open", "by": "Ann", "at": "2026-02-03T04:05:06Z"}
    desk.feed(FeedMaker(3).rows([(FeedKind.CHANGE_SET, EntityKey(theirs), "", payload)]))
    op_ids = [UUID(int=1)]
    desk.work(
        lambda unit: unit.record(
            [founding(own, "Mine"), filing(op_ids, theirs), filing(op_ids, own), filing(op_ids, None)],
            label="File",
            undoable=False,
        )
    )
    answers = receipts(desk, OpOutcome.REJECTED)
    desk.on_writer(lambda: desk.open.replica.acknowledge(answers))
    told = desk.on_writer(lambda: desk.open.replica.refused(answers))
    assert [(one.op_kind, one.change_set, one.set_name) for one in told] == [
        (OpKind.CHANGE_SET, own, "Mine"), (OpKind.FILE, theirs, "Q4 PVC increase"), (OpKind.FILE, own, "Mine"),
        (OpKind.FILE, None, ""),
    ]  # fmt: skip


def test_only_refusals_are_told(desk: Desk) -> None:
    desk.set(KEY, "price", 777)
    desk.set(KEY, "price", 778)
    answers = receipts(desk, OpOutcome.CONFLICT)
    answers[0] = OpReceipt(op_id=answers[0].op_id, outcome=OpOutcome.ACCEPTED, feed_seq=3)
    desk.on_writer(lambda: desk.open.replica.acknowledge(answers))
    assert desk.on_writer(lambda: desk.open.replica.refused(answers)) == []


def test_a_stale_decision_is_told(desk: Desk) -> None:
    desk.set(KEY, "price", 5, kind=OpKind.RESOLVE)
    answers = receipts(desk, OpOutcome.STALE)
    desk.on_writer(lambda: desk.open.replica.acknowledge(answers))
    (told,) = desk.on_writer(lambda: desk.open.replica.refused(answers))
    assert (told.outcome, told.code, told.field) == (OpOutcome.STALE, "ELB-1", "price")


def test_a_refused_step_is_not_offered_to_undo(desk: Desk) -> None:
    desk.set(KEY, "cost", 3, label="Change cost")
    desk.acknowledge(desk.unsent(), feed_seq=4)
    desk.set(KEY, "price", 777, label="Change price")
    assert desk.open.queries.undo_labels() == ("Change price", "")
    desk.acknowledge(desk.unsent(), OpOutcome.REJECTED, feed_seq=4)
    assert desk.open.queries.undo_labels() == ("Change cost", "")


def test_a_refusal_is_not_offered_again_by_another_device(desk: Desk) -> None:
    """After a restore the hub knows neither; whose edit was refused was told, and may have done otherwise since."""
    desk.set(KEY, "price", 777)
    desk.acknowledge(desk.unsent(), OpOutcome.REJECTED, feed_seq=3)
    desk.set(KEY, "cost", 5)
    [taken] = desk.unsent()
    desk.acknowledge([taken], feed_seq=4)
    desk.on_writer(lambda: desk.open.replica.re_enrol(UUID(int=99)))
    assert desk.on_writer(lambda: desk.open.replica.past_ops(None, 10)) == [taken.op_id]
    assert desk.row(KEY).price == Decimal("38.71")
