"""What is held back stays here, whatever becomes of it, until somebody takes it out."""

from __future__ import annotations

from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey, held_back_set
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.change_sets import hold_back, open_change_set, release
from lazi_desktop.operations.create_entity import create_entity, discard_entities
from lazi_desktop.operations.discard_changes import discard_changes
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.edit_pending import edit_pending
from lazi_desktop.operations.proposals import accept
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ui.sync.to_push import select_to_push
from tests.fakes.feed import TENANT, FeedMaker
from tests.store.workspace.conftest import Desk
from tests.store.workspace.test_change_sets import KEY, SET, edit, feed, filed, told_of_proposal

HELD = held_back_set(TENANT)
NEW = EntityKey(UUID(int=991))

__all__ = ["feed"]


def hold(desk: Desk, *op_ids: UUID) -> None:
    desk.work(lambda unit: hold_back(unit, op_ids))


def all_to_push(desk: Desk) -> list[PendingChange]:
    return list(select_to_push(desk.open.queries.pending(), [], None, {HELD}).changes)


@pytest.fixture
def held(desk: Desk, feed: FeedMaker) -> Desk:
    """A price that is held back, while new edits go under a change-set."""
    hold(desk, edit(desk, "price", 12))
    desk.work(lambda unit: open_change_set(unit, "Q4", set_id=SET))
    return desk


@pytest.fixture
def new_and_held(desk: Desk, feed: FeedMaker) -> Desk:
    values = {"code": "N-1", "display_name": "New", "price": 5}
    desk.work(lambda unit: create_entity(unit, NEW, EntityKind.MATERIAL, values))
    hold(desk, *(one.op_id for one in desk.open.queries.pending()))
    return desk


def test_what_was_discarded_is_held_when_that_is_undone(held: Desk) -> None:
    held.work(lambda unit: discard_changes(unit, [(KEY, "price")]))
    assert filed(held) == {}
    held.work(undo)
    assert (filed(held), all_to_push(held)) == ({"price": HELD}, [])


def test_typed_back_and_forth_it_stays_held(held: Desk) -> None:
    edit(held, "price", 10)
    held.reopen()
    edit(held, "price", 12)
    assert filed(held) == {"price": HELD}


def test_undone_and_redone_an_edit_over_it_stays_held(held: Desk) -> None:
    edit(held, "price", 13)
    for again in (undo, redo):
        held.work(again)
        assert filed(held) == {"price": HELD}


def test_accepting_what_is_filed_elsewhere_takes_nothing_out(held: Desk, feed: FeedMaker) -> None:
    held.feed(told_of_proposal(feed, UUID(int=77), 15, change_set=str(SET)))
    held.work(lambda unit: accept(unit, unit.proposals()))
    assert (filed(held), held.detail(KEY).effective["price"]) == ({"price": HELD}, 15)


def test_what_was_released_is_held_no_more(held: Desk) -> None:
    edit(held, "price", 10)
    op_id = edit(held, "price", 12)
    held.work(lambda unit: release(unit, [op_id]))
    edit(held, "price", 10)
    edit(held, "price", 14)
    assert filed(held) == {"price": SET}


def test_another_field_is_not_held_with_it(held: Desk) -> None:
    edit(held, "price", 10)
    edit(held, "display_name", "Elbow")
    assert filed(held) == {"display_name": SET}


def test_a_new_entry_stays_whole_when_one_more_field_is_typed(new_and_held: Desk) -> None:
    edit(new_and_held, "unit_of_measure", "ea", NEW)
    assert set(filed(new_and_held).values()) == {HELD}
    assert all_to_push(new_and_held) == []


def test_a_new_entry_that_was_thrown_away_is_held_when_that_is_undone(new_and_held: Desk) -> None:
    new_and_held.work(lambda unit: discard_entities(unit, [NEW]))
    new_and_held.work(undo)
    assert set(filed(new_and_held).values()) == {HELD}


def test_a_new_entry_of_which_one_field_is_held_is_not_made_in_parts(desk: Desk, feed: FeedMaker) -> None:
    values = {"code": "N-1", "display_name": "New", "price": 5}
    desk.work(lambda unit: create_entity(unit, NEW, EntityKind.MATERIAL, values))
    [code] = [one.op_id for one in desk.open.queries.pending() if one.field == "code"]
    hold(desk, code)
    plan = select_to_push(desk.open.queries.pending(), [], None, {HELD})
    assert (plan.changes, plan.set_aside) == ((), len(desk.open.queries.pending()))


def test_another_value_for_what_is_filed_nowhere_stays_there(desk: Desk, feed: FeedMaker) -> None:
    edit(desk, "price", 12)
    desk.work(lambda unit: open_change_set(unit, "Q4", set_id=SET))
    desk.work(lambda unit: edit_pending(unit, FieldEdit(KEY, "price", 13, 12), None))
    assert filed(desk) == {"price": None}
    edit(desk, "display_name", "Elbow")
    assert filed(desk) == {"price": None, "display_name": SET}
