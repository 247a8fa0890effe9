"""Ops that no desktop of ours sends: a login used by hand, or a version to come. They are refused, each for itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.keys import EntityKey, held_back_set
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from tests.store.hub.team import MATERIAL, Team, Typist, pull, told, whole_feed
from tests.store.hub.test_change_sets import Said, proposals, sent, snapshot

SERVICE = EntityKind.SERVICE
UNKNOWN = "The shared database does not know what this is proposed for."
FOR_MANAGERS = "What is held back is for managers to say."
SHAPES = {
    FieldType.MONEY: "number", FieldType.NUMBER: "number", FieldType.INTEGER: "number", FieldType.FLAG: "flag",
    FieldType.IDS: "list", FieldType.TAGS: "list", FieldType.ENTRIES: "list", FieldType.STRUCTURE: "structure",
}  # fmt: skip


@pytest.fixture
async def ann(team, hub, lease) -> Said:
    """A manager, whose hub has a material."""
    await pull(hub, lease, {1: {"code": "A", "price": 10}})
    return Said(team, Typist(team, hub))


@pytest.fixture
async def ed(team, ann) -> Said:
    """An estimator."""
    return Said(team, Typist(team, await team.hub("ed")))


def entities(team: Team) -> list[Any]:
    return team.sql("select entity_key, kind from crm.entities where tenant_id = %s", team.tenant_id)


@pytest.mark.parametrize(
    "field", ['a"b', "", "colour", "x" * 500, "modified_on", "deleted", "'; drop table crm.proposals; --"]
)
async def test_what_is_no_field_cannot_be_proposed_for(ann, field):
    assert await sent(ann, ann.propose(field, 1), ann.propose("price", 12, seen=10)) == [
        ("rejected", f"unknown field: {field[:60]}"), ("accepted", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "field, value",
    [
        ("price", "abc"), ("price", "12"), ("price", True), ("price", [1]), ("price", 10**60), ("display_name", 5),
        ("active", "yes"), ("categories", "abc"), ("primary_vendor", 5), ("parent_id", "abc"), ("parent_id", 1.5),
        ("note", {"a": 1}), ("description", "x" * 200_001),
    ],
    ids=lambda one: repr(one)[:20],
)  # fmt: skip
async def test_what_is_no_value_of_the_field_cannot_be_proposed(ann, field, value):
    words = ("rejected", f"not a value of this field: {field}")
    assert await sent(ann, ann.propose(field, value), ann.propose(field, None, seen=value)) == [words, words]
    assert await proposals(ann.typist.hub) == {}


@pytest.mark.parametrize(
    "field, value",
    [
        ("price", None), ("price", 12.5), ("active", False), ("categories", [1, 2]), ("note", "Ask Bob"),
        ("primary_vendor", {"vendorId": 1}), ("parent_id", 7), ("parent_id", str(UUID(int=8))), ("tags", ["a"]),
        ("description", "x" * 100_000),
    ],
    ids=lambda one: repr(one)[:20],
)  # fmt: skip
async def test_what_is_one_can(ann, field, value):
    assert await sent(ann, ann.propose(field, value)) == [("accepted", "")]


def test_the_database_knows_the_fields_that_can_be_edited(team):
    names = sorted({name for table in FIELDS.values() for name in table})
    found = team.sql("select name, sync.shape_of(name) from unnest(%s::text[]) as name", names)
    ours = {
        field.name: "reference" if field.name == "parent_id" else SHAPES.get(field.type, "text")
        for table in FIELDS.values()
        for field in table.values()
        if field.writable
    }
    assert {name: shape for name, shape in found if shape is not None} == ours


async def test_a_proposal_for_what_is_not_there_founds_nothing(team, ed):
    before = entities(team)
    asked = [
        ed.about(OpKind.PROPOSE, EntityKey(uuid4()), "hours", 1),
        ed.about(OpKind.PROPOSE, team.key(77), "hours", 1, subject=SERVICE),
        ed.about(OpKind.PROPOSE, team.key(1), "hours", 1, subject=SERVICE),
    ]
    assert await sent(ed, *asked, ed.propose("hours", 12)) == [("rejected", UNKNOWN)] * 3 + [("accepted", "")]
    aside = ed.about(OpKind.CHANGE_SET, EntityKey(uuid4()), "message", "x", subject=MATERIAL)
    assert [outcome for outcome, _ in await sent(ed, aside)] == ["rejected"]
    assert entities(team) == before


async def test_what_is_made_in_the_same_batch_can_be_proposed_for(team, ann):
    key = EntityKey(uuid4())
    made = ann.about(OpKind.CREATE, key, "", None)
    assert await sent(ann, ann.about(OpKind.PROPOSE, key, "price", 1), made) == [("accepted", "")] * 2


async def test_a_pull_takes_a_key_back_that_was_named_as_another_kind(team, hub, lease, ann, ed):
    key = team.key(77)
    edit = ann.about(OpKind.SET, key, "price", 12, subject=SERVICE)
    await sent(ann, edit)
    asked = ed.about(OpKind.PROPOSE, key, "hours", 13, subject=SERVICE)
    assert await sent(ed, asked) == [("accepted", "")]
    start = (await hub.state()).feed_seq
    counts = await pull(hub, lease, {77: {"code": "C", "price": 10}})
    assert (counts.added, counts.unchanged) == (1, 0)
    mirrored = [row for row in await snapshot(hub, FeedKind.MIRROR) if row.entity_key == key]
    assert [told(row)["kind"] for row in mirrored] == ["material"]
    assert [(one.entity_kind, one.remote_id) for one in await hub.pending()] == [(MATERIAL, 77)]
    news = await whole_feed(hub, start)
    assert [row.kind for row in news] == [
        FeedKind.MIRROR, FeedKind.CONFLICT, FeedKind.OVERRIDE, FeedKind.CONFLICT, FeedKind.PROPOSAL,
    ]  # fmt: skip
    assert {told(row).get("kind") for row in news if row.kind is FeedKind.OVERRIDE} == {"material"}
    assert [told(row)["entity_kind"] for row in news if row.kind is FeedKind.PROPOSAL] == ["material"]


async def test_a_pull_never_passes_over_what_it_cannot_take_in(team, hub, lease, ann):
    await sent(ann, ann.about(OpKind.CREATE, team.key(77), "", None, subject=SERVICE))
    with pytest.raises(Exception, match="ServiceTitan's material 77 is something else here"):
        await pull(hub, lease, {77: {"code": "C", "price": 10}})


async def test_what_a_manager_holds_back_is_not_released_by_an_estimator(team, ann, ed):
    held, edit = held_back_set(team.tenant_id), ann.set("price", 12, seen=10)
    refused = [("rejected", FOR_MANAGERS)] * 2
    assert await sent(ed, ed.of_set(held, "message", "hi"), ed.of_set(held, "state", "closed")) == refused
    await sent(ann, edit, ann.of_set(held, "state", "held"), ann.file([edit.op_id], held))
    assert await sent(ed, ed.of_set(held, "state", "open"), ed.of_set(held, "message", "hi")) == refused
    assert [row.held for row in await ann.typist.hub.pending()] == [True]


async def test_an_own_set_that_a_manager_holds_is_the_managers_to_release(team, ann, ed):
    own = uuid4()
    edit = ann.set("price", 12, seen=10, change_set=own)
    await sent(ed, ed.of_set(own, "message", "Ed's"))
    await sent(ann, edit, ann.of_set(own, "state", "held"))
    assert (
        await sent(ed, ed.of_set(own, "state", "closed"), ed.of_set(own, "message", "Mine"))
        == [("rejected", FOR_MANAGERS)] * 2
    )
    assert [row.held for row in await ann.typist.hub.pending()] == [True]
    assert await sent(ann, ann.of_set(own, "state", "open")) == [("accepted", "")]
    assert await sent(ed, ed.of_set(own, "state", "closed")) == [("accepted", "")]


@pytest.mark.parametrize("odd", ["nope", 5, None, "{" + str(UUID(int=7)) + "}"])
async def test_a_malformed_id_is_refused_and_holds_up_nothing(team, ann, odd):
    key, good = team.key(1), str(uuid4())
    answer = {"ops": [good, odd], "verdict": "withdrawn", "reason": ""}
    assert await sent(
        ann, ann.about(OpKind.FILE, key, "", [good, odd], change_set=uuid4()),
        ann.about(OpKind.SUBMIT, key, "", [odd]), ann.about(OpKind.ANSWER, key, "", answer),
        ann.set("price", 12, seen=10),
    ) == [("rejected", "malformed id")] * 3 + [("accepted", "")]  # fmt: skip


async def test_an_answer_names_no_endless_number_of_proposals(team, ed):
    many = [uuid4() for _ in range(1_001)]
    assert await sent(ed, ed.answer(many, "withdrawn")) == [("rejected", "too many at once")]
    assert early_answers(team) == 0
    assert await sent(ed, ed.answer(many[1:], "withdrawn")) == [("noop", "")]
    assert early_answers(team) == 1_000


async def test_an_answer_that_came_early_is_used_once(team, ann, ed):
    op = ed.propose("hours", 12, seen=10)
    await sent(ann, ann.answer([op.op_id], "rejected", "Too dear"))
    assert early_answers(team) == 1
    await sent(ed, op)
    assert await proposals(ann.typist.hub) == {op.op_id: ("rejected", "Too dear", "Ann")}
    assert early_answers(team) == 0


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


UNREADABLE = ("rejected", "A number in it is too long to be read, or a list too deep.")


@pytest.mark.parametrize(
    "field, value, seen",
    [
        ("price", Decimal("1e5000"), 10), ("price", 12, Decimal("1e5000")), ("price", Decimal("1e-5000"), 10),
        ("primary_vendor", {"a": Decimal("1e5000")}, None), ("primary_vendor", {"9" * 200: 10**150}, None),
        ("primary_vendor", deep(900), None), ("primary_vendor", {"a": deep(60)}, None),
    ],
    ids=lambda one: repr(one)[:20],
)  # fmt: skip
async def test_what_no_desktop_could_read_is_refused_and_holds_up_nothing(team, hub, ann, field, value, seen):
    odd = ann.set(field, value, seen=seen)
    as_base = replace(ann.set("cost", 12, seen=10), base=deep(99))
    good = ann.set("price", 12, seen=10)
    assert (await sent(ann, odd, as_base, good)) == [UNREADABLE, UNREADABLE, ("accepted", "")]
    staged = replace(ann.set(field, value, seen=seen), txn_id=good.txn_id)
    many = [replace(ann.set("note", f"n{n}", seen=None), txn_id=good.txn_id) for n in range(201)]
    assert (await sent(ann, staged, *many))[:1] == [UNREADABLE]
    assert [row.value for row in await hub.pending() if row.field == "price"] == [12]
    assert [told(row)["value"] for row in await whole_feed(hub) if row.field == "price"][-1:] == [12]
    assert 12 in await hub.earlier_values(team.key(1), "price")


async def test_a_code_that_no_index_could_hold_is_refused(hub, ann):
    """A column of descriptions that somebody pasted over the codes."""
    long, longest = ann.set("code", "x" * 2_000, seen="A"), ann.set("code", "x" * 900, seen="A")
    assert await sent(ann, long, longest) == [
        ("rejected", "A code has 1,000 characters at most."),
        ("accepted", ""),
    ]


@pytest.mark.parametrize(
    "value",
    ["9" * 5_000, "[" * 200, {"a": "1" * 5_000, "b": deep(40)}, [10**98] * 20, '\\"' * 60 + "9" * 200],
)
async def test_long_texts_and_exact_numbers_are_no_matter(hub, ann, value):
    assert await sent(ann, ann.set("primary_vendor", value, seen=None)) == [("accepted", "")]
    assert [told(row)["value"] for row in await whole_feed(hub) if row.field == "primary_vendor"] == [value]


async def test_a_row_that_cannot_be_read_does_not_end_the_feed(team, hub, ann):
    await sent(ann, ann.set("price", 12, seen=10), ann.set("cost", 5, seen=None))
    for table, column in (("sync.change_feed", "payload"), ("crm.pricebook_overrides", "value")):
        new = "jsonb_set(payload, '{value}', '1e5000')" if column == "payload" else "'1e5000'"
        team.sql(
            f"update {table} set {column} = {new} where tenant_id = %s and field = 'price' returning 1",
            team.tenant_id,
        )
    for rows in (await whole_feed(hub), await snapshot(hub, FeedKind.OVERRIDE)):
        found = {row.field: row for row in rows if row.kind is FeedKind.OVERRIDE}
        assert (found["price"].payload, told(found["cost"])["value"], found["cost"].unreadable) == (
            None,
            5,
            "",
        )
        assert "out of range" in found["price"].unreadable


def early_answers(team: Team) -> int:
    [(many,)] = team.sql("select count(*) from crm.early_answers where tenant_id = %s", team.tenant_id)
    return int(many)
