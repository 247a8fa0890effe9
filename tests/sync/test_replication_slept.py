"""A hub that went back to an earlier state while a desktop slept in the middle of an exchange."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, cast
from uuid import UUID

import pytest

from lazi_desktop.domain.ops import Op
from lazi_desktop.ports.hub import Hub
from tests.fakes.hub import FakeHub
from tests.sync.people import ELBOW, KEYS, TEE, Person


def test_a_copy_that_came_first_is_found_out_also_by_who_slept_through_the_restore(
    hub: FakeHub, people: list[Person]
) -> None:
    """Awake again in the middle of an exchange, one reads on in what the feed has become."""
    ann, _ = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.set(1, "price", 21)
    others = [replace(op, op_id=UUID(int=op.op_no), field="cost") for op in ann.made]
    seat = cast(Hub, hub.seat(UUID(int=ann.devices)))

    def meanwhile() -> None:
        hub.restore(backup)
        share(seat, others)

    sleep_before(ann, "feed_after", meanwhile, once="apply_ops done")
    ann.exchange()
    ann.exchange()
    assert ann.devices == 1001, "it goes on as another device"
    assert hub.kept.receipts.keys() >= {op.op_id for op in (*ann.made, *others)}
    assert not ann.state.unproved


def test_a_copy_that_shared_just_as_many_while_one_slept_in_an_exchange_is_found_out(
    hub: FakeHub, people: list[Person]
) -> None:
    """The hub goes back and hears the copy after we met it: the numbers of what we send fit."""
    ann, _ = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.exchange()
    [shared] = ann.made
    ann.set(1, "price", 21)
    seat = cast(Hub, hub.seat(UUID(int=ann.devices)))

    def meanwhile() -> None:
        hub.restore(backup)
        share(seat, [replace(shared, op_id=UUID(int=1), field="cost")])

    sleep_before(ann, "apply_ops", meanwhile)
    ann.exchange()
    assert ann.devices == 1001, "it goes on as another device"
    assert hub.kept.receipts.keys() >= {UUID(int=1), *(op.op_id for op in ann.made)}
    assert [hub.effective(KEYS[0], "price"), hub.effective(KEYS[1], "price")] == [12, 21]


@pytest.mark.parametrize("is_new", [False, True])
def test_who_slept_through_the_restore_reads_nothing_of_another_feed(
    hub: FakeHub, people: list[Person], tmp_path: Path, is_new: bool
) -> None:
    """The feed has grown beyond the place that was read, or where the snapshot began, with other rows before it."""
    backup = hub.copy()
    ann = Person(hub, tmp_path / "3", 3) if is_new else people[0]
    hub.mirror(priced(ELBOW, 99))
    if not is_new:
        ann.exchange()
        assert ann.effective(0, "price") == 99

    def meanwhile() -> None:
        hub.restore(backup)
        hub.mirror(priced(TEE, 20))
        hub.mirror(priced(TEE, 21))

    sleep_before(ann, "feed_after", meanwhile)
    ann.exchange()
    ann.exchange()
    assert [ann.effective(0, "price"), ann.effective(1, "price")] == [hub.mirrored(KEYS[0], "price"), 21]
    if is_new:
        ann.desk.open.close()


def sleep_before(person: Person, call: str, meanwhile: Callable[[], None], *, once: str = "") -> None:
    """Before the first such call, or the first one after the call `once`."""
    waited = [] if once else [""]

    def sleep(name: str) -> None:
        if name == once:
            waited.append(name)
        elif name == call and waited:
            person.failing = lambda name: None
            meanwhile()

    person.failing = sleep


def share(seat: Hub, ops: Sequence[Op]) -> None:
    """From another thread: this one is in the middle of an exchange."""
    sharing = Thread(target=asyncio.run, args=(seat.apply_ops(ops),))
    sharing.start()
    sharing.join()


def priced(payload: dict[str, Any], price: int) -> dict[str, Any]:
    return {**payload, "fields": {**payload["fields"], "price": price}}
