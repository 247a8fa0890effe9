"""Change-sets: what goes under which, and what is held back."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey, held_back_set
from lazi_desktop.operations.change_sets import (
    apart,
    choose_change_set,
    close_change_set,
    file_changes,
    hold_back,
    open_change_set,
    release,
    rename_change_set,
    reopen_change_set,
)
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.change_sets import SetState
from tests.fakes.unit_of_work import FakeUnitOfWork


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def edit(work: FakeUnitOfWork, key: EntityKey, name: str, value: object) -> UUID:
    edit_fields(work, [FieldEdit(key, name, value, work.effective(key, name))])
    return work.overrides[key, name][1]


def set_of(work: FakeUnitOfWork, op_id: UUID) -> UUID | None:
    return next(one.change_set for one in work.pending() if one.op_id == op_id)


def test_edits_go_under_the_one_that_was_opened_last(work):
    key = work.add(code="A", price=1)
    open_change_set(work, "  Q4   PVC increase ")
    op_id = edit(work, key, "price", 2)
    [one] = work.change_sets()
    assert (one.message, one.state, one.changes) == ("Q4 PVC increase", SetState.OPEN, 1)
    assert set_of(work, op_id) == one.set_id == work.current_change_set()


def test_one_that_is_closed_takes_nothing_more_and_keeps_what_it_has(work):
    key = work.add(code="A", price=1, cost=1)
    open_change_set(work, "First")
    first = edit(work, key, "price", 2)
    set_id = work.current_change_set()
    close_change_set(work, set_id)
    second = edit(work, key, "cost", 2)
    assert (set_of(work, first), set_of(work, second)) == (set_id, None)
    with pytest.raises(NothingToDo):
        choose_change_set(work, set_id)
    with pytest.raises(NothingToDo):
        file_changes(work, [second], set_id)
    reopen_change_set(work, set_id)
    file_changes(work, [second], set_id)
    assert set_of(work, second) == set_id


def test_it_is_renamed_and_must_say_something(work):
    open_change_set(work, "Frist")
    set_id = work.current_change_set()
    rename_change_set(work, set_id, "First")
    assert [one.message for one in work.change_sets()] == ["First"]
    for message in ("First", "  "):
        with pytest.raises(NothingToDo):
            rename_change_set(work, set_id, message)


def test_a_change_is_filed_elsewhere_and_keeps_its_value(work):
    key = work.add(code="A", price=1)
    op_id = edit(work, key, "price", 2)
    set_id = uuid4()
    open_change_set(work, "Other", set_id=set_id)
    file_changes(work, [op_id], set_id)
    assert (set_of(work, op_id), work.effective(key, "price")) == (set_id, 2)
    file_changes(work, [op_id], None)
    assert set_of(work, op_id) is None
    with pytest.raises(NothingToDo):
        file_changes(work, [op_id], None)


def test_what_is_held_back_is_not_among_what_is_pushed_until_it_is_released(work):
    first, second = work.add(code="A", price=1), work.add(code="B", price=1)
    held, free = edit(work, first, "price", 2), edit(work, second, "price", 3)
    hold_back(work, [held])
    apart_ids = [[one.op_id for one in part] for part in apart(work.pending(), work.change_sets())]
    assert apart_ids == [[free], [held]]
    [one] = work.change_sets()
    assert (one.set_id, one.state, one.changes) == (held_back_set(work.tenant_id), SetState.HELD, 1)
    release(work, [held])
    assert apart(work.pending(), work.change_sets())[1] == []
    with pytest.raises(NothingToDo):
        release(work, [held])


def test_what_is_held_back_stays_so_when_it_is_edited(work):
    key = work.add(code="A", price=1, cost=1)
    hold_back(work, [edit(work, key, "price", 2)])
    open_change_set(work, "Now")
    again, other = edit(work, key, "price", 3), edit(work, key, "cost", 2)
    assert set_of(work, again) == held_back_set(work.tenant_id)
    assert set_of(work, other) == work.current_change_set()
