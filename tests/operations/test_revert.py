"""A push is taken back as one step in a change-set of its own; what changed since is left alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.pushed import Pushed
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.revert import Gone, stage_revert
from lazi_desktop.operations.undo import undo
from tests.domain.test_revert import pushed
from tests.fakes.unit_of_work import FakeUnitOfWork

SET = UUID(int=77)


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def of(key: EntityKey, field: str, before: Any, sent: Any) -> Pushed:
    return pushed(field, before, sent, entity_key=key)


def test_it_is_one_step_under_a_message(work: FakeUnitOfWork) -> None:
    elbow, tee = work.add(code="ELB-1", price=12), work.add(code="TEE-1", price=22, display_name="Tee")
    results = [of(elbow, "price", 10, 12), of(tee, "price", 20, 22), of(tee, "display_name", "T", "Tee")]
    changes = stage_revert(work, results, SET, "Revert of push of 20 Nov", gone=Gone())
    assert changes.keys >= {elbow, tee}
    founded, *edits = work.ledger
    assert (founded.kind, founded.entity_key, founded.value) == (
        OpKind.CHANGE_SET, SET, "Revert of push of 20 Nov",
    )  # fmt: skip
    assert {(op.entity_key, op.field, op.seen, op.value, op.change_set) for op in edits} == {
        (elbow, "price", 12, 10, SET), (tee, "price", 22, 20, SET), (tee, "display_name", "Tee", "T", SET),
    }  # fmt: skip
    assert len({op.txn_id for op in work.ledger}) == 1
    assert {one.change_set for one in work.pending()} == {SET}
    undo(work)
    assert work.pending() == []


def test_what_changed_since_stays(work: FakeUnitOfWork) -> None:
    there, here, gone = work.add(price=13), work.add(price=12), work.add(price=12)
    edit_fields(work, [FieldEdit(here, "price", 15, 12)])
    work.forget(gone)
    results = [of(key, "price", 10, 12) for key in (there, here, gone)]
    with pytest.raises(NothingToDo):
        stage_revert(work, results, SET, "Revert", gone=Gone())
    assert work.effective(here, "price") == 15
