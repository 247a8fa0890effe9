"""Taking a push back: what is put back, what is left out, and that nobody's change since is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.domain.revert import LeftOut, RevertPlan, Standing, plan_revert, references_before
from lazi_desktop.domain.values import same

M, S = EntityKind.MATERIAL, EntityKind.SERVICE
KEY = EntityKey(UUID(int=1))


def pushed(field: str = "price", before: Any = 10, sent: Any = 12, **more: Any) -> Pushed:
    given: dict[str, Any] = {
        "entity_key": KEY, "entity_kind": M, "code": "ELB-1", "name": "Elbow", "field": field, "before": before,
        "sent": sent, "found": sent, "result": Result.VERIFIED, "created": False, "op_id": UUID(int=9), "by": "Ann",
        "change_set": None, "on_wire": True, "status": 200, "detail": "", "at": datetime(2026, 11, 20, tzinfo=UTC),
    }  # fmt: skip
    return Pushed(**given | more)


DIFFERS = {"result": Result.DIFFERS}
CASES = [
    (pushed(), {"price": 12}, {}, None, "it stands as it was sent"),
    (pushed(), {"price": 13}, {}, LeftOut.CHANGED_THERE, "the office changed it since"),
    (pushed(), {"price": 12}, {"price": 11}, LeftOut.CHANGED_HERE, "somebody's edit waits on it"),
    (pushed(), {"price": 12}, {"cost": 1}, None, "an edit of another field is another matter"),
    (pushed(), None, {}, LeftOut.GONE, "ServiceTitan has no such entity any more"),
    (pushed(result=Result.REJECTED, found=None), {"price": 10}, {}, LeftOut.NEVER_ARRIVED, "it was refused"),
    (pushed(result=Result.CONFLICT, found=11), {"price": 11}, {}, LeftOut.NEVER_ARRIVED, "it was not sent"),
    (pushed(result=Result.WAITING, found=None), {"price": 10}, {}, LeftOut.NEVER_ARRIVED, "no answer, and not there"),
    (pushed(result=Result.WAITING, found=None), {"price": 12}, {}, None, "no answer, and it is there all the same"),
    (pushed(found=11, **DIFFERS), {"price": 11}, {"price": 12}, None, "what ServiceTitan made of it is taken back"),
    (pushed(found=11, **DIFFERS), {"price": 11}, {"price": 14}, LeftOut.CHANGED_HERE, "it was edited after all"),
    (pushed("code", None, "X"), {"code": "X"}, {}, LeftOut.UNFIT, "a code cannot be emptied"),
    (pushed("active", True, False), {"active": False}, {}, None, "what was switched off is switched on"),
    (pushed("categories", [7], [8]), {"categories": [8]}, {}, None, "a move goes back"),
    (pushed("categories", [99], [8]), {"categories": [8]}, {}, LeftOut.LOST_REFERENCE, "the category is gone"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "mirror", "ours", "reason", "sentence"), CASES, ids=[case[-1] for case in CASES]
)
def test_each_field(one: Pushed, mirror: Any, ours: Any, reason: LeftOut | None, sentence: str) -> None:
    now = {} if mirror is None else {KEY: Standing(mirror, ours)}
    plan = plan_revert([one], now, {(EntityKind.CATEGORY, 99)})
    [found] = plan.left_out if reason else plan.put_back
    assert (found.left_out, found.before) == (reason, one.before)
    assert len(plan.put_back) + len(plan.left_out) == 1
    expected = ours.get(one.field) if reason is LeftOut.CHANGED_HERE else (mirror or {}).get(one.field)
    assert same(found.now, expected)


@pytest.mark.parametrize(
    ("one", "mirror"),
    [
        (pushed(), {"price": 10}),
        (pushed(found=10, **DIFFERS), {"price": 10}),
        (pushed(before=12), {"price": 12}),
    ],
    ids=["put back there already", "dropped", "was so before"],
)
def test_what_is_as_before_is_no_edit(one: Pushed, mirror: Any) -> None:
    plan = plan_revert([one], {KEY: Standing(mirror)})
    assert (plan.put_back, plan.left_out, plan.as_before) == ([], [], 1)


def test_what_was_made_is_switched_off_as_a_whole() -> None:
    made = [pushed(field, None, value, created=True) for field, value in (("code", "N"), ("price", 5))]
    plan = plan_revert(made, {KEY: Standing({"code": "N", "price": 6, "active": True})})
    [only] = plan.put_back
    assert (only.field, only.before, plan.left_out) == ("active", False, [])
    assert plan_revert(made, {KEY: Standing({"active": False})}).as_before == 1
    [gone] = plan_revert(made, {}).left_out
    assert gone.left_out is LeftOut.GONE
    never = [replace(one, result=Result.REJECTED) for one in made]
    assert [one.left_out for one in plan_revert(never, {}).left_out] == [LeftOut.NEVER_ARRIVED]
    kept = plan_revert(made, {KEY: Standing({"active": True}, {"active": False})})
    assert [one.left_out for one in kept.left_out] == [LeftOut.CHANGED_HERE]


def create(result: Result, **more: Any) -> Pushed:
    return pushed(created=True, result=result, **more)


CREATES = [
    (create(Result.VERIFIED), None, "it was made"),
    (create(Result.DIFFERS), None, "it was made, with another value"),
    (create(Result.REJECTED, found=None), LeftOut.NEVER_ARRIVED, "refused; another push made it"),
    (create(Result.CONFLICT, found=None), LeftOut.NEVER_ARRIVED, "not sent; another push made it"),
    (create(Result.WAITING, found=None), None, "no answer, and it is there all the same"),
    (create(Result.WAITING, found=None, sent=13), LeftOut.NEVER_ARRIVED, "no answer, and another one is there"),
    (create(Result.WAITING, found=None, on_wire=False), LeftOut.NEVER_ARRIVED, "it was never on the wire"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "reason", "sentence"), CREATES, ids=[case[-1] for case in CREATES])
def test_only_what_this_push_made_is_switched_off(one: Pushed, reason: LeftOut | None, sentence: str) -> None:
    plan = plan_revert([one], {KEY: Standing({"price": 12, "active": True})})
    [found] = plan.left_out if reason else plan.put_back
    assert (found.left_out, found.field, found.now) == (reason, "active", True)


def test_links_name_what_they_link() -> None:
    links = pushed("service_materials", [{"skuId": 5, "quantity": 1}], [], entity_kind=S)
    parent = pushed("parent_id", 3, 4, entity_kind=EntityKind.CATEGORY)
    assert references_before([links, parent, pushed()]) == {((M,), 5), ((EntityKind.CATEGORY,), 3)}
    plan = plan_revert([links], {KEY: Standing({"service_materials": []})}, {(M, 5)})
    assert plan.left_out[0].left_out is LeftOut.LOST_REFERENCE


# -------------------------------------------------------------------------------------------------------- the property

FIELDS = ("price", "member_price", "display_name", "active")
VALUES = {
    "price": st.integers(0, 4), "member_price": st.one_of(st.none(), st.integers(0, 3)),
    "display_name": st.sampled_from(("a", "b", "c")), "active": st.booleans(),
}  # fmt: skip
a_record = st.fixed_dictionaries(VALUES)


RESULTS = st.sampled_from(list(Result))
SEEN = (Result.VERIFIED, Result.DIFFERS)


@dataclass
class Drawn:
    """What was there before, what a push did, and what is there now. What was made was not there before."""

    before: dict[EntityKey, dict[str, Any]] = dataclass_field(default_factory=dict)
    results: list[Pushed] = dataclass_field(default_factory=list)
    there: dict[EntityKey, dict[str, Any]] = dataclass_field(default_factory=dict)
    made: set[EntityKey] = dataclass_field(default_factory=set)

    def plan(self) -> RevertPlan:
        return plan_revert(self.results, {key: Standing(fields) for key, fields in self.there.items()})


@st.composite
def a_push(draw: st.DrawFn) -> Drawn:
    drawn = Drawn()
    for number in range(draw(st.integers(1, 5))):
        key = EntityKey(UUID(int=number + 1))
        if draw(st.booleans()):
            _create(draw, drawn, key)
        else:
            _change(draw, drawn, key)
    return drawn


def _create(draw: st.DrawFn, drawn: Drawn, key: EntityKey) -> None:
    """One request: it arrives as a whole or not at all."""
    sent, arrived, on_wire = draw(a_record), draw(st.booleans()), draw(st.booleans())
    of_one = st.sampled_from(SEEN) if arrived else st.sampled_from([one for one in Result if one not in SEEN])
    results = {name: draw(of_one) for name in FIELDS}
    found = {name: sent[name] if results[name] is Result.VERIFIED else draw(VALUES[name]) for name in FIELDS}
    drawn.results += [
        pushed(
            name, None, sent[name], entity_key=key, found=found[name] if arrived else None, result=results[name],
            created=True, on_wire=arrived or on_wire,
        )
        for name in FIELDS
    ]  # fmt: skip
    if arrived:
        drawn.made.add(key)
        drawn.there[key] = found


def _change(draw: st.DrawFn, drawn: Drawn, key: EntityKey) -> None:
    drawn.before[key] = draw(a_record)
    drawn.there[key] = dict(drawn.before[key])
    for name in draw(st.lists(st.sampled_from(FIELDS), unique=True)):
        sent, result = draw(VALUES[name]), draw(RESULTS)
        found = sent if result is Result.VERIFIED else draw(VALUES[name])
        if result in SEEN:
            drawn.there[key][name] = found
        before = drawn.before[key][name]
        drawn.results.append(pushed(name, before, sent, entity_key=key, found=found, result=result))


@given(a_push())
def test_right_after_the_push_all_is_as_before(drawn: Drawn) -> None:
    plan = drawn.plan()
    for one in plan.put_back:
        drawn.there[one.key][one.field] = one.before
    listed = {(one.key, one.field) for one in plan.left_out}
    for key, fields in drawn.before.items():
        for name, value in fields.items():
            assert same(drawn.there[key][name], value) or (key, name) in listed
    assert not any(drawn.there[key]["active"] for key in drawn.made)


@given(a_push(), st.data())
def test_nobodys_change_since_is_lost(drawn: Drawn, data: st.DataObject) -> None:
    """What this push did not make may have been made since, by another push or by the office."""
    keys = sorted({one.entity_key for one in drawn.results})
    if keys:
        drawn.there |= data.draw(st.dictionaries(st.sampled_from(keys), a_record, max_size=2))
    left = {(one.entity_key, one.field): one for one in drawn.results}
    created = {one.entity_key for one in drawn.results if one.created}
    plan = drawn.plan()
    for one in plan.put_back:
        if one.key in created:
            assert one.key in drawn.made or _stands_as_sent(drawn, one.key)
            continue
        known = left[one.key, one.field]
        assert same(drawn.there[one.key][one.field], known.found) or known.result is Result.WAITING
        assert same(one.before, drawn.before[one.key][one.field])
    for one in plan.left_out:
        assert one.left_out is not None


def _stands_as_sent(drawn: Drawn, key: EntityKey) -> bool:
    return all(
        one.result is Result.WAITING and one.on_wire and same(one.sent, drawn.there[key][one.field])
        for one in drawn.results
        if one.entity_key == key
    )
