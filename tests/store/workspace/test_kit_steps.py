"""What a person does to kits, in a real workspace: each step is taken back whole and done again, also after a restart;
what the hub tells meanwhile is not run over."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import cast
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.kits.assembling import content_of, kits_of
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.copying import copy_from_kit
from lazi_desktop.operations.kits.groups import group_lines, ungroup
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_line, step_quantity
from lazi_desktop.operations.kits.moving import shift_lines
from lazi_desktop.operations.kits.parameters import add_parameter, set_parameter
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.versions import restore_version, save_version
from lazi_desktop.operations.kits.whole_kits import KitCopy, create_kit, duplicate_kit, rename
from lazi_desktop.operations.undo import ChangedSince, redo, undo
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk
from tests.store.workspace.test_kits import told

ELBOW, TEE = sku(11, "ELB-1", "Copper elbow", price=10, cost=4), sku(12, "TEE-1", "Copper tee", price=20)
PAD, UNION = KitId(UUID(int=0xA1)), KitId(UUID(int=0xA2))
FIRST, SECOND, HELD, GROUP, RUN = (PartId(UUID(int=number)) for number in range(0xB1, 0xB6))

Act = Callable[[UnitOfWork], Changes]


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([ELBOW, TEE]))
    return feed


@pytest.fixture
def pad(desk: Desk, feed: FeedMaker) -> Desk:
    for act in (
        lambda work: create_kit(work, "Union set", kit=UNION),
        lambda work: add_lines(work, UNION, [NewLine(sku=key_of(TEE), quantity=Decimal(2))]),
        lambda work: create_kit(work, "Pump pad", kit=PAD, path=["Plumbing"]),
        lambda work: add_parameter(work, PAD, {"name": "run_ft", "default": 47}, parameter=RUN),
        lambda work: add_lines(
            work,
            PAD,
            [
                NewLine(key=FIRST, sku=key_of(ELBOW), quantity="=[run_ft]/10"),
                NewLine(key=SECOND, sku=key_of(TEE)),
            ],
        ),
        lambda work: include_kit(work, PAD, UNION, key=HELD),
        lambda work: group_lines(work, PAD, [FIRST, SECOND], "Suction", group=GROUP),
        lambda work: save_version(work, PAD, "first"),
        lambda work: rename(work, PAD, "Pump pad, 1.5 HP"),
    ):  # fmt: skip
        desk.work(cast("Act", act))
    return desk


def now(desk: Desk, kit: KitId = PAD) -> Kit:
    return kits_of(desk.open.queries.kit_parts([kit]))[kit]


ACTS: dict[str, Callable[[Desk], Act]] = {
    "add": lambda desk: lambda work: add_lines(work, PAD, [NewLine(sku=key_of(TEE))], after=FIRST),
    "set": lambda desk: lambda work: set_line(work, PAD, [FIRST, SECOND], {"unit": "ft", "waste": "10 %"}),
    "step": lambda desk: lambda work: step_quantity(work, PAD, [SECOND, HELD], 3),
    "shift": lambda desk: lambda work: shift_lines(work, PAD, [SECOND], -1),
    "ungroup": lambda desk: lambda work: ungroup(work, PAD, [GROUP]),
    "remove": lambda desk: lambda work: remove_parts(work, PAD, [GROUP, HELD]),
    "copy": lambda desk: lambda work: copy_from_kit(work, PAD, UNION),
    "parameter": lambda desk: lambda work: set_parameter(work, PAD, RUN, {"name": "length"}),
    "restore": lambda desk: lambda work: restore_version(work, PAD, now(desk).versions[0].key),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_step_is_taken_back_and_done_again_after_a_restart(pad: Desk, name: str) -> None:
    before = content_of(now(pad))
    changes: Changes = pad.work(ACTS[name](pad))
    assert changes.keys == {PAD}
    after = content_of(now(pad))
    assert after != before
    pad.reopen()
    assert content_of(now(pad)) == after
    pad.work(undo)
    assert content_of(now(pad)) == before
    pad.reopen()
    pad.work(redo)
    assert content_of(now(pad)) == after


def test_a_copy_of_a_kit_is_whole(pad: Desk) -> None:
    copy = KitId(uuid4())
    pad.work(lambda work: duplicate_kit(work, [KitCopy(PAD, "2.7 HP", copy)]))
    mine, other = now(pad, copy), now(pad)
    assert [(one.sku, one.includes, one.quantity) for one in mine.lines] == [
        (one.sku, one.includes, one.quantity) for one in other.lines
    ]
    assert [one.name for one in mine.groups] == ["Suction"]
    assert mine.groups[0].key != GROUP
    pad.work(undo)
    assert now(pad, copy).gone


def test_what_somebody_said_meanwhile_is_told_before_it_is_run_over(desk: Desk, feed: FeedMaker) -> None:
    elbow = str(key_of(ELBOW))
    desk.feed(
        [
            *told(feed, PAD, KitPart.KIT, PAD, name="Pump pad"),
            *told(feed, FIRST, kit=PAD, sku=elbow, quantity=2),
        ]
    )
    desk.work(lambda work: set_line(work, PAD, [FIRST], {"quantity": "5"}))
    [op] = desk.unsent()
    desk.acknowledge([op], feed_seq=feed.seq + 1)
    desk.feed(told(feed, FIRST, kit=PAD, sku=elbow, quantity=5, op_id=op.op_id))
    desk.feed(told(feed, FIRST, kit=PAD, sku=elbow, quantity=7))
    with pytest.raises(ChangedSince, match="Quantity of Copper elbow in Pump pad was changed"):
        desk.work(undo)
    assert now(desk).lines[0].quantity == 7
    desk.work(lambda work: undo(work, anyway=True))
    assert now(desk).lines[0].quantity == 2
