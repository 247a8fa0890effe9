"""The invariants of kits: what anybody said of a part stands, waits to be chosen, or was seen by who said otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import GONE, KitPart, is_last_word
from lazi_desktop.domain.ops import Op, OpKind, OpOutcome
from tests.simulation.model_rows import KitPartRow, Receipt
from tests.simulation.violation import Violation
from tests.simulation.world import Desk, World, frozen

_SAID = (OpOutcome.ACCEPTED, OpOutcome.CONFLICT)
Cell = tuple[UUID, str]


class _Word(NamedTuple):
    """What one op says of one field."""

    receipt: Receipt
    field: str
    value: Any

    @property
    def op(self) -> Op:
        return self.receipt.op

    @property
    def cell(self) -> Cell:
        return self.op.entity_key, self.field


def has_the_hubs_kits(world: World, desk: Desk) -> None:
    """At the head of the feed."""
    there = {
        EntityKey(key): payload for key, row in world.hub.kit_parts.items() if (payload := _told(world, row))
    }
    here = {key: row.payload for key, row in desk.workspace.kit_rows.items()}
    if there != here:
        differing = [key for key in there.keys() | here.keys() if there.get(key) != here.get(key)]
        key = min(differing, key=lambda one: one.int)
        raise Violation(
            "I20", f"{desk.label} has other kits than the hub: {there.get(key)} and {here.get(key)}"
        )


def _told(world: World, row: KitPartRow) -> Any:
    return world.hub.kit_payload(row) if row.kit is not None else None


def clashes_are_real(world: World) -> None:
    """Each is what an op said that did not get through, and another value than what stands."""
    hub = world.hub
    for key, row in hub.kit_parts.items():
        for field, others in row.clashes.items():
            for one in others:
                receipt = hub.op_log.get(one["op"])
                if (
                    receipt is None
                    or receipt.outcome is not OpOutcome.CONFLICT
                    or (receipt.op.entity_key, receipt.op.field) != (key, field)
                    or frozen(receipt.op.value) != frozen(one["value"])
                ):
                    raise Violation("I20", f"nobody said {one['value']!r} of {field} in a kit")
                if frozen(one["value"]) == frozen(row.fields.get(field)):
                    raise Violation("I20", f"a clash of equal values, {one['value']!r} of {field}")


def no_word_is_lost(world: World) -> None:
    words = list(_words(world))
    seen: dict[Cell, dict[Any, set[UUID]]] = {}
    latest: dict[tuple[Cell, UUID], int] = {}
    for word in words:
        receipt, op = word.receipt, word.op
        if op.field:
            _note_seen(seen, word)
        place = (word.cell, receipt.device)
        latest[place] = max(latest.get(place, 0), op.op_no)
    for receipt in world.hub.taken_back:  # nobody may be left to offer it again
        if receipt.op.kind is OpKind.KIT and receipt.op.field:
            _note_seen(seen, _Word(receipt, receipt.op.field, receipt.op.value))
    for word in words:
        if word.receipt.outcome not in _SAID or _stands(world, word):
            continue
        others = seen.get(word.cell, {}).get(frozen(word.value), set()) - {word.op.op_id}
        if others or latest[word.cell, word.receipt.device] > word.op.op_no:
            continue  # somebody saw it and said otherwise, or they did themselves
        raise Violation(
            "I20",
            f"{word.field} = {word.value!r} of a {word.op.entity_kind} was {word.receipt.outcome} and silently lost",
        )


def _note_seen(seen: dict[Cell, dict[Any, set[UUID]]], word: _Word) -> None:
    for value in (word.op.seen, *(word.op.base or ())):
        seen.setdefault(word.cell, {}).setdefault(frozen(value), set()).add(word.op.op_id)


def _words(world: World) -> Iterator[_Word]:
    for receipt in world.hub.op_log.values():
        op = receipt.op
        if op.kind is not OpKind.KIT:
            continue
        if receipt.outcome is OpOutcome.REJECTED:
            raise Violation("I20", f"an op on a kit was rejected: {receipt.detail}")
        if op.field:
            yield _Word(receipt, op.field, op.value)
        else:
            yield from (_Word(receipt, name, value) for name, value in op.value.items() if name != "kit")


def _stands(world: World, word: _Word) -> bool:
    row = world.hub.kit_parts.get(word.op.entity_key)
    if row is None:
        return False
    if is_last_word(row.kind, word.field):
        return True  # where the last one stands, all were heard
    values = [row.fields.get(word.field), *(one["value"] for one in row.clashes.get(word.field, ()))]
    return any(frozen(word.value) == frozen(value) for value in values)


def desks_show_what_the_hub_has(world: World) -> None:
    """At the end: a removed line is removed for everybody, and every line is in a kit."""
    for desk in world.desks:
        shown = {part.key: (part.kind, part.kit, part.fields) for part in desk.workspace.whole_parts()}
        there = {
            key: (KitPart(row.kind), row.kit, row.fields)
            for key, row in world.hub.kit_parts.items()
            if row.kit is not None
        }
        if shown != there:
            raise Violation("I20", f"{desk.label} shows other kits than the hub has")
    world.stats["kit parts"] = sum(not row.fields.get(GONE) for row in world.hub.kit_parts.values())
    world.stats["kit clashes"] = sum(
        len(its) for row in world.hub.kit_parts.values() for its in row.clashes.values()
    )
