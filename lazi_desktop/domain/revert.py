"""Taking a push back: from what it did, and what ServiceTitan has now, to edits that put back what was there before.

Pure. What somebody changed since, there or here, is never put back: it is left out, and said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.merge import agrees
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.domain.references import REFERENCE_FIELDS
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Fields, Value, same

ACTIVE = "active"
Reference = tuple[EntityKind, int]
"""An entity as values name it: its kind and ServiceTitan's number."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An entity that ServiceTitan has: its values there as known now, and ours that wait, by field."""

    mirror: Fields
    ours: Fields = field(default_factory=dict)


class LeftOut(StrEnum):
    """Why something is not put back, what a person should look at first."""

    CHANGED_THERE = "changed_there"  # in ServiceTitan, since the push
    CHANGED_HERE = "changed_here"  # a value of ours waits there
    GONE = "gone"  # ServiceTitan does not have the entity any more
    LOST_REFERENCE = "lost_reference"  # what was there before names something that is gone
    UNFIT = "unfit"  # what was there before cannot be set from here
    NEVER_ARRIVED = "never_arrived"  # the push did not change it


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverse:
    """One field on its way back. `now` is what stands there, ours where a value of ours does."""

    key: EntityKey
    kind: EntityKind
    code: str
    name: str
    field: str
    before: Value
    pushed: Value
    now: Value
    left_out: LeftOut | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RevertPlan:
    """`as_before` counts fields that are already, or still, as they were before the push."""

    put_back: Sequence[Inverse]
    left_out: Sequence[Inverse]
    as_before: int = 0

    @property
    def entities(self) -> int:
        return len({one.key for one in self.put_back})


def plan_revert(
    results: Iterable[Pushed], now: Mapping[EntityKey, Standing], lost: Collection[Reference] = ()
) -> RevertPlan:
    """`now` holds the entities that ServiceTitan has; `lost` are references that name nothing any more."""
    put_back: list[Inverse] = []
    left_out: list[Inverse] = []
    as_before = 0
    for pushed in _by_entity(results):
        standing = now.get(pushed[0].entity_key)
        if any(one.created for one in pushed):
            found = [_unmade(pushed, standing)]
        else:
            found = [_undone(one, standing, lost) for one in pushed]
        for inverse in found:
            if inverse is None:
                as_before += 1
            else:
                (put_back if inverse.left_out is None else left_out).append(inverse)
    order = list(LeftOut)
    left_out.sort(key=lambda one: order.index(one.left_out) if one.left_out is not None else 0)
    return RevertPlan(put_back, left_out, as_before)


def references_before(results: Iterable[Pushed]) -> set[tuple[tuple[EntityKind, ...], int]]:
    """What the values from before the push name: each by the kinds it may be of, and its number."""
    return {
        (kinds, number)
        for one in results
        for kinds, number in _references(one.entity_kind, one.field, one.before)
    }


def _by_entity(results: Iterable[Pushed]) -> list[list[Pushed]]:
    groups: dict[EntityKey, list[Pushed]] = defaultdict(list)
    for one in results:
        groups[one.entity_key].append(one)
    return list(groups.values())


def _unmade(pushed: Sequence[Pushed], standing: Standing | None) -> Inverse | None:
    """What a push made cannot be unmade: it is switched off. What another push made is none of its."""
    one = pushed[0]
    now = standing.mirror.get(ACTIVE) if standing is not None else None
    if not _made(pushed, standing):
        reason: LeftOut | None = LeftOut.NEVER_ARRIVED
    elif standing is None:
        reason = LeftOut.GONE
    elif ACTIVE in standing.ours:
        reason, now = LeftOut.CHANGED_HERE, standing.ours[ACTIVE]
    elif now is False:
        return None
    else:
        reason = None
    return Inverse(
        key=one.entity_key, kind=one.entity_kind, code=one.code, name=one.name, field=ACTIVE, before=False,
        pushed=True, now=now, left_out=reason,
    )  # fmt: skip


def _made(pushed: Sequence[Pushed], standing: Standing | None) -> bool:
    """The answer of a create may be lost: then it was made where all of it stands as it was sent."""
    created = [one for one in pushed if one.created]
    if any(one.result in _SEEN for one in created):
        return True
    return standing is not None and all(
        one.result is Result.WAITING and one.on_wire and agrees(one.sent, standing.mirror.get(one.field))
        for one in created
    )


_SEEN = frozenset((Result.VERIFIED, Result.DIFFERS))


def _undone(one: Pushed, standing: Standing | None, lost: Collection[Reference]) -> Inverse | None:
    left = one.found if one.result in _SEEN else one.sent
    if one.result in _SEEN and same(left, one.before):
        return None
    if standing is None:
        return _inverse(one, left, None, LeftOut.GONE)
    there = standing.mirror.get(one.field)
    if one.result not in _SEEN and not (one.result is Result.WAITING and one.on_wire and agrees(left, there)):
        return _inverse(one, left, there, LeftOut.NEVER_ARRIVED)
    if one.field in standing.ours and not _is_what_differs(one, standing.ours[one.field]):
        return _inverse(one, left, standing.ours[one.field], LeftOut.CHANGED_HERE)
    if same(there, one.before):
        return None
    if not (same(there, left) or one.result is Result.WAITING):
        return _inverse(one, left, there, LeftOut.CHANGED_THERE)
    if any(
        all((kind, number) in lost for kind in kinds)
        for kinds, number in _references(one.entity_kind, one.field, one.before)
    ):
        return _inverse(one, left, there, LeftOut.LOST_REFERENCE)
    unfit = _why_unfit(one)
    return _inverse(one, left, there, LeftOut.UNFIT if unfit else None, unfit)


def _is_what_differs(one: Pushed, ours: Value) -> bool:
    """What ServiceTitan made another value of still stands here as it was sent: nobody changed it."""
    return one.result is Result.DIFFERS and same(ours, one.sent)


def _inverse(one: Pushed, left: Value, now: Value, reason: LeftOut | None, detail: str = "") -> Inverse:
    return Inverse(
        key=one.entity_key, kind=one.entity_kind, code=one.code, name=one.name, field=one.field, before=one.before,
        pushed=left, now=now, left_out=reason, detail=detail,
    )  # fmt: skip


def _why_unfit(one: Pushed) -> str:
    known = FIELDS[one.entity_kind].get(one.field)
    if known is None:
        return "This version of the program does not know the field."
    try:
        check_value(known, one.before)
    except InvalidValue as problem:
        return problem.detail
    return ""


def _references(kind: EntityKind, name: str, value: Value) -> list[tuple[tuple[EntityKind, ...], int]]:
    member = REFERENCE_FIELDS.get(name)
    if member is None or value is None:
        return []
    kinds = LINKED.get((kind, name), (EntityKind.CATEGORY,) if name in ("categories", "parent_id") else ())
    entries = value if isinstance(value, list) else [value]
    numbers = [one.get(member) if member and isinstance(one, Mapping) else one for one in entries]
    return [(kinds, one) for one in numbers if kinds and isinstance(one, int)]
