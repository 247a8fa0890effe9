"""Conflicts that need no person: what fits together, and what somebody wrote a rule for."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes, Op, OpOutcome, OpReceipt
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import FeedKind, HubState, OpGap
from lazi_desktop.ports.overrides import HubConflict, OverrideRow, OverrideState
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.sync.automatic import Answer, AutomaticAnswers, StandingAnswers, automatic_answer
from lazi_desktop.sync.replication import Replicator
from tests.fakes.feed import category, key_of, sku
from tests.fakes.hub import FakeHub
from tests.store.hub.team import Team, Typist, pull
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

M, S, D = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.DISCOUNT_FEE
RULE = UUID(int=900)
TREE = [category(1, "All"), *(category(number, f"K{number}", parent_id=1) for number in range(2, 9))]
ELBOW = sku(11, "ELB-1", "Copper elbow", categories=[2], description="Fits the old valve and the new pump")
KEY = key_of(ELBOW)
GONE = key_of(sku(12, "TEE-1", "Copper tee"))
NOW = datetime(2026, 3, 3, tzinfo=UTC)


def rule(field: str, winner: Winner, *, kind: EntityKind = M, category_id: int | None = None) -> ConflictRule:
    return ConflictRule(rule_id=RULE, entity_kind=kind, field=field, winner=winner, category_id=category_id)


@dataclass(frozen=True)
class Clash:
    field: str
    base: Value
    ours: Value
    theirs: Value
    kind: str = "override_vs_override"
    entity_kind: EntityKind = M
    conflict_id: UUID = RULE
    entity_key: EntityKey = KEY


NAME = Clash("display_name", "Elbow", "Elbow 90", "Bend")
BY_RULE = Answer("Elbow 90", f"rule {RULE}")
OURS, THEIRS = rule("display_name", Winner.OURS), rule("display_name", Winner.THEIRS)


@pytest.mark.parametrize(
    ("clash", "rules", "expected", "because"),
    [
        (NAME, [], None, "two names"),
        (NAME, [OURS], BY_RULE, "somebody wrote it down"),
        (NAME, [THEIRS], Answer("Bend", f"rule {RULE}"), "the other way"),
        (NAME, [OURS, THEIRS], None, "rules that contradict each other"),
        (NAME, [rule("display_name", Winner.OURS, kind=S)], None, "a rule for services"),
        (NAME, [rule("display_name", Winner.OURS, category_id=5)], BY_RULE, "it hangs below 5"),
        (NAME, [rule("display_name", Winner.OURS, category_id=6)], None, "and not below 6"),
        (NAME, [THEIRS, rule("display_name", Winner.OURS, category_id=5)], BY_RULE, "narrower"),
        (Clash("price", 10, 12, 13), [rule("price", Winner.OURS)], None, "money"),
        (Clash("primary_vendor", None, {"cost": 1}, {"cost": 2}), [rule("primary_vendor", Winner.OURS)], None, "cost"),
        (Clash("other_vendors", [], [{"vendorId": 1, "cost": 2}], [{"vendorId": 2, "cost": 3}]), [], None, "costs"),
        (Clash("hours", 1, 2, 3), [], None, "a number is no set"),
        (Clash("commission_bonus", 1, 2, 3), [rule("commission_bonus", Winner.OURS)], None, "what a seller earns"),
        (Clash("amount", 50, 75, 500, entity_kind=D), [rule("amount", Winner.THEIRS, kind=D)], None, "a discount"),
        (Clash("categories", [1, 2], [1, 2, 3], [2]), [], Answer([2, 3], "merged"), "both changes"),
        (Clash("categories", [1], [1, 3], [2]), [rule("categories", Winner.THEIRS)],
         Answer([2], f"rule {RULE}"), "a rule goes first"),
        (Clash("service_materials", [{"skuId": 1, "quantity": 1}], [{"skuId": 1, "quantity": 2}],
               [{"skuId": 1, "quantity": 3}], entity_kind=S), [], None, "one entry, two ways"),
        (Clash("description", "a b c", "x b c", "a b y"), [], Answer("x b y", "merged"), "different words"),
        (Clash("description", "a b c", "a x c", "a y c"), [], None, "the same word"),
        (Clash("deleted", None, 5, None, kind="delete_vs_edit"), [], None, "a deletion"),
        (Clash("code", "A", "B", "B", kind="unique"), [rule("code", Winner.OURS)], None, "two of one code"),
        (Clash("no_such_field", 1, 2, 3), [], None, "a newer version's field"),
    ],
)  # fmt: skip
def test_what_is_decided(
    clash: Clash, rules: list[ConflictRule], expected: Answer | None, because: str
) -> None:
    assert automatic_answer(clash, rules, {4, 5}) == expected, because


# ------------------------------------------------------------------------------------------------------- on desktops


class Person:
    def __init__(self, hub: FakeHub, folder: Path, number: int) -> None:
        self.desk = Desk(folder, CountedIds(number << 64), TickingClock())
        self.calls: list[str] = []
        self.refused: list[RefusedOp] = []
        seat = cast(Hub, hub.seat(UUID(int=number), fails=self.calls.append))
        self.replicator = Replicator(
            seat, self.desk.open.replica, self.desk.open.replication, refused=self.refused.extend
        )

        async def open_hub() -> Hub:
            return seat

        self.answers = AutomaticAnswers(
            open_hub, self.desk.open.workspace, self.desk.open.queries, self.desk.open.writer
        )

    def exchange(self) -> None:
        asyncio.run(self.replicator.exchange())

    def answer(self, *, standing: bool = False) -> Changes:
        return asyncio.run(self.answers.give(standing=standing))

    def round(self) -> None:
        self.exchange()
        if self.answer():
            self.exchange()

    def effective(self, field: str) -> Value:
        return self.desk.detail(KEY).effective.get(field)


def people_at(hub: FakeHub, folder: Path, count: int) -> list[Person]:
    people = [Person(hub, folder / str(number), number) for number in range(1, count + 1)]
    for person in people:
        person.exchange()
    return people


@pytest.fixture
def hub() -> FakeHub:
    hub = FakeHub()
    hub.mirror(*TREE, ELBOW)
    return hub


@pytest.fixture
def people(hub: FakeHub, tmp_path: Path) -> Iterator[list[Person]]:
    people = people_at(hub, tmp_path, 2)
    yield people
    for person in people:
        person.desk.open.close()


def test_the_one_whose_edit_came_second_merges(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    ann.desk.set(KEY, "categories", [2, 3])
    bob.desk.set(KEY, "categories", [2, 4])
    ann.round()
    bob.round()
    ann.round()
    assert ann.effective("categories") == bob.effective("categories") == [2, 3, 4]
    assert ann.desk.open.queries.conflicts() == bob.desk.open.queries.conflicts() == []
    assert bob.desk.open.queries.undo_labels()[0] == "Edit", "nobody undoes what nobody did"
    assert "rules" not in ann.calls, "nothing to ask for"


def test_only_one_of_them_answers(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    ann.desk.set(KEY, "categories", [2, 3])
    bob.desk.set(KEY, "categories", [2, 4])
    ann.exchange()
    bob.exchange()
    ann.exchange()
    assert [one.mine for one in ann.desk.open.queries.conflicts()] == [False]
    assert not ann.answer(standing=True)
    assert bob.answer()


def test_prices_wait_for_a_person(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    hub.rules = [rule("display_name", Winner.OURS)]
    for person, price in ((ann, 12), (bob, 13)):
        person.desk.set(KEY, "price", price)
        person.desk.set(KEY, "display_name", f"Elbow {price}")
        person.round()
    ann.round()
    assert [one.field for one in ann.desk.open.queries.conflicts()] == ["price"]
    assert ann.effective("display_name") == bob.effective("display_name") == "Elbow 13"
    bob.calls.clear()
    assert not bob.answer()
    assert bob.calls == [], "not looked at again"


def test_a_rule_for_a_category_counts_below_it(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    hub.rules = [rule("display_name", Winner.THEIRS, category_id=1)]
    for person, name in ((ann, "Bend"), (bob, "Elbow 90")):
        person.desk.set(KEY, "display_name", name)
        person.round()
    assert bob.effective("display_name") == "Bend"


def test_an_answer_that_came_too_late_is_given_anew_and_nobody_is_bothered(
    hub: FakeHub, people: list[Person]
) -> None:
    ann, bob = people
    ann.desk.set(KEY, "categories", [2, 3])
    bob.desk.set(KEY, "categories", [2, 4])
    ann.round()
    bob.exchange()
    assert bob.answer()
    ann.desk.set(KEY, "categories", [2, 3, 5])
    ann.exchange()
    bob.exchange()
    assert bob.refused == []
    bob.round()
    ann.round()
    assert ann.effective("categories") == bob.effective("categories") == [2, 3, 4, 5]


class OnceSeen:
    """What was read just before the workspace lost an entity of it, or the disk was full."""

    def __init__(self, queries: PricebookQueries) -> None:
        self._queries = queries

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queries, name)

    def conflicts(self) -> list[ConflictView]:
        return [
            replace(one, theirs_exists=True, mine=True, ours=[2, 3], theirs=[2, 4])
            if one.entity_key == GONE
            else one
            for one in self._queries.conflicts()
        ]


def test_an_entity_that_is_not_known_here_takes_no_other_answer_with_it(
    hub: FakeHub, people: list[Person]
) -> None:
    ann, bob = people
    ann.desk.set(KEY, "categories", [2, 3])
    bob.desk.set(KEY, "categories", [2, 4])
    ann.round()
    bob.exchange()
    [clash] = hub.kept.conflicts.values()
    lost = {**clash, "conflict_id": UUID(int=1), "entity_key": GONE}
    hub.emit([(FeedKind.CONFLICT, GONE, "categories", lost, clash["op_id"])])
    bob.exchange()
    bob.answers._queries = cast(PricebookQueries, OnceSeen(bob.desk.open.queries))
    assert len(bob.answers._queries.conflicts()) == 2
    assert bob.answer()
    assert not bob.answer(), "and is no trouble the next time"
    bob.exchange()
    assert bob.effective("categories") == [2, 3, 4]


def test_an_answer_that_could_not_be_recorded_is_given_another_time(
    hub: FakeHub, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = people
    ann.desk.set(KEY, "categories", [2, 3])
    bob.desk.set(KEY, "categories", [2, 4])
    ann.round()
    bob.exchange()

    def full(answers: object) -> Changes:
        raise OSError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(bob.answers, "_record", full)
        with pytest.raises(OSError, match="full"):
            bob.answer()
    assert bob.answer()


def test_a_value_that_nobody_can_read_takes_no_other_answer_with_it(
    hub: FakeHub, people: list[Person]
) -> None:
    ann, bob = people
    hub.rules = [rule("display_name", Winner.THEIRS)]
    for person, name, category_id in ((ann, "Bend", 3), (bob, "Elbow 90", 4)):
        person.desk.set(KEY, "categories", [2, category_id])
        person.desk.set(KEY, "display_name", name)
        person.exchange()
    [clash] = [one for one in hub.kept.conflicts.values() if one["field"] == "categories"]
    clash["theirs"] = {"of a newer version": True}
    hub._tell(clash["conflict_id"])
    bob.exchange()
    assert bob.answer()
    bob.exchange()
    assert bob.effective("display_name") == "Bend"
    assert [one.field for one in bob.desk.open.queries.conflicts()] == ["categories"]


def test_two_occasions_at_once_give_one_answer(hub: FakeHub, people: list[Person]) -> None:
    ann, bob = people
    ann.desk.set(KEY, "categories", [2, 3])
    bob.desk.set(KEY, "categories", [2, 4])
    ann.round()
    bob.exchange()

    async def both() -> list[Changes]:
        return list(await asyncio.gather(bob.answers.give(standing=False), bob.answers.give(standing=True)))

    assert sorted(bool(changes) for changes in asyncio.run(both())) == [False, True]
    assert len(bob.desk.unsent()) == 1


changes = st.tuples(st.sets(st.integers(2, 5)), st.sets(st.integers(6, 8)))


@settings(max_examples=12)
@given(changed=st.lists(changes, min_size=3, max_size=3), seed=st.integers(0, 5))
def test_it_does_not_matter_who_was_first(changed: list[tuple[set[int], set[int]]], seed: int) -> None:
    """Three people take SKUs out of categories and put them into others, all from the same view."""
    base = {2, 3, 4, 5}
    folder = Path(tempfile.mkdtemp())
    hub = FakeHub()
    hub.mirror(*TREE, {**ELBOW, "fields": {**ELBOW["fields"], "categories": sorted(base)}})
    people = people_at(hub, folder, 3)
    try:
        for person, (less, more) in zip(people, changed, strict=True):
            if base - less | more != base:
                person.desk.set(KEY, "categories", sorted(base - less | more))
        for person in list(permutations(people))[seed]:
            person.round()
        for person in people * 2:
            person.round()
        removed = set().union(*(less for less, _ in changed))
        added = set().union(*(more for _, more in changed))
        for person in people:
            assert person.effective("categories") == sorted(base - removed | added)
            assert person.desk.open.queries.conflicts() == []
    finally:
        for person in people:
            person.desk.open.close()
        shutil.rmtree(folder)


# -------------------------------------------------------------------------------------------- with a real shared hub


async def test_what_a_pull_ran_into_is_answered_without_a_workspace(server: Any) -> None:
    async with Team(server) as team:
        hub = await team.hub("ann")
        admin = await team.hub("adam")
        lease = await hub.acquire("servicetitan", 60)
        before = {"code": "C", "categories": [1, 2], "display_name": "N", "price": 10}
        await pull(
            hub, lease, {7: {"name": "Root"}, 8: {"name": "Leaf", "parent_id": 7}}, EntityKind.CATEGORY
        )
        await pull(hub, lease, {1: {**before, "categories": [8]}, 2: {**before, "code": "D"}})
        ann = Typist(team, hub)
        await ann.edit(1, "display_name", "ours", seen="N")
        await ann.edit(1, "price", 12, seen=10)
        await ann.edit(2, "categories", [1, 2, 3], seen=[1, 2])
        await ann.edit(2, "display_name", "ours", seen="N")
        await admin.put_rule(ConflictRule(
            rule_id=uuid4(), entity_kind=M, field="display_name", winner=Winner.THEIRS, category_id=7
        ))  # fmt: skip
        await pull(hub, lease, {
            1: {**before, "categories": [8], "display_name": "theirs", "price": 13},
            2: {**before, "code": "D", "categories": [2, 4], "display_name": "theirs"},
        })  # fmt: skip
        assert len(await hub.open_conflicts()) == 4
        worker = await team.hub("ann")
        answers = StandingAnswers(CountedIds(), TickingClock())
        assert await answers.give(worker) == 2
        assert {(one.entity_key, one.field) for one in await hub.open_conflicts()} == {
            (team.key(1), "price"), (team.key(2), "display_name"),
        }  # fmt: skip
        values = {(row.remote_id, row.field): row.value for row in await hub.pending()}
        assert values == {(1, "price"): 12, (2, "categories"): [2, 3, 4], (2, "display_name"): "ours"}
        assert sorted(team.sql(
            "select resolution from sync.conflicts where tenant_id = %s and state = 'resolved'", team.tenant_id
        )) == [("merged",), ("rule",)]  # fmt: skip
        assert await answers.give(worker) == 0
        [first, latest] = [run for run in await hub.runs() if run.what == "material"][::-1]
        assert {name: latest.counts[name] for name in ("conflicts", "merged", "ruled")} == {
            "conflicts": 4, "merged": 1, "ruled": 1,
        }  # fmt: skip
        assert not first.counts.keys() & {"merged", "ruled"}


class Refusing:
    """A hub with one conflict that stands, and no ear for answers to it."""

    def __init__(self) -> None:
        self.given: list[Op] = []
        self.theirs: Value = [2]
        self.trouble: Exception | None = None
        self.epoch = RULE

    async def pending(self) -> list[OverrideRow]:
        return [
            OverrideRow(
                entity_key=KEY, entity_kind=M, remote_id=11, code="", name="", field="categories", value=[1, 3],
                base=[1], mirror=self.theirs, by="", at=NOW, op_id=RULE, state=OverrideState.PENDING,
            )
        ]  # fmt: skip

    async def open_conflicts(self) -> list[HubConflict]:
        return [
            HubConflict(
                conflict_id=RULE, entity_key=KEY, entity_kind=M, field="categories", kind="override_vs_st", base=[1],
                ours=[1, 3], theirs=self.theirs, state="open", by="", at=NOW,
            )
        ]  # fmt: skip

    async def rules(self) -> list[ConflictRule]:
        return []

    async def state(self) -> HubState:
        return HubState(self.epoch, 1, 0, len(self.given), "manager")

    async def apply_ops(self, ops: list[Op]) -> list[OpReceipt]:
        if self.trouble is not None:
            raise self.trouble
        self.given += ops
        return [OpReceipt(op_id=op.op_id, outcome=OpOutcome.STALE, feed_seq=1) for op in ops]


async def test_what_the_hub_did_not_take_is_not_offered_at_every_pull() -> None:
    hub = Refusing()
    answers = StandingAnswers(CountedIds(), TickingClock())
    hub.trouble = OpGap(0)
    with pytest.raises(OpGap):
        await answers.give(cast(Hub, hub))
    hub.trouble = None
    assert [await answers.give(cast(Hub, hub)) for _ in range(3)] == [1, 0, 0]
    hub.theirs = [1, 2]
    assert await answers.give(cast(Hub, hub)) == 1, "another pair of values is another question"
    assert [op.value for op in hub.given] == [[2, 3], [1, 2, 3]]


async def test_a_restored_hub_is_given_the_answers_again_that_it_may_have_lost() -> None:
    hub = Refusing()
    answers = StandingAnswers(CountedIds(), TickingClock())
    assert [await answers.give(cast(Hub, hub)) for _ in range(2)] == [1, 0]
    hub.epoch = uuid4()
    assert [await answers.give(cast(Hub, hub)) for _ in range(2)] == [1, 0]
