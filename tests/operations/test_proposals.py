"""Proposals: nobody's values change before a manager accepts."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.change_sets import open_change_set
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.proposals import (
    ProposingWork,
    accept,
    propose,
    propose_or_take_back,
    reject,
    withdraw,
)
from lazi_desktop.operations.undo import undo
from lazi_desktop.ports.change_sets import Proposal, ProposalState
from tests.fakes.unit_of_work import FakeUnitOfWork


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def asked(work: FakeUnitOfWork, key: EntityKey, **values: object) -> list[Proposal]:
    propose(work, [FieldEdit(key, name, value, work.effective(key, name)) for name, value in values.items()])
    return [one for one in work.proposals() if one.state is ProposalState.OPEN]


def test_a_proposal_changes_no_value(work):
    key = work.add(code="A", price=1)
    [one] = asked(work, key, price=2)
    assert (one.seen, one.now, one.value, one.mine) == (1, 1, 2, True)
    assert work.effective(key, "price") == 1
    assert work.pending() == []


def test_accepted_in_part_it_is_the_managers_edit_in_its_change_set(work):
    key = work.add(code="A", price=1, cost=1)
    open_change_set(work, "Ed's")
    price, cost = asked(work, key, price=2, cost=3)
    work.choose_change_set(None)
    accept(work, [price], reason="Fine")
    assert (work.effective(key, "price"), work.effective(key, "cost")) == (2, 1)
    [pending] = work.pending()
    assert pending.change_set == price.change_set is not None
    assert {one.op_id: (one.state, one.reason) for one in work.proposals()} == {
        price.op_id: (ProposalState.ACCEPTED, "Fine"), cost.op_id: (ProposalState.OPEN, ""),
    }  # fmt: skip
    made, answer = work.ledger[-2:]
    assert (made.kind, made.seen, made.note) == (OpKind.SET, 1, "Proposed by ")
    assert made.txn_id == answer.txn_id
    undo(work)
    assert work.effective(key, "price") == 1


def test_accepting_goes_by_what_the_manager_saw(work):
    key = work.add(code="A", price=1)
    asked(work, key, price=2)
    edit_fields(work, [FieldEdit(key, "price", 5, 1)])
    [now] = work.proposals()
    assert (now.seen, now.now) == (1, 5)
    accept(work, [now])
    assert (work.ledger[-2].seen, work.effective(key, "price")) == (5, 2)


def test_what_has_that_value_already_is_accepted_without_an_edit(work):
    key = work.add(code="A", price=1)
    asked(work, key, price=2)
    edit_fields(work, [FieldEdit(key, "price", 2, 1)])
    accept(work, work.proposals())
    assert work.ledger[-1].kind is OpKind.ANSWER
    assert work.ledger[-2].kind is OpKind.SET  # the edit before
    assert [one.state for one in work.proposals()] == [ProposalState.ACCEPTED]


def test_one_is_rejected_with_a_reason(work):
    key = work.add(code="A", price=1)
    shown = asked(work, key, price=2)
    with pytest.raises(InvalidValue):
        reject(work, shown, reason=" ")
    reject(work, shown, reason="Too dear")
    [one] = work.proposals()
    assert (one.state, one.reason, work.effective(key, "price")) == (ProposalState.REJECTED, "Too dear", 1)
    with pytest.raises(NothingToDo):
        accept(work, shown)


def test_who_proposed_it_takes_it_back_or_proposes_something_else(work):
    key = work.add(code="A", price=1)
    [first] = asked(work, key, price=2)
    [second] = asked(work, key, price=3)
    assert work.proposals()[0].state is ProposalState.WITHDRAWN
    withdraw(work, [second.op_id])
    assert {one.state for one in work.proposals()} == {ProposalState.WITHDRAWN}
    with pytest.raises(NothingToDo):
        withdraw(work, [first.op_id, second.op_id])


def test_of_two_for_one_field_one_is_chosen(work):
    key = work.add(code="A", price=1)
    [first] = asked(work, key, price=2)
    work.proposed[first.op_id] = work.proposed[first.op_id].__class__(
        op_id=first.op_id, key=key, subject=first.entity_kind, field="price", seen=1, value=2, change_set=None,
        by="Ed", at="", mine=False,
    )  # fmt: skip
    both = asked(work, key, price=3)
    assert len(both) == 2
    with pytest.raises(NothingToDo):
        accept(work, both)
    accept(work, both[:1])
    assert work.effective(key, "price") == 2


def test_what_somebody_threw_away_cannot_be_accepted_but_rejected(work):
    key = work.add(code="A", price=1)
    shown = asked(work, key, price=2)
    work.forget(key)
    with pytest.raises(NothingToDo):
        accept(work, shown)
    reject(work, shown, reason="It is gone")
    assert [one.state for one in work.proposals()] == [ProposalState.REJECTED]


def test_who_asks_for_what_stands_there_anyway_takes_back_what_they_asked_before(work):
    key, other = work.add(code="A", display_name="Brass", hours=1), work.add(code="B", display_name="Zinc")
    asked(work, key, display_name="Bronze", hours=2)
    work.ledger.clear()
    hand = ProposingWork(work)
    edits = [
        FieldEdit(key, "display_name", "Brass", "Brass"),
        FieldEdit(other, "display_name", "Tin", "Zinc"),
    ]
    propose_or_take_back(hand, edits)
    assert {(one.field, one.value): one.state for one in work.proposals()} == {
        ("display_name", "Bronze"): ProposalState.WITHDRAWN,
        ("hours", 2): ProposalState.OPEN,
        ("display_name", "Tin"): ProposalState.OPEN,
    }
    assert (hand.proposed, hand.withdrawn) == (1, 1)
    assert not propose_or_take_back(hand, [FieldEdit(other, "code", "B", "B")])
