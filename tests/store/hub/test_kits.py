"""Kits at the hub: parts that are merged field by field, clashes that are kept until somebody chooses, and who may."""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import GONE, LAST_WORD, LAST_WORD_OF_USES, KitId, KitPart, is_last_word
from lazi_desktop.domain.kits.sizes import MAX_CONTENT, MAX_FIELD, length_of
from lazi_desktop.domain.ops import Op, OpKind, OpOutcome
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.store.hub import PostgresHub
from tests.store.hub.team import Team, Typist, told, whole_feed

TABLES = {
    KitPart.KIT: "material_kits", KitPart.GROUP: "material_kit_groups", KitPart.ITEM: "material_kit_items",
    KitPart.INCLUDE: "material_kit_includes", KitPart.PARAMETER: "material_kit_parameters",
    KitPart.SAMPLE: "material_kit_samples", KitPart.VERSION: "material_kit_versions", KitPart.USE: "material_kit_uses",
}  # fmt: skip
_LINE = KitPart.ITEM


@dataclass
class Builder:
    """A person at a desktop who builds one kit."""

    typist: Typist
    kit: UUID

    @property
    def hub(self) -> PostgresHub:
        return self.typist.hub

    def op(self, kind: KitPart, part: UUID, field: str = "", value: Any = None, **more: Any) -> Op:
        return Op(
            kind=OpKind.KIT, entity_kind=kind, entity_key=EntityKey(part), field=field, value=value, op_id=uuid4(),
            op_no=next(self.typist._numbers), txn_id=more.pop("txn", None) or uuid4(), wall="2026-11-21T10:00:00Z",
            **more,
        )  # fmt: skip

    def make(self, part: UUID, kind: KitPart = _LINE, *, txn: UUID | None = None, **fields: Any) -> Op:
        named = {} if kind is KitPart.KIT else {"kit": str(self.kit)}
        return self.op(kind, part, value={**named, **fields}, txn=txn)

    def set(self, part: UUID, field: str, value: Any, *, seen: Any, kind: KitPart = _LINE, **more: Any) -> Op:
        return self.op(kind, part, field, value, seen=seen, **more)

    async def send(self, *ops: Op) -> list[OpOutcome]:
        return [one.outcome for one in await self.typist.send(*ops)]

    async def told(self, *ops: Op) -> list[tuple[str, str]]:
        return [(str(one.outcome), one.detail) for one in await self.typist.send(*ops)]


def accepted(times: int = 1) -> list[str]:
    return ["accepted"] * times


async def parts(hub: PostgresHub) -> dict[UUID, Any]:
    """As a snapshot tells them; the feed must end with the same."""
    rows = [row async for page in hub.snapshot() for row in page.rows if row.kind is FeedKind.KIT_PART]
    latest = {row.entity_key: row.payload for row in await whole_feed(hub) if row.kind is FeedKind.KIT_PART}
    assert latest == {row.entity_key: row.payload for row in rows}
    return {row.entity_key: told(row) for row in rows}


async def part(hub: PostgresHub, key: UUID) -> tuple[Any, Any]:
    """Its fields, and what else was said about them."""
    found = (await parts(hub))[EntityKey(key)]
    clashes = {name: [(one["value"], one["by"]) for one in its] for name, its in found["clashes"].items()}
    return found["fields"], clashes


def builder(team: Team, hub: PostgresHub, kit: UUID | None = None) -> Builder:
    return Builder(Typist(team, hub), kit or uuid4())


@pytest.fixture
async def ann(team, hub) -> Builder:
    """Ann has made a kit, and shared it."""
    ann = builder(team, hub)
    assert await ann.send(ann.make(ann.kit, KitPart.KIT, name="Pump pad")) == accepted()
    return ann


@pytest.fixture
async def bob(team, ann) -> Builder:
    return builder(team, await team.hub("bob"), ann.kit)


@pytest.fixture
async def line(ann) -> UUID:
    key = uuid4()
    assert await ann.send(ann.make(key, sku="1", quantity="2", place="a")) == accepted()
    return key


def test_the_database_knows_the_kinds_of_parts_and_the_last_words(team):
    names = [one.value for one in KitPart]
    assert team.sql("select bool_and(sync.is_kit_part(x)) from unnest(%s::text[]) x", names) == [(True,)]
    fields = ["name", "quantity", "sku", *LAST_WORD, *LAST_WORD_OF_USES]
    found = team.sql(
        "select k, f from unnest(%s::text[]) k, unnest(%s::text[]) f where sync.is_last_word(k, f)",
        names,
        fields,
    )
    assert set(found) == {(str(k), f) for k in KitPart for f in fields if is_last_word(k, f)}


async def test_every_kind_of_part_has_its_table(team, ann):
    made = {kind: uuid4() for kind in KitPart if kind is not KitPart.KIT} | {KitPart.KIT: ann.kit}
    ops = [ann.make(key, kind, note="x") for kind, key in made.items() if kind is not KitPart.KIT]
    assert await ann.send(*ops) == accepted(len(ops))
    for kind, table in TABLES.items():
        found = team.sql(f"select part_id, kit_id from crm.{table} where tenant_id = %s", team.tenant_id)
        assert found == [(made[kind], ann.kit)]


async def test_everybody_is_told_of_the_part_as_it_is(ann, bob, line):
    [row] = [row for row in await whole_feed(bob.hub) if row.entity_key == line]
    payload = dict(told(row))
    assert payload.pop("at")
    assert payload == {
        "kind": "kit_item", "kit": str(ann.kit), "by": "Ann", "clashes": {},
        "fields": {"sku": "1", "quantity": "2", "place": "a"},
    }  # fmt: skip
    assert row.field == ""


async def test_what_is_none_is_not_kept(ann, line):
    made = uuid4()
    assert await ann.send(
        ann.make(made, sku="1", note=None, values={"a": None}), ann.set(line, "quantity", None, seen="2")
    ) == accepted(2)
    assert (await part(ann.hub, made))[0] == {"sku": "1", "values": {"a": None}}
    assert (await part(ann.hub, line))[0] == {"sku": "1", "place": "a"}


async def test_the_history_says_who_edited_a_line_that_somebody_removed_meanwhile(ann, bob, line):
    assert await ann.send(ann.set(line, GONE, True, seen=None)) == accepted()
    assert await bob.send(bob.set(line, "quantity", "7", seen="2")) == accepted()
    assert (await part(ann.hub, line))[0] == {"sku": "1", "quantity": "7", "place": "a", GONE: True}
    told = [one for one in await bob.hub.kit_history(KitId(ann.kit)) if one.part == line and one.field]
    assert [(one.by, one.field, one.after) for one in told] == [("Bob", "quantity", "7"), ("Ann", GONE, True)]


async def test_a_value_that_nobody_could_read_is_refused(ann, line):
    words = ("rejected", "A number in it is too long to be read, or a list too deep.")
    odd: Any = Decimal("1e5000")
    assert await ann.told(
        ann.set(line, "waste", odd, seen=None), ann.set(line, "waste", "1", seen=odd),
        ann.make(uuid4(), sku="1", values={"a": odd}), ann.set(line, "waste", "1", seen=None, base=[odd]),
        ann.set(line, "note", "good", seen=None),
    ) == [words] * 4 + [("accepted", "")]  # fmt: skip
    assert (await part(ann.hub, line))[0] == {"sku": "1", "quantity": "2", "place": "a", "note": "good"}


async def test_what_is_as_long_as_a_desktop_lets_it_be_is_taken_and_no_more(ann):
    def op(kind: KitPart, field: str, most: int) -> Op:
        value = {"é" * 9: '"' * 100, "b": [1, Decimal("1.5")], "c": ""}
        value["c"] = "n" * (most - length_of(value) + 2)  # the decimal counts as a text does
        return ann.make(uuid4(), kind, **{field: value})

    fits = [op(KitPart.VERSION, "content", MAX_CONTENT), op(KitPart.SAMPLE, "expects", MAX_FIELD)]
    over = [op(KitPart.VERSION, "content", MAX_CONTENT + 1), op(KitPart.SAMPLE, "expects", MAX_FIELD + 1)]
    assert await ann.told(*fits, *over) == [
        ("accepted", ""), ("accepted", ""), ("rejected", "too long: content"), ("rejected", "too long: expects")
    ]  # fmt: skip


async def test_two_people_in_one_kit_both_keep_their_lines(ann, bob):
    lines = [uuid4() for _ in range(4)]
    txn = uuid4()
    hers = [ann.make(one, sku="1", quantity="1", txn=txn) for one in lines[:2]]
    his = [bob.make(one, sku="2", quantity="5") for one in lines[2:]]
    assert await ann.send(*hers) == accepted(2)
    assert await bob.send(*his) == accepted(2)
    assert set(await parts(ann.hub)) == {ann.kit, *lines}


async def test_two_people_in_different_cells_of_one_line_both_count(ann, bob, line):
    assert await ann.send(ann.set(line, "quantity", "3", seen="2")) == accepted()
    assert await bob.send(bob.set(line, "note", "PVC", seen=None)) == accepted()
    assert await part(ann.hub, line) == (
        {"sku": "1", "quantity": "3", "place": "a", "note": "PVC"}, {},
    )  # fmt: skip


async def test_the_same_cell_is_a_clash_and_both_values_are_there(ann, bob, line):
    assert await ann.send(ann.set(line, "quantity", "3", seen="2")) == accepted()
    [receipt] = await bob.typist.send(bob.set(line, "quantity", "4", seen="2"))
    assert (receipt.outcome, receipt.conflict_id) == ("conflict", None)
    fields, clashes = await part(ann.hub, line)
    assert (fields["quantity"], clashes) == ("3", {"quantity": [("4", "Bob")]})


@pytest.mark.parametrize("chosen", ["3", "4", "7"], ids=["what is there", "the other", "neither"])
async def test_whoever_saw_both_and_speaks_has_chosen(ann, bob, line, chosen):
    await ann.send(ann.set(line, "quantity", "3", seen="2"))
    await bob.send(bob.set(line, "quantity", "4", seen="2"))
    assert await ann.send(ann.set(line, "quantity", chosen, seen="3", base=["4"])) == accepted()
    fields, clashes = await part(ann.hub, line)
    assert (fields["quantity"], clashes) == (chosen, {})
    [newest] = (await ann.hub.kit_history(KitId(ann.kit)))[:1]
    assert (newest.action, newest.before, newest.after) == ("kit: chosen", "3", chosen)


async def test_what_nobody_saw_is_not_answered_by_the_way(ann, bob, line):
    """Ann goes on from her own value before she hears of Bob's."""
    await ann.send(ann.set(line, "quantity", "3", seen="2"))
    await bob.send(bob.set(line, "quantity", "4", seen="2"))
    assert await ann.send(ann.set(line, "quantity", "5", seen="3")) == accepted()
    fields, clashes = await part(ann.hub, line)
    assert (fields["quantity"], clashes) == ("5", {"quantity": [("4", "Bob")]})
    assert await ann.send(ann.set(line, "quantity", "4", seen="5")) == accepted()
    assert await part(ann.hub, line) == ({"sku": "1", "quantity": "4", "place": "a"}, {})


async def test_an_answer_to_what_has_changed_since_is_a_clash_itself(team, ann, bob, line):
    await ann.send(ann.set(line, "quantity", "3", seen="2"))
    await bob.send(bob.set(line, "quantity", "4", seen="2"))
    await ann.send(ann.set(line, "quantity", "9", seen="3"))
    assert await bob.send(bob.set(line, "quantity", "4", seen="3", base=["4"])) == ["conflict"]
    fields, clashes = await part(ann.hub, line)
    assert (fields["quantity"], clashes) == ("9", {"quantity": [("4", "Bob")]})


async def test_of_a_desktop_the_latest_word_waits(team, ann, bob, line):
    adam = builder(team, await team.hub("adam"), ann.kit)
    await ann.send(ann.set(line, "quantity", "3", seen="2"))
    assert await bob.send(bob.set(line, "quantity", "4", seen="2"), bob.set(line, "quantity", "5", seen="4")) == [
        "conflict", "conflict",
    ]  # fmt: skip
    assert await adam.send(adam.set(line, "quantity", "6", seen="2")) == ["conflict"]
    assert (await part(ann.hub, line))[1] == {"quantity": [("5", "Bob"), ("6", "Adam")]}


async def test_who_takes_their_word_back_leaves_no_clash(ann, bob, line):
    await ann.send(ann.set(line, "quantity", "3", seen="2"))
    assert await bob.send(
        bob.set(line, "quantity", "4", seen="2"), bob.set(line, "quantity", "5", seen="4"),
        bob.set(line, "quantity", "2", seen="5"),
    ) == ["conflict", "conflict", "noop"]  # fmt: skip
    fields, clashes = await part(ann.hub, line)
    assert (fields["quantity"], clashes) == ("3", {})


async def test_the_same_value_twice_is_no_clash(ann, bob, line):
    await ann.send(ann.set(line, "quantity", "3", seen="2"))
    assert await bob.send(bob.set(line, "quantity", "3", seen="2")) == ["noop"]
    assert (await part(ann.hub, line))[1] == {}


@pytest.mark.parametrize("field", sorted(LAST_WORD))
async def test_of_some_fields_the_last_word_counts(ann, bob, line, field):
    await ann.send(ann.set(line, field, "b", seen="a"))
    assert await bob.send(bob.set(line, field, "c", seen="a")) == accepted()
    fields, clashes = await part(ann.hub, line)
    assert (fields[field], clashes) == ("c", {})


async def test_what_is_removed_keeps_its_fields_and_comes_back(ann, bob, line):
    await ann.send(ann.set(line, GONE, True, seen=None))
    assert await bob.send(bob.set(line, "quantity", "8", seen="2")) == accepted()
    assert (await part(ann.hub, line))[0] == {"sku": "1", "quantity": "8", "place": "a", "gone": True}
    assert await ann.send(ann.set(line, GONE, None, seen=True)) == accepted()
    assert (await part(ann.hub, line))[0] == {"sku": "1", "quantity": "8", "place": "a"}


async def test_a_part_and_edits_of_it_may_come_together(ann):
    line = uuid4()
    ops = [
        ann.set(line, "quantity", "3", seen="2"), ann.set(line, "note", "x", seen=None),
        ann.set(line, "quantity", "4", seen="3"),
    ]  # fmt: skip
    assert await ann.send(ann.make(line, sku="1", quantity="2"), *ops) == accepted(4)
    assert (await part(ann.hub, line))[0] == {"sku": "1", "quantity": "4", "note": "x"}


async def test_ops_of_other_kinds_between_them_keep_their_order(team, ann, lease):
    line = uuid4()
    note = ann.typist.set(1, "note", "Ask Bob")
    first = ann.make(line, sku="1", quantity="2")
    ops = [first, note, ann.set(line, "quantity", "3", seen="2")]
    numbered = sorted(ops, key=lambda op: op.op_no)
    assert [one.op_id for one in await ann.typist.send(*numbered)] == [op.op_id for op in numbered]
    assert (await part(ann.hub, line))[0]["quantity"] == "3"


async def test_a_restored_hub_is_offered_everything_in_any_order(ann, bob):
    """Edits come before what they are edits of; nobody is told of the part until it is whole."""
    line = uuid4()
    assert await bob.send(
        bob.set(line, "quantity", "3", seen="2"), bob.set(line, "note", None, seen="x"),
        bob.set(line, GONE, True, seen=None), bob.set(line, GONE, None, seen=True),
    ) == accepted(4)  # fmt: skip
    assert set(await parts(ann.hub)) == {ann.kit}
    made = ann.make(line, sku="1", quantity="2", note="x", place="a")
    assert await ann.send(made) == accepted()
    assert await part(ann.hub, line) == ({"sku": "1", "quantity": "3", "place": "a"}, {})
    again = ann.make(line, sku="1", quantity="2", place="a")
    assert await ann.send(again) == ["noop"]


async def test_what_is_offered_again_counts_once(team, ann, line):
    op = ann.set(line, "quantity", "3", seen="2")
    assert await ann.send(op) == accepted()
    feed = await whole_feed(ann.hub)
    assert await ann.send(op) == accepted()
    assert await whole_feed(ann.hub) == feed


async def test_estimators_build_kits_and_viewers_look(team, ann, line):
    ed = builder(team, await team.hub("ed"), ann.kit)
    vera = builder(team, await team.hub("vera"), ann.kit)
    mine = uuid4()
    assert await ed.told(ed.make(mine, sku="1"), ed.set(line, "quantity", "3", seen="2")) == [
        ("accepted", ""), ("accepted", ""),
    ]  # fmt: skip
    words = ("rejected", "Your role (viewer) can look but not change.")
    assert (
        await vera.told(vera.make(uuid4(), sku="1"), vera.set(line, "quantity", "4", seen="3")) == [words] * 2
    )
    assert set(await parts(vera.hub)) == {ann.kit, line, mine}
    assert len(await vera.hub.kit_history(KitId(ann.kit))) == 4


async def test_another_tenant_sees_and_changes_nothing(team, ann, line, hub_server):
    async with Team(hub_server) as others:
        adam = builder(others, await others.hub("adam"), ann.kit)
        assert await parts(adam.hub) == {}
        assert await adam.hub.kit_history(KitId(ann.kit)) == []
        assert (
            await adam.send(adam.set(line, "quantity", "9", seen="2")) == accepted()
        )  # of a line of their own
        assert (await part(ann.hub, line))[0]["quantity"] == "2"


@pytest.mark.parametrize("table", ["kit_parts", *TABLES.values()])
def test_nobody_writes_past_the_functions(team, ann, table):
    with psycopg.connect(team.url("ann"), autocommit=True) as connection:
        for statement in (
            f"insert into crm.{table} (tenant_id, part_id, kind, fields, by) values (null, null, 'kit', '{{}}', 'x')",
            f"update crm.{table} set by = 'x'",
            f"delete from crm.{table}",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


@pytest.mark.parametrize(
    "value",
    [None, 5, [], {}, {"kit": "x"}, {"kit": None}, {"kit": 7}, {"sku": "1"}],
    ids=str,
)
async def test_what_is_no_part_is_refused_and_what_is_beside_it_is_taken(ann, value):
    line = uuid4()
    odd = ann.op(_LINE, uuid4(), value=value)
    assert await ann.told(odd, ann.make(line, sku="1")) == [
        ("rejected", "not a part of a kit"), ("accepted", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("kit", "x", "unknown field: kit"),
        ("A", "x", "unknown field: A"),
        ("'; drop table crm.kit_parts; --", "x", "unknown field: '; drop table crm.kit_parts; --"),
        ("x" * 100, "x", f"unknown field: {'x' * 60}"),
        ("note", "x" * MAX_FIELD, "too long: note"),
    ],
    ids=lambda one: repr(one)[:20],
)
async def test_odd_fields_are_refused(ann, line, field, value, words):
    odd = ann.make(uuid4(), **{field: value}) if field != "kit" else ann.set(line, "kit", value, seen=None)
    other = ann.set(line, field, value, seen=None)
    assert await ann.told(odd, other, ann.set(line, "note", "fine", seen=None)) == [
        ("rejected", words), ("rejected", words), ("accepted", ""),
    ]  # fmt: skip


async def test_a_part_holds_so_much_and_no_more(ann, line):
    many = ann.make(uuid4(), **{f"f{'x' * n}": n for n in range(1, 39)})
    assert await ann.told(many) == [("accepted", "")]
    long = "x" * (MAX_FIELD - 2)
    ops = [ann.set(line, name, long, seen=None) for name in "abcdefg"]
    assert await ann.told(*ops) == [("accepted", "")] * 6 + [("rejected", "too large")]
    seen = ann.set(line, "pack", "1", seen="x" * MAX_FIELD)
    assert await ann.told(seen) == [("rejected", "too long")]


async def test_a_version_is_long_and_never_changes(ann):
    version = uuid4()
    content = {"lines": ["x" * 1_000] * 1_500}
    make = ann.make(version, KitPart.VERSION, number=1, note="first", content=content)
    assert await ann.send(make) == accepted()
    words = ("rejected", "A version never changes.")
    assert await ann.told(
        ann.set(version, "content", {}, seen={}, kind=KitPart.VERSION),
        ann.set(version, "number", 2, seen=1, kind=KitPart.VERSION),
        ann.set(version, "note", "tidy", seen="first", kind=KitPart.VERSION),
    ) == [words, words, ("accepted", "")]
    assert (await part(ann.hub, version))[0] == {"number": 1, "note": "tidy", "content": content}
    recorded = [one for one in await ann.hub.kit_history(KitId(ann.kit)) if one.part_kind is KitPart.VERSION]
    assert [one.after for one in recorded] == ["tidy", {"kit": str(ann.kit), "number": 1, "note": "first"}]
    too_long = ann.make(uuid4(), KitPart.VERSION, content="x" * MAX_CONTENT)
    assert await ann.told(too_long) == [("rejected", "too long: content")]


async def test_a_part_stays_of_its_kind_and_kit(ann, line):
    elsewhere = Builder(ann.typist, uuid4())
    assert await ann.told(
        ann.set(line, "name", "x", seen=None, kind=KitPart.GROUP),
        ann.make(line, KitPart.INCLUDE, quantity="1"),
        elsewhere.make(line, sku="5", note="mine"),
        ann.op(KitPart.ITEM, ann.kit, "name", "x"),
    ) == [
        ("rejected", "It is a part of another kind."), ("rejected", "It is a part of another kind."),
        ("rejected", "It is a part of another kit."), ("rejected", "It is a part of another kind."),
    ]  # fmt: skip
    assert (await part(ann.hub, line))[0] == {"sku": "1", "quantity": "2", "place": "a"}


async def test_other_ops_do_not_reach_into_kits(team, ann, line):
    set_of_part = Op(
        kind=OpKind.SET, entity_kind=KitPart.ITEM, entity_key=EntityKey(line), field="quantity", value=9, op_id=uuid4(),
        op_no=next(ann.typist._numbers), txn_id=uuid4(), wall="",
    )  # fmt: skip
    kit_of_entity = ann.typist.op(OpKind.KIT, 1, "price", 9)
    assert await ann.told(set_of_part, kit_of_entity) == [
        ("rejected", "unknown kind of entity: kit_item"), ("rejected", "unknown kind of entity: material"),
    ]  # fmt: skip


async def test_who_changed_what_in_a_kit_is_on_one_line(team, ann, bob, line):
    other = builder(team, ann.hub)
    other.typist = ann.typist
    await ann.send(other.make(other.kit, KitPart.KIT, name="Other"))
    txn = uuid4()
    renamed = bob.set(ann.kit, "name", "Pad", seen="Pump pad", kind=KitPart.KIT, txn=txn, note="Tidy")
    await bob.send(renamed, bob.set(line, "quantity", "3", seen="2", txn=txn, note="Tidy"))
    found = await ann.hub.kit_history(KitId(ann.kit))
    assert [(one.part_kind, one.part, one.by, one.field, one.before, one.after, one.message) for one in found] == [
        (KitPart.ITEM, line, "Bob", "quantity", "2", "3", "Tidy"),
        (KitPart.KIT, ann.kit, "Bob", "name", "Pump pad", "Pad", "Tidy"),
        (KitPart.ITEM, line, "Ann", "", None,
         {"kit": str(ann.kit), "sku": "1", "quantity": "2", "place": "a"}, ""),
        (KitPart.KIT, ann.kit, "Ann", "", None, {"name": "Pump pad"}, ""),
    ]  # fmt: skip
    assert found[0].device == "bob's PC"
    older = await ann.hub.kit_history(KitId(ann.kit), before=found[1].number, limit=1)
    assert older == found[2:3]


async def test_the_audit_log_holds(team, ann, bob, line):
    await ann.send(ann.set(line, "quantity", "3", seen="2"))
    await bob.send(bob.set(line, "quantity", "4", seen="2"))
    assert team.sql("select audit.first_broken_link(%s)", team.tenant_id) == [(None,)]


async def test_large_pastes_are_taken_at_once(ann, bob):
    """A step of many lines is one group of the feed; how long the tenant's row is held is printed."""
    for made in range(3):
        txn = uuid4()
        lines = [uuid4() for _ in range(500)]
        ops = [
            ann.make(one, sku=str(uuid4()), quantity="2", unit="ea", waste="0.1", note="as pasted", place=f"a{n:04}",
                     txn=txn)
            for n, one in enumerate(lines)
        ]  # fmt: skip
        begun = time.perf_counter()
        assert await ann.send(*ops) == accepted(500)
        pasted = time.perf_counter()
        txn = uuid4()
        edits = [ann.set(one, "quantity", "3", seen="2", txn=txn) for one in lines]
        assert await ann.send(*edits) == accepted(500)
        edited = time.perf_counter()
        print(f"500 lines ({made}): made in {pasted - begun:.3f} s, changed in {edited - pasted:.3f} s")
    assert len(await parts(bob.hub)) == 1_501
    groups = {row.group for row in await whole_feed(bob.hub) if row.entity_key in set(lines)}
    assert len(groups) == 2
