"""Editing fields, taking edits back, undo and redo."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields, revert_fields
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.operations.undo import ChangedSince, redo, undo
from tests.fakes.unit_of_work import FakeUnitOfWork


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def set_price(work, key, value, seen):
    return edit_fields(work, [FieldEdit(key, "price", value, seen)])


def test_an_edit_carries_what_the_person_saw_and_the_mirror_beneath(work):
    key = work.add(price=10)
    set_price(work, key, 12, 10)
    set_price(work, key, Decimal("13.50"), 12)
    assert [(op.kind, op.value, op.seen, op.base) for op in work.ledger] == [
        (OpKind.SET, 12, 10, 10),
        (OpKind.SET, Decimal("13.5"), 12, 10),
    ]


def test_typing_the_value_that_is_there_is_no_edit(work):
    key = work.add(price=Decimal("12.5"))
    assert not set_price(work, key, "12.50 $", Decimal("12.5"))
    assert work.ledger == []


def test_typing_servicetitans_value_drops_the_override(work):
    key = work.add(price=10)
    set_price(work, key, 12, 10)
    set_price(work, key, 10, 12)
    assert work.ledger[-1].kind is OpKind.UNSET
    assert work.detail(key).overrides == {}


def test_one_wrong_value_records_nothing_of_the_whole_step(work):
    one, other = work.add(price=10), work.add(price=20)
    with pytest.raises(InvalidValue, match="not a number"):
        edit_fields(work, [FieldEdit(one, "price", "11", 10), FieldEdit(other, "price", "abc", 20)])
    assert work.ledger == []


def test_many_cells_are_one_step(work):
    keys = [work.add(price=10) for _ in range(50)]
    changes = edit_fields(work, [FieldEdit(key, "price", 11, 10) for key in keys])
    assert changes.keys == frozenset(keys)
    assert changes.label == "Change price of 50 entries"
    assert len({op.txn_id for op in work.ledger}) == 1
    undo(work)
    assert all(work.effective(key, "price") == 10 for key in keys)


def test_reverting_touches_only_what_is_overridden(work):
    key, other = work.add(price=10), work.add(price=20)
    set_price(work, key, 12, 10)
    revert_fields(work, [(key, "price"), (other, "price")])
    assert work.effective(key, "price") == 10
    assert len(work.ledger) == 2
    assert not revert_fields(work, [(key, "price")])


def test_undo_and_redo_go_back_and_forth_through_all_steps(work):
    key = work.add(price=10)
    for seen, value in ((10, 11), (11, 12), (12, 10)):
        set_price(work, key, value, seen)
    passed = []
    for _ in range(3):
        undo(work)
        passed.append(work.effective(key, "price"))
    assert passed == [12, 11, 10]
    assert work.detail(key).overrides == {}
    for _ in range(3):
        redo(work)
        passed.append(work.effective(key, "price"))
    assert passed[3:] == [11, 12, 10]
    with pytest.raises(NothingToDo):
        redo(work)


def test_a_new_edit_forgets_what_could_be_redone(work):
    key = work.add(price=10)
    set_price(work, key, 11, 10)
    undo(work)
    set_price(work, key, 15, 10)
    with pytest.raises(NothingToDo):
        redo(work)


def test_undo_asks_when_somebody_else_changed_the_value_since(work):
    key = work.add(code="UN-1", price=10)
    set_price(work, key, 11, 10)
    work.overrides[key, "price"] = (99, work.ledger[-1].op_id)
    with pytest.raises(ChangedSince, match="Price of UN-1 was changed"):
        undo(work)
    assert work.effective(key, "price") == 99
    undo(work, anyway=True)
    assert work.effective(key, "price") == 10


def test_only_the_changes_that_were_shown_are_submitted(work):
    key = work.add(price=10, display_name="Union")
    shown = set_price(work, key, 12, 10).op_ids
    edit_fields(work, [FieldEdit(key, "display_name", "Pump union", "Union")])
    submit_changes(work, shown)
    op = work.ledger[-1]
    assert (op.kind, op.entity_key, op.value) == (OpKind.SUBMIT, key, [str(shown[0])])


def test_a_change_edited_again_meanwhile_is_not_submitted(work):
    key = work.add(price=10)
    shown = set_price(work, key, 12, 10).op_ids
    set_price(work, key, 13, 12)
    with pytest.raises(NothingToDo):
        submit_changes(work, shown)
