"""Our value over the hub's override over the mirror: SYNC §3.2 as a pure function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from lazi_desktop.domain.field_tables import OWN_FIELDS, field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import DELETED, OpKind
from lazi_desktop.domain.references import numbered
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.hub_feed import Burial
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import SkuState

STATES = tuple(SkuState)
"""A row's state is stored as its place here, the most urgent one first."""

STATE_OF_OVERRIDE = {
    OverrideState.FAILED: SkuState.FAILED,
    OverrideState.DIFFERS: SkuState.DIFFERS,
    OverrideState.SUBMITTED: SkuState.SUBMITTED,
    OverrideState.PENDING: SkuState.PENDING,
}


@dataclass(frozen=True, slots=True)
class Override:
    """Our value of one field, from the hub or from an op that the hub's feed does not show yet."""

    value: Value
    base: Value
    by: str
    at: str
    op_id: UUID | None
    state: OverrideState
    detail: str = ""
    change_set: UUID | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """An op of this desktop, as far as it matters for what is shown. In the order of the ledger."""

    kind: OpKind
    field: str
    value: Value
    base: Value
    wall: str
    op_id: UUID
    entity_kind: EntityKind
    change_set: UUID | None = None


def effective_overrides(
    mirror: Fields, overrides: Mapping[str, Override], overlays: Iterable[Overlay]
) -> dict[str, Override]:
    """The overrides that a person sees: the hub's, under what was done here since."""
    seen = dict(overrides)
    for overlay in overlays:
        name = overlay.field
        match _said(overlay):
            case OpKind.UNSET:
                seen.pop(name, None)
            case OpKind.SET | OpKind.RESOLVE:
                current = seen.get(name)
                if overlay.kind is OpKind.RESOLVE and current and same(current.value, overlay.value):
                    continue
                if same(overlay.value, mirror.get(name)):
                    seen.pop(name, None)
                else:
                    state = OverrideState.KEPT if name in OWN_FIELDS else OverrideState.PENDING
                    seen[name] = Override(
                        overlay.value, overlay.base, "", overlay.wall, overlay.op_id, state,
                        change_set=_filed_in(overlay, current),
                    )  # fmt: skip
            case OpKind.SUBMIT:
                chosen = set(overlay.value)
                for name, current in seen.items():
                    if str(current.op_id) in chosen and current.state is not OverrideState.KEPT:
                        seen[name] = replace(current, state=OverrideState.SUBMITTED, detail="")
            case OpKind.RECALL:
                chosen = set(overlay.value)
                for name, current in seen.items():
                    if str(current.op_id) in chosen and current.state is OverrideState.SUBMITTED:
                        seen[name] = replace(current, state=OverrideState.PENDING, detail="")
            case OpKind.DISCARD:
                known = set(overlay.value or ())
                seen = {name: current for name, current in seen.items() if str(current.op_id) not in known}
            case OpKind.FILE:
                chosen = set(overlay.value)
                for name, current in seen.items():
                    if str(current.op_id) in chosen:
                        seen[name] = replace(current, change_set=overlay.change_set)
            case OpKind.CREATE:
                pass
            case other:
                raise AssertionError(f"{other} changes nothing of an entity")
    return seen


def _filed_in(overlay: Overlay, current: Override | None) -> UUID | None:
    """A decision leaves a change where it was filed, also where that is in none."""
    if current is None or (overlay.change_set is not None and overlay.kind is not OpKind.RESOLVE):
        return overlay.change_set
    return current.change_set


def waiting(overrides: Mapping[str, Override]) -> dict[str, Override]:
    """Those that differ from ServiceTitan, without what the team keeps of its own."""
    return {name: one for name, one in overrides.items() if one.state is not OverrideState.KEPT}


def in_numbers(overlay: Overlay, numbers: Mapping[EntityKey, int]) -> Value:
    """Its value, with ServiceTitan's numbers for what was named by its key when the op was made."""
    value = numbered(overlay.field, overlay.value, numbers)
    if value == overlay.value:
        return value
    return field_of(overlay.entity_kind, overlay.field).canonical(value)


def _said(overlay: Overlay) -> OpKind:
    """What it is, the answer to whether an entity is to be at all taken for what it says."""
    if overlay.kind is OpKind.RESOLVE and overlay.field == DELETED:
        return OpKind.DISCARD if isinstance(overlay.value, list) else OpKind.CREATE
    return overlay.kind


def last_word(overlays: Iterable[Overlay]) -> OpKind | None:
    """Whether this desktop made the entity or threw it away, whichever came last."""
    said = [one for one in map(_said, overlays) if one in (OpKind.CREATE, OpKind.DISCARD)]
    return said[-1] if said else None


def is_over(reason: Burial | None, here: OpKind | None, *, of_use: bool) -> bool:
    """Whether an entity is no longer shown. `of_use`: something of ours hangs on it, or a decision is open."""
    if reason is Burial.ADOPTED:
        return True
    if here is OpKind.CREATE:
        return False
    return (reason is not None or here is OpKind.DISCARD) and not of_use


def row_state(
    overrides: Iterable[Override], *, in_conflict: bool, pushed: bool, new: bool, gone: bool = False
) -> SkuState:
    """The most urgent thing to say about an entity."""
    if gone:
        return SkuState.GONE
    if in_conflict:
        return SkuState.CONFLICT
    states = [
        STATE_OF_OVERRIDE[override.state]
        for override in overrides
        if override.state is not OverrideState.KEPT
    ]
    if states:
        return min(states, key=STATES.index)
    if pushed:
        return SkuState.PUSHED
    return SkuState.NEW if new else SkuState.NONE
