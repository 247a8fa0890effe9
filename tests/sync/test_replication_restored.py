"""A hub that went back to an earlier state: everybody meets again, and nothing that was shared is lost."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.ops import OpKind, OpOutcome
from lazi_desktop.domain.values import same
from lazi_desktop.ports.engine import HubRestored
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import DeviceCopied
from tests.fakes.hub import FakeHub
from tests.sync.people import ELBOW, KEYS, TEE, Person


def test_what_was_shared_after_the_backup_is_offered_again(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    ann.set(0, "price", 11)
    ann.exchange()
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.set(1, "price", 21)
    ann.exchange()
    sent = ann.made[1:]
    bob.exchange()
    hub.restore(backup)
    bob.exchange()
    assert bob.effective(0, "price") == 11, "the one who has nothing to offer shows what the hub has"
    ann.exchange()
    bob.exchange()
    assert [bob.effective(0, "price"), bob.effective(1, "price")] == [12, 21]
    assert (hub.reports, ann.told, bob.told) == (1, [HubRestored(2)], [HubRestored(0)])
    assert all(hub.kept.receipts[op.op_id].outcome is OpOutcome.ACCEPTED for op in sent)
    assert (ann.state.restored, ann.state.offered_again) == (False, 0)
    ann.exchange()
    assert len(ann.told) == 1, "told once"


def test_what_was_seen_then_is_what_counts(hub: FakeHub, people: list[Person]) -> None:
    """After the restore somebody else is first: the edit offered again is a conflict, not an overwrite."""
    ann, bob = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.exchange()
    hub.restore(backup)
    hub.new_epoch()
    bob.exchange()
    bob.set(0, "price", 13)
    bob.exchange()
    ann.exchange()
    (sent,) = ann.made
    assert (sent.seen, hub.kept.receipts[sent.op_id].outcome) == (10, OpOutcome.CONFLICT)
    (conflict,) = ann.desk.open.queries.conflicts()
    assert (conflict.ours, conflict.theirs, conflict.mine, conflict.standing) == (12, 13, True, False)


def test_a_hub_that_has_grown_past_our_place_is_found_out(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.exchange()
    bob.exchange()
    hub.restore(backup)
    hub.mirror({**ELBOW, "fields": {**ELBOW["fields"], "cost": 5}}, TEE)
    assert len(hub.kept.feed) > bob.state.cursor
    bob.exchange()
    assert hub.reports == 1
    assert [bob.effective(0, "price"), bob.effective(0, "cost")] == [10, 5]


def test_a_hub_that_has_grown_past_a_snapshot_is_found_out(hub: FakeHub, tmp_path: Path) -> None:
    """Nothing of the feed was read since: the snapshot itself says at which group it was taken."""
    backup = hub.copy()
    hub.mirror({**ELBOW, "fields": {**ELBOW["fields"], "price": 99}})
    late = Person(hub, tmp_path / "late", 3)
    late.exchange()
    assert late.state.group_at_cursor == hub.kept.feed[-1].group
    hub.restore(backup)
    hub.mirror(
        {**TEE, "fields": {**TEE["fields"], "cost": 5}}, {**TEE, "fields": {**TEE["fields"], "cost": 6}}
    )
    assert len(hub.kept.feed) > late.state.cursor
    late.exchange()
    assert hub.reports == 1
    assert [late.effective(0, "price"), late.effective(1, "cost")] == [10, 6]
    late.desk.open.close()


def test_one_foreign_op_among_many_of_ours_is_found_in_few_calls(hub: FakeHub, people: list[Person]) -> None:
    """A copied profile: the hub has most of what we did not hear of, and then something of the copy's."""
    ann, _ = people
    for price in range(100, 260):
        ann.set(0, "price", price)
    seat = cast(Hub, hub.seat(UUID(int=ann.devices)))
    asyncio.run(seat.apply_ops(ann.made[:150]))
    asyncio.run(seat.apply_ops([replace(ann.made[150], op_id=UUID(int=1), value=5)]))
    calls: list[str] = []
    ann.failing = calls.append
    with pytest.raises(DeviceCopied):
        ann._exchange()
    assert len(ann.desk.unsent()) == 10, "what the hub had of ours, it knows by its id"
    assert calls.count("apply_ops") < 40
    ann.re_enrol()
    calls.clear()
    ann.exchange()
    assert (ann.desk.unsent(), calls.count("apply_ops")) == ([], 1)


@pytest.mark.parametrize("copys", [1, 2])
def test_what_a_copy_shared_under_our_numbers_after_a_restore_is_not_taken_for_ours(
    hub: FakeHub, people: list[Person], copys: int
) -> None:
    """Of two computers with the same profile one shared something, the hub forgot it, and the other came first."""
    ann, _ = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.set(1, "price", 21)
    ann.exchange()
    hub.restore(backup)
    seat = cast(Hub, hub.seat(UUID(int=ann.devices)))
    others = [replace(op, op_id=UUID(int=op.op_no), field="cost") for op in ann.made[:copys]]
    asyncio.run(seat.apply_ops(others))
    ann.exchange()
    assert ann.devices == 1001, "it goes on as another device"
    assert hub.kept.receipts.keys() >= {op.op_id for op in (*ann.made, *others)}
    assert [hub.effective(KEYS[0], "price"), hub.effective(KEYS[1], "price")] == [12, 21]


def test_only_our_ops_tell(hub: FakeHub, people: list[Person]) -> None:
    """Restored to the very place we had read, after we sent something that we did not read back."""
    ann, _ = people
    ann.set(0, "price", 12)
    backup = hub.copy()

    def cut(call: str) -> None:
        if call == "feed_after":
            raise HubUnavailable

    ann.failing = cut
    with pytest.raises(HubUnavailable):
        ann.exchange()
    assert ann.state.acked_op_no == 1
    hub.restore(backup)
    ann.failing = lambda call: None
    ann.exchange()
    assert (hub.reports, hub.effective(KEYS[0], "price")) == (1, 12)


def test_our_value_stays_in_sight_all_the_while(hub: FakeHub, people: list[Person]) -> None:
    ann, _ = people
    backup = hub.copy()
    for _ in range(3):
        hub.mirror(TEE)
    ann.exchange()
    ann.set(0, "price", 12)
    exchange(ann, "feed_after")
    assert (ann.desk.unsent(), ann.effective(0, "price")) == ([], 12)
    hub.restore(backup)
    seen = []

    def look(call: str) -> None:
        seen.append(ann.effective(0, "price"))

    ann.failing = look
    ann.exchange()
    assert set(seen) == {12}
    assert len(seen) > 6


def test_a_restore_between_two_calls_is_noticed(hub: FakeHub, people: list[Person]) -> None:
    ann, _ = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.exchange()
    ann.set(0, "price", 13)
    going_back = iter([backup])

    def fails(call: str) -> None:
        if call == "apply_ops":
            for copy in going_back:
                hub.restore(copy)

    ann.failing = fails
    ann.exchange()
    assert (hub.reports, hub.effective(KEYS[0], "price")) == (1, 13)
    assert ann.told == [HubRestored(1)]


def test_what_an_earlier_device_had_shared_is_offered_by_the_one_that_goes_on(
    hub: FakeHub, people: list[Person]
) -> None:
    ann, bob = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.set(1, "price", 22)
    ann.exchange()
    ann.re_enrol()
    ann.set(0, "cost", 5)
    ann.exchange()
    hub.restore(backup)
    ann.exchange()
    assert (hub.effective(KEYS[0], "price"), hub.effective(KEYS[1], "price")) == (12, 22)
    assert hub.effective(KEYS[0], "cost") == 5
    assert hub.kept.last[UUID(int=ann.devices)] == 3
    assert ann.told == [HubRestored(3)]
    bob.exchange()
    assert bob.effective(0, "price") == 12


@pytest.mark.parametrize("grown", [False, True])
def test_what_an_earlier_device_had_shared_and_never_read_back(
    hub: FakeHub, people: list[Person], grown: bool
) -> None:
    """Restored to the very place we had read; the numbers that would tell are another device's."""
    ann, bob = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    exchange(ann, "feed_after")
    ann.re_enrol()
    hub.restore(backup)
    if grown:
        bob.set(1, "price", 22)
        bob.exchange()
    ann.exchange()
    assert hub.reports == (0 if grown else 1)
    assert hub.effective(KEYS[0], "price") == ann.effective(0, "price") == 12
    assert ann.desk.unsent() == []


def test_numbers_with_a_hole_begin_anew(hub: FakeHub, people: list[Person]) -> None:
    """The hub forgot the device, and the device has forgotten its first ops: they were in a backup, once."""
    ann, bob = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    ann.exchange()
    bob.set(0, "cost", 5)
    bob.exchange()
    hub.kept.durable_seq = len(hub.kept.feed)
    for _ in range(2):
        hub.time += timedelta(days=31)
        ann.exchange()
    ann.set(1, "price", 22)
    ann.exchange()
    hub.restore(backup)
    ann.exchange()
    assert hub.effective(KEYS[1], "price") == 22
    assert ann.devices == 1001


def test_a_hole_between_what_is_offered_again_is_closed(hub: FakeHub, people: list[Person]) -> None:
    """Something between was forgotten: it was in a backup, once. Before it stood a proposal nobody had answered."""
    ann, _ = people
    backup = hub.copy()
    for place, field in ((0, "price"), (1, "price"), (0, "cost")):
        ann.set(place, field, 12)
    ann.exchange()
    ann.desk.on_writer(lambda: ann.desk.open.workspace._db.run("DELETE FROM op WHERE op_no = 2"))
    hub.restore(backup)
    ann.exchange()
    assert (hub.effective(KEYS[0], "price"), hub.effective(KEYS[0], "cost")) == (12, 12)
    assert ann.devices == 1001
    ann.set(1, "cost", 3)
    ann.exchange()
    assert (hub.effective(KEYS[1], "cost"), hub.kept.last[UUID(int=1001)]) == (3, 3)


@pytest.mark.parametrize("cut_at", [None, "snapshot"])
def test_the_same_backup_brought_back_twice_is_recovered_from_twice(
    hub: FakeHub, people: list[Person], cut_at: str | None
) -> None:
    """The second time it is in an epoch that everybody left, also who had only begun to read what came after it."""
    ann, bob = people
    backup = hub.copy()
    ann.set(0, "price", 12)
    for person in people:
        person.exchange()
    for reports in (1, 2):
        hub.restore(backup)
        for person in people:
            exchange(person, cut_at)
        assert hub.reports == reports
    for person in (ann, bob):
        person.exchange()
    assert hub.reports == 2
    assert bob.effective(0, "price") == ann.effective(0, "price") == 12


def test_a_backup_of_before_anybody_was_here_is_told_by_ops(
    hub: FakeHub, people: list[Person], tmp_path: Path
) -> None:
    backup = hub.copy()
    hub.new_epoch()
    cid = Person(hub, tmp_path / "3", 3)
    cid.exchange()
    cid.set(0, "price", 12)
    cid.exchange()
    hub.restore(backup)
    cid.exchange()
    assert (hub.reports, hub.effective(KEYS[0], "price")) == (1, 12)
    cid.desk.open.close()


def test_a_backup_of_before_anybody_was_here_is_told_by_the_epoch_alone(
    hub: FakeHub, people: list[Person], tmp_path: Path
) -> None:
    """Whoever only looked knows of an epoch that this hub has never been in."""
    backup = hub.copy()
    hub.new_epoch()
    cid = Person(hub, tmp_path / "3", 3)
    cid.exchange()
    hub.restore(backup)
    cid.exchange()
    assert hub.reports == 1
    cid.exchange()
    assert hub.reports == 1, "it is told once"
    cid.desk.open.close()


def test_a_recovery_that_is_cut_off_goes_on(hub: FakeHub, people: list[Person]) -> None:
    ann, _ = people
    backup = hub.copy()
    for price in range(12, 20):
        ann.set(0, "price", price)
        ann.exchange()
    hub.restore(backup)
    calls = 0

    def cut(call: str) -> None:
        nonlocal calls
        calls += 1
        if calls % 3 == 0:
            raise HubUnavailable

    ann.failing = cut
    for _ in range(30):
        try:
            ann.exchange()
        except HubUnavailable:
            continue
        break
    ann.failing = lambda call: None
    ann.exchange()
    assert (hub.effective(KEYS[0], "price"), hub.reports) == (19, 1)
    assert ann.told == [HubRestored(8)]


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("edit"), st.integers(0, 1), st.integers(0, 1), st.sampled_from(["price", "cost"]), st.integers(1, 4)
        ),
        st.tuples(st.just("resolve"), st.integers(0, 1), st.booleans()),
        st.tuples(st.just("exchange"), st.integers(0, 1), st.sampled_from([None, "apply_ops", "apply_ops done",
            "snapshot", "feed_after", "lacking", "report_rollback done"])),
        st.tuples(st.just("re-enrol"), st.integers(0, 1)),
        st.tuples(st.just("copy")),
        st.tuples(st.just("restore")),
    ),
    min_size=5, max_size=40,
)  # fmt: skip


@settings(max_examples=60)
@given(steps=STEPS)
def test_any_way_back_converges_and_loses_nothing(steps: list[tuple[Any, ...]]) -> None:
    folder = Path(tempfile.mkdtemp())
    hub = FakeHub()
    hub.mirror(ELBOW, TEE)
    people = [Person(hub, folder / str(number), number) for number in (1, 2)]
    copies = [hub.copy()]
    conflicts: list[dict[str, Any]] = []
    try:
        for person in people:
            person.exchange()
        for step in steps:
            match step:
                case "edit", who, place, field, value:
                    people[who].set(place, field, value)
                case "resolve", who, ours:
                    resolve(people[who], ours=ours)
                case "exchange", who, fault:
                    exchange(people[who], fault)
                case "re-enrol", who:
                    people[who].re_enrol()
                case ("copy",):
                    copies.append(hub.copy())
                case ("restore",):
                    conflicts += hub.kept.conflicts.values()
                    hub.restore(copies[-1])
        for _ in range(4):
            for person in people:
                person.exchange()
        check_convergence(hub, people)
        check_nothing_is_lost(hub, people, [*conflicts, *hub.kept.conflicts.values()])
    finally:
        for person in people:
            person.desk.open.close()
        shutil.rmtree(folder)


def exchange(person: Person, fault: str | None) -> None:
    def fails(call: str) -> None:
        if call == fault:
            raise HubUnavailable

    person.failing = fails
    try:
        person.exchange()
    except HubUnavailable:
        pass
    finally:
        person.failing = lambda call: None


def resolve(person: Person, *, ours: bool) -> None:
    for view in person.desk.open.queries.conflicts()[:1]:
        place = KEYS.index(view.entity_key)
        value = view.ours if ours else view.theirs
        person.set(place, view.field, value, kind=OpKind.RESOLVE, conflict_id=view.conflict_id)


def check_convergence(hub: FakeHub, people: list[Person]) -> None:
    for person in people:
        assert person.desk.unsent() == []
        assert person.state.cursor == len(hub.kept.feed)
        assert person.state.epoch == hub.epoch
        for place, key in enumerate(KEYS):
            for field in ("price", "cost"):
                assert same(person.effective(place, field), hub.effective(key, field)), field
        open_ones = {one["conflict_id"] for one in hub.kept.conflicts.values() if one["state"] == "open"}
        assert {view.conflict_id for view in person.desk.open.queries.conflicts()} == open_ones


def check_nothing_is_lost(hub: FakeHub, people: list[Person], conflicts: list[dict[str, Any]]) -> None:
    """Every op has its outcome, and an accepted value is final, was seen by who replaced it, or is in a conflict."""
    made = [op for person in people for op in person.made]
    changed_nothing = {op_id for person in people for op_id in person.changed_nothing()}
    for op in made:
        receipt = hub.kept.receipts.get(op.op_id)
        if receipt is None and op.op_id in changed_nothing:
            continue
        assert receipt is not None, "shared, and the hub does not know it"
        if receipt.outcome is not OpOutcome.ACCEPTED or same(
            op.value, hub.effective(op.entity_key, op.field)
        ):
            continue
        same_place = [one for one in made if (one.entity_key, one.field) == (op.entity_key, op.field)]
        seen = any(same(one.seen, op.value) for one in same_place if one is not op)
        disputed = any(
            (one["entity_key"], one["field"]) == (op.entity_key, op.field)
            and any(same(op.value, one[side]) for side in ("base", "ours", "theirs"))
            for one in conflicts
        )
        assert seen or disputed, op
