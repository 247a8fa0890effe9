"""One timeline of what happened to an entity, and the values of an earlier moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.history import NOT_TAKEN, Happened, Origin, Recorded, joined, timeline, values_before

BEGIN = datetime(2026, 3, 1, 8, tzinfo=UTC)
_numbers = count(1)


def record(action, field="", before=None, after=None, *, minute=0, shared=True, op=None, **more):
    return Recorded(
        number=next(_numbers) if shared else None,
        at=BEGIN + timedelta(minutes=minute),
        by="Ann",
        action=action,
        field=field,
        before=before,
        after=after,
        op_id=None if op is None else UUID(int=op),
        shared=shared,
        **more,
    )


def told(records):
    return [(one.happened, one.field, one.before, one.after) for one in timeline(records)]


def test_an_edit_a_change_in_servicetitan_and_an_arrival_are_told_apart():
    records = [
        record("pushed", "price", 10, 12, minute=3, op=1),
        record("submit", "price", 10, 12, minute=2, op=1),
        record("set", "price", 10, 12, minute=1, op=1, message="Spring prices"),
        record("pull", before={"cost": 5, "modified_on": "a"}, after={"cost": 6, "modified_on": "b"}),
    ]
    assert told(records) == [
        (Happened.ARRIVED, "price", 10, 12),
        (Happened.SUBMITTED, "price", 10, 12),
        (Happened.CHANGED, "price", 10, 12),
        (Happened.CHANGED_THERE, "cost", 5, 6),
    ]
    edit, pulled = timeline(records)[2:]
    assert (edit.origin, edit.message) == (Origin.HERE, "Spring prices")
    assert pulled.origin is Origin.SERVICETITAN


def test_that_servicetitan_shows_what_was_sent_is_no_change_of_its_own():
    records = [
        record("pushed", "price", 10, 12, minute=3, op=1),
        record("converged", "price", 12, 12, minute=2, op=1),
        record("pull", before={"price": 10, "cost": 5}, after={"price": 12, "cost": 6}, minute=2),
        record("set", "price", 10, 12, minute=1, op=1),
    ]
    assert told(records) == [
        (Happened.ARRIVED, "price", 10, 12),
        (Happened.CHANGED_THERE, "cost", 5, 6),
        (Happened.CHANGED, "price", 10, 12),
    ]


def test_an_answer_given_without_a_person_is_an_answer_and_the_unknown_is_told_by_name():
    assert told([record("resolve: merged", "tags", ["a"], ["a", "b"]), record("identify")]) == [
        (Happened.SETTLED, "tags", ["a"], ["a", "b"]),
        (Happened.OTHER, "", None, None),
    ]
    assert timeline([record("identify")])[0].message == "identify"


def test_what_was_proposed_and_answered_is_told_and_changes_nothing():
    records = [
        record("file", "price", None, "1"),
        record("answer: rejected", "price", 12, "Too dear"),
        record("answer: accepted", "price", 12, ""),
        record("answer: withdrawn", "price", 12, ""),
        record("propose", "price", 10, 12),
    ]
    assert [happened for happened, *_ in told(records)] == [
        Happened.FILED, Happened.REJECTED, Happened.ACCEPTED, Happened.WITHDRAWN, Happened.PROPOSED,
    ]  # fmt: skip
    assert values_before(records, mirror={"price": 10}, ours={}) == {}


def test_what_the_team_does_not_have_yet_comes_first_and_what_it_refused_where_it_was_tried():
    hub = [record("set", "price", 11, 12, minute=9, op=3), record("set", "price", 10, 11, minute=1, op=1)]
    waiting = record("set", "cost", 1, 2, minute=0, op=4, shared=False)
    refused = record(NOT_TAKEN, "price", 10, 99, minute=5, op=2)
    own = [waiting, hub[0], refused]
    assert joined(hub, own) == [waiting, hub[0], refused, hub[1]]
    assert joined(None, own) == own


def test_the_state_before_an_edit_over_a_value_of_servicetitan():
    records = [
        record("set", "price", 12, 13, minute=4),
        record("pull", before={"price": 10}, after={"price": 11}, minute=3),
        record("set", "price", 10, 12, minute=2),
        record("set", "code", "A", "B", minute=1),
    ]
    mirror, ours = {"price": 11, "code": "A"}, {"price": 13, "code": "B"}
    assert values_before(records[:1], mirror=mirror, ours=ours) == {"price": 12}
    assert values_before(records[:2], mirror=mirror, ours=ours) == {"price": 12}
    assert values_before(records[:3], mirror=mirror, ours=ours) == {"price": 10}
    assert values_before(records, mirror=mirror, ours=ours) == {"code": "A", "price": 10}


def test_the_state_before_a_push_is_what_was_sent():
    records = [
        record("pushed", "price", 10, 12, minute=3),
        record("converged", "price", 12, 12, minute=2),
        record("pull", before={"price": 10}, after={"price": 12}, minute=2),
        record("set", "price", 10, 12, minute=1),
    ]
    assert values_before(records[:3], mirror={"price": 12}, ours={}) == {}
    assert values_before(records, mirror={"price": 12}, ours={}) == {"price": 10}


def test_there_and_back_is_no_difference():
    records = [record("set", "price", 12, 10, minute=2), record("set", "price", 10, 12, minute=1)]
    assert values_before(records, mirror={"price": 10}, ours={}) == {}


class World:
    """Plays what can happen to one field as the hub records it, and remembers what was in effect before each."""

    def __init__(self) -> None:
        self.there = 0
        self.over: int | None = None
        self.records: list[Recorded] = []
        self.before: list[int] = []

    @property
    def effective(self):
        return self.there if self.over is None else self.over

    def play(self, what, value):
        self.before.insert(0, self.effective)
        now = self.effective
        match what:
            case "set" if value != now:
                self.records.insert(0, record("set", "price", now, value))
                self.over = None if value == self.there else value
            case "unset" if self.over is not None:
                self.records.insert(0, record("unset", "price", now, self.there))
                self.over = None
            case "pull" if value != self.there:
                self.records.insert(0, record("pull", before={"price": self.there}, after={"price": value}))
                if value == self.over:
                    self.records.insert(0, record("converged", "price", value, value))
                    self.before.insert(0, self.effective)
                    self.over = None
                self.there = value
            case _:
                self.before.pop(0)


@given(st.lists(st.tuples(st.sampled_from(["set", "unset", "pull"]), st.integers(0, 3)), max_size=12))
def test_every_earlier_state_can_be_told(steps):
    world = World()
    for step in steps:
        world.play(*step)
    ours: dict[str, int] = {} if world.over is None else {"price": world.over}
    for place, then in enumerate(world.before):
        found = values_before(world.records[: place + 1], mirror={"price": world.there}, ours=ours)
        assert found.get("price", world.effective) == then
