"""Resolving a conflict: as it was shown, or not at all."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.operations.resolve_conflict import Answer, resolve_conflict, resolve_conflicts
from lazi_desktop.ports.pricebook import ConflictView
from tests.fakes.unit_of_work import FakeUnitOfWork


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


@pytest.fixture
def shown(work) -> ConflictView:
    key = work.add(code="UN-1", price=23)
    view = ConflictView(
        conflict_id=uuid4(), entity_key=key, entity_kind=EntityKind.MATERIAL, code="UN-1", name="", field="price",
        kind="override_vs_st", base=22, ours=24, theirs=23, by="dana", at="",
    )  # fmt: skip
    work.open_conflicts[view.conflict_id] = view
    return view


@pytest.mark.parametrize(
    "choice, edited, value",
    [(Resolution.OURS, None, 24), (Resolution.THEIRS, None, 23), (Resolution.EDITED, "25 $", 25)],
)
def test_the_decision_names_the_pair_that_was_seen(work, shown, choice, edited, value):
    resolve_conflict(work, shown, choice, edited=edited)
    op = work.ledger[-1]
    assert (op.value, op.seen, op.base, op.conflict_id) == (value, 23, 23, shown.conflict_id)


def test_a_pair_that_changed_while_it_was_shown_is_shown_again(work, shown):
    work.open_conflicts[shown.conflict_id] = replace(shown, theirs=30)
    with pytest.raises(NothingToDo, match="look again"):
        resolve_conflict(work, shown, Resolution.OURS)
    assert work.ledger == []


def test_of_many_those_that_moved_on_are_left(work, shown):
    others = [
        replace(shown, conflict_id=uuid4(), entity_key=work.add(code=f"UN-{n}", price=23)) for n in (2, 3)
    ]
    work.open_conflicts.update({one.conflict_id: one for one in others})
    work.open_conflicts[others[0].conflict_id] = replace(others[0], theirs=30)
    resolve_conflicts(work, [Answer(one, Resolution.THEIRS) for one in (shown, *others)])
    assert {op.conflict_id for op in work.ledger} == {shown.conflict_id, others[1].conflict_id}
    assert len({op.txn_id for op in work.ledger}) == 1


def test_a_conflict_settled_elsewhere_is_left_alone(work, shown):
    work.open_conflicts.clear()
    with pytest.raises(NothingToDo, match="settled"):
        resolve_conflict(work, shown, Resolution.OURS)


def test_an_edited_result_is_checked_like_any_value(work, shown):
    with pytest.raises(InvalidValue):
        resolve_conflict(work, shown, Resolution.EDITED, edited="abc")


def test_of_an_entry_that_a_restored_hub_does_not_have_again_yet_nothing_is_decided(work, shown):
    work.forget(shown.entity_key)
    with pytest.raises(NothingToDo, match="not known here"):
        resolve_conflict(work, shown, Resolution.OURS)


@pytest.mark.parametrize("edited, seen", [(True, 24), (False, None)])
def test_of_what_is_gone_servicetitan_has_nothing(work, shown, monkeypatch, edited, seen):
    """So that dropping an edit of it never means emptying the field, should it be back by then."""
    if edited:
        work.overrides[shown.entity_key, "price"] = (24, uuid4())
    details = work.details
    monkeypatch.setattr(
        work, "details", lambda keys: {key: replace(one, gone=True) for key, one in details(keys).items()}
    )
    resolve_conflict(work, shown, Resolution.OURS)
    assert (work.ledger[-1].seen, work.ledger[-1].base) == (seen, None)
