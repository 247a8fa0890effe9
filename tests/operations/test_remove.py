"""Deleting: thrown away here, switched off there."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.remove import remove
from lazi_desktop.operations.undo import undo
from tests.fakes.unit_of_work import FakeUnitOfWork


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def test_what_servicetitan_never_had_goes_and_the_rest_is_switched_off_in_one_step(
    work: FakeUnitOfWork,
) -> None:
    known, off = work.add(code="A", active=True), work.add(code="B", active=False)
    new = work.new_key()
    create_entity(work, new, EntityKind.MATERIAL, {"code": "N"})
    remove(work, [known, off, new])
    assert [(op.kind, op.entity_key) for op in work.ledger[-2:]] == [
        (OpKind.DISCARD, new), (OpKind.SET, known),
    ]  # fmt: skip
    assert work.effective(known, "active") is False
    assert work.undo_list[-1].label == "Delete 2 entries"
    undo(work)
    assert work.effective(known, "active") is True
    assert work.effective(new, "code") == "N"


def test_what_was_switched_on_here_alone_goes_back(work: FakeUnitOfWork) -> None:
    key = work.add(code="A", active=False)
    work.overrides[key, "active"] = (True, work.new_key())
    assert remove(work, [key]).label == "Deactivate A"
    assert work.ledger[-1].kind is OpKind.UNSET


def test_what_is_off_already_stays_so(work: FakeUnitOfWork) -> None:
    with pytest.raises(NothingToDo):
        remove(work, [work.add(code="A", active=False)])
