"""Bringing back earlier values."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.restore import restore_values
from lazi_desktop.operations.undo import undo
from tests.fakes.unit_of_work import FakeUnitOfWork


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def test_a_state_is_one_step_that_undo_takes_back(work: FakeUnitOfWork) -> None:
    key = work.add(code="ELB-1", price=10, display_name="Elbow", source="x")
    changes = restore_values(work, key, {"price": 8, "display_name": "Bend", "source": "y", "code": "ELB-1"})
    assert changes.label == "Restore 2 fields of ELB-1"
    assert [(op.kind, op.field, op.value, op.seen) for op in work.ledger] == [
        (OpKind.SET, "price", 8, 10), (OpKind.SET, "display_name", "Bend", "Elbow"),
    ]  # fmt: skip
    undo(work)
    assert (work.effective(key, "price"), work.effective(key, "display_name")) == (10, "Elbow")


def test_back_to_what_servicetitan_has_drops_ours(work: FakeUnitOfWork) -> None:
    key = work.add(code="ELB-1", price=10)
    restore_values(work, key, {"price": 8})
    restore_values(work, key, {"price": 10})
    assert work.ledger[-1].kind is OpKind.UNSET
    assert work.overrides == {}


def test_what_is_so_already_is_not_done_again(work: FakeUnitOfWork) -> None:
    key = work.add(code="ELB-1", price=10)
    with pytest.raises(NothingToDo):
        restore_values(work, key, {"price": 10, "source": "elsewhere"})


def test_a_note_comes_back_too(work: FakeUnitOfWork) -> None:
    key = work.add(code="ELB-1")
    restore_values(work, key, {"note": "Ask Bob"})
    assert work.detail(key).kept["note"].value == "Ask Bob"


def test_what_had_no_number_then_is_named_by_the_one_it_has(work: FakeUnitOfWork) -> None:
    key, shelf = work.add(code="ELB-1", categories=[1]), EntityKey(uuid4())
    create_entity(work, shelf, EntityKind.CATEGORY, {"name": "Shelf", "category_type": "Materials"})
    work.numbers[shelf] = 50
    restore_values(work, key, {"categories": [1, str(shelf)]})
    assert work.effective(key, "categories") == [1, 50]
