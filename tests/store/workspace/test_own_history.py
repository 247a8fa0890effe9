"""What this desktop's ledger tells of an entity."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.history import NOT_TAKEN
from lazi_desktop.domain.ops import OpOutcome
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.undo import undo
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=10, categories=[1])
KEY = key_of(ELBOW)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW]))
    return feed


def price(desk: Desk, value: int, seen: int, label: str = "") -> None:
    desk.work(lambda unit: edit_fields(unit, [FieldEdit(KEY, "price", value, seen)], label=label))


def test_the_newest_first_with_what_the_step_was_called(desk: Desk, feed: FeedMaker) -> None:
    price(desk, 12, 10, "Spring")
    price(desk, 13, 12)
    desk.work(undo)
    told = desk.open.queries.own_history(KEY)
    assert [(one.before, one.after, one.message, one.shared) for one in told] == [
        (13, 12, "Undo: Change price", False), (12, 13, "Change price", False), (10, 12, "Spring", False),
    ]  # fmt: skip
    assert {one.by for one in told} == {""}
    assert desk.open.queries.own_history(key_of(category(1, "Copper"))) == []


def test_what_the_hub_took_is_shared_and_what_it_did_not_is_said_so(desk: Desk, feed: FeedMaker) -> None:
    price(desk, 12, 10)
    price(desk, 13, 12)
    first, second = desk.unsent()
    desk.acknowledge([first], feed_seq=feed.seq + 1)
    desk.acknowledge([second], OpOutcome.REJECTED, feed_seq=feed.seq + 1, detail="Your role cannot.")
    refused, taken = desk.open.queries.own_history(KEY)
    assert (taken.action, taken.shared) == ("set", True)
    assert (refused.action, refused.message) == (NOT_TAKEN, "Your role cannot.")


def test_the_name_of_a_step_travels_with_its_edits(desk: Desk, feed: FeedMaker) -> None:
    price(desk, 12, 10, "x" * 300)
    (op,) = desk.unsent()
    assert op.note == "x" * 200
