"""Making entities, throwing them away, and taking both back."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.create_entity import create_entity, discard_entities
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.undo import ChangedSince, redo, undo
from tests.fakes.unit_of_work import FakeUnitOfWork

C, M, S, E, D = EntityKind


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def new(work, kind=M, **values) -> EntityKey:
    key = EntityKey(uuid4())
    create_entity(work, key, kind, {"code": "NEW-1", "display_name": "New", **values})
    return key


def sets(work):
    return {op.field: op.value for op in work.ledger if op.kind is OpKind.SET}


def test_what_is_made_is_one_step_over_nothing(work):
    changes = create_entity(
        work, key := EntityKey(uuid4()), M,
        {"code": " NEW-1 ", "display_name": "Brass tee", "price": "$24.99", "categories": [5], "cost": ""},
    )  # fmt: skip
    assert (set(changes.keys), changes.label) == ({key}, "New material NEW-1")
    assert [op.kind for op in work.ledger] == [OpKind.CREATE] + [OpKind.SET] * (len(work.ledger) - 1)
    assert len({op.txn_id for op in work.ledger}) == 1
    assert {(op.seen, op.base) for op in work.ledger} == {(None, None)}
    assert sets(work) == {
        "code": "NEW-1", "display_name": "Brass tee", "price": Decimal("24.99"), "categories": [5], "active": True,
        "description": "Brass tee",
    }  # fmt: skip


def test_a_description_of_ones_own_is_kept_and_the_code_will_do_for_want_of_a_name(work):
    create_entity(work, EntityKey(uuid4()), S, {"code": "S-1", "description": "<b>All</b>"})
    assert sets(work)["description"] == "<b>All</b>"
    create_entity(work, EntityKey(uuid4()), S, {"code": "S-2", "active": False})
    assert sets(work)["description"] == "S-2"
    assert sets(work)["active"] is False


@pytest.mark.parametrize(
    "values, cost",
    [
        ({"cost": 3}, 3),
        ({"primary_vendor": {"vendorId": 7, "cost": 2}}, 2),
        ({"primary_vendor": {"vendorId": 7}, "cost": "3.50"}, Decimal("3.5")),
        ({"primary_vendor": {"vendorId": 7, "cost": 2, "active": True}, "cost": 3}, 3),
        ({"primary_vendor": {"vendorId": 7}}, 0),
    ],
)
def test_it_costs_what_its_vendor_asks(work, values, cost):
    key = new(work, **values)
    assert work.effective(key, "cost") == cost
    if "primary_vendor" in values:
        assert work.effective(key, "primary_vendor") == {"vendorId": 7, "cost": cost, "active": True}


def test_a_category_hangs_below_one_that_is_new_too(work):
    top, below = EntityKey(uuid4()), EntityKey(uuid4())
    create_entity(work, top, C, {"name": "Fittings", "category_type": "Materials"})
    create_entity(work, below, C, {"name": "Tees", "category_type": "Materials", "parent_id": str(top)})
    assert work.effective(below, "parent_id") == str(top)
    assert "description" not in work.detail(below).effective


def test_some_fields_can_be_given_only_now(work):
    assert work.effective(new(work, is_other_direct_cost=True), "is_other_direct_cost") is True
    with pytest.raises(InvalidValue, match="comes from ServiceTitan"):
        new(work, S, cost=5)


@pytest.mark.parametrize(
    "kind, values, words",
    [
        (M, {"display_name": "X"}, "needs its code"),
        (M, {"code": "  "}, "Code cannot be empty"),
        (C, {"name": "X"}, "needs its tree"),
        (D, {"code": "X"}, "type and its amount is and its amount"),
        (M, {"code": "X", "price": "-1"}, "below zero"),
        (M, {"code": "X", "source": "us"}, "comes from ServiceTitan"),
        (M, {"code": "X", "categories": ["Copper"]}, "Categories"),
    ],
)
def test_what_does_not_fit_makes_nothing(work, kind, values, words):
    with pytest.raises(InvalidValue, match=words):
        create_entity(work, EntityKey(uuid4()), kind, values)
    assert work.ledger == []


def test_undo_throws_away_what_was_made_and_redo_makes_it_again(work):
    key = new(work, price=5)
    made = dict(work.detail(key).effective)
    seen = sorted(str(op_id) for _, op_id in work.overrides.values())
    undo(work)
    discard = work.ledger[-1]
    assert (discard.kind, discard.value) == (OpKind.DISCARD, seen)
    assert key not in work.mirror
    redo(work)
    assert work.detail(key).effective == made
    assert work.detail(key).remote_id is None
    undo(work)
    assert key not in work.mirror


def test_what_was_thrown_away_comes_back_as_it_was(work):
    key = new(work, price=5)
    edit_fields(work, [FieldEdit(key, "price", 7, 5)])
    before = dict(work.detail(key).effective)
    changes = discard_entities(work, [key])
    assert changes.label == "Discard NEW-1"
    assert work.ledger[-1].seen == before
    undo(work)
    assert work.detail(key).effective == before
    redo(work)
    assert key not in work.mirror


def test_many_are_thrown_away_in_one_step(work):
    keys = [new(work, code=f"N-{number}") for number in range(3)]
    assert discard_entities(work, [*keys, keys[0]]).label == "Discard 3 entries"
    assert len(work.ledger[-1].value) == 4
    undo(work)
    assert set(keys) <= set(work.mirror)


def test_what_servicetitan_has_is_not_thrown_away(work):
    key = work.add(code="UN-1")
    with pytest.raises(InvalidValue, match="has UN-1 already"):
        discard_entities(work, [new(work), key])
    gone = new(work)
    discard_entities(work, [gone])
    with pytest.raises(NothingToDo):
        discard_entities(work, [gone])


def test_undoing_a_new_one_that_servicetitan_has_by_now_asks_and_deactivates(work):
    key = new(work)
    work.numbers[key] = 77
    with pytest.raises(ChangedSince, match="has NEW-1 by now"):
        undo(work)
    undo(work, anyway=True)
    assert (work.ledger[-1].kind, work.ledger[-1].field, work.ledger[-1].value) == (
        OpKind.SET,
        "active",
        False,
    )
    assert work.next_undo() is None


def test_undoing_a_new_one_that_somebody_worked_on_asks(work):
    key = new(work)
    work.overrides[key, "price"] = (5, uuid4())
    with pytest.raises(ChangedSince, match="NEW-1 was changed"):
        undo(work)
    undo(work, anyway=True)
    assert key not in work.mirror


def test_undoing_what_is_gone_already_does_nothing_and_the_list_goes_on(work):
    first = new(work)
    key = new(work)
    edit_fields(work, [FieldEdit(key, "price", 7, None)])
    work.forget(key)
    assert not undo(work)
    assert not undo(work)
    undo(work)
    assert first not in work.mirror


def test_a_place_that_has_a_number_by_now_is_no_change_by_somebody_else(work):
    top = EntityKey(uuid4())
    create_entity(work, top, C, {"name": "Fittings", "category_type": "Materials"})
    key = work.add(code="UN-1", categories=[9])
    edit_fields(work, [FieldEdit(key, "categories", [9, str(top)], [9])])
    work.numbers[top] = 5
    work.overrides[key, "categories"] = ([5, 9], uuid4())
    undo(work)
    assert work.effective(key, "categories") == [9]
    redo(work)
    assert work.effective(key, "categories") == [5, 9]
