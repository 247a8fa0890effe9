"""What a hub that went back lacks is offered again at the end, and goes up without a hole in its numbers."""

from __future__ import annotations

from uuid import UUID

import pytest

from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk

SKUS = [sku(number, f"M-{number}", f"Material {number}") for number in range(1, 6)]


def in_one_step(desk: Desk, price: int) -> None:
    def edit(unit: UnitOfWork) -> object:
        details = [unit.detail(key_of(one)) for one in SKUS]
        return unit.record(
            [
                OpDraft(kind=OpKind.SET, entity_kind=one.kind, entity_key=one.key, field="price", value=price, seen=10)
                for one in details
            ],
            label=f"Price {price}",
        )  # fmt: skip

    desk.work(edit)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 6, 9])
def test_a_step_whose_first_part_is_offered_again_goes_up_in_two(desk: Desk, limit: int) -> None:
    """Else its parts would go together, with what lies between them left out: no hub takes that, ever."""
    feed = FeedMaker()
    desk.start(feed.mirrors(SKUS))
    in_one_step(desk, 11)
    first = desk.unsent()[:2]
    desk.acknowledge(first, feed_seq=feed.seq + 1)
    desk.on_writer(lambda: desk.open.replica.re_enrol(UUID(int=2)))
    in_one_step(desk, 12)
    desk.on_writer(lambda: desk.open.replica.offer_again([op.op_id for op in first]))
    sent: list[int] = []
    while ops := desk.unsent(limit):
        sent += [op.op_no for op in ops]
        desk.acknowledge(ops, feed_seq=feed.seq + 1)
        assert sent == list(range(1, len(sent) + 1))
    assert len(sent) == 10
