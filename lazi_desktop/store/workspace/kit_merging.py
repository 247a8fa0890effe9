"""A part of a kit as this desktop sees it: what the hub told, under what was done here since. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lazi_desktop.domain.kits.parts import Clash, KitId, KitPart, Part, PartId
from lazi_desktop.domain.values import Value, same

KIT = "kit"
"""The member of the value that makes a part which names its kit."""
CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Said:
    """An op of this desktop about a part, in the order of the ledger. Without a `field` it makes the part.

    `known` lists what others were seen to say of the field then; None: nothing.
    """

    kind: KitPart
    key: PartId
    field: str
    value: Value
    seen: Value
    known: Value
    wall: str


def part_now(told: Part | None, said: Iterable[Said]) -> Part | None:
    """None where nobody has made the part, as far as it is known here."""
    part = told
    for one in said:
        if one.field:
            part = part and _with_field(part, one)
        else:
            part = _made(one) if part is None else _filled(part, one)
    return part


def _made(said: Said) -> Part | None:
    kit = kit_of(said.kind, said.key, said.value)
    if kit is None:
        return None
    fields = {name: value for name, value in said.value.items() if name != KIT and value is not None}
    return Part(kind=said.kind, key=said.key, kit=kit, fields=fields, at=said.wall)


def _filled(part: Part, said: Said) -> Part:
    """What is there stays: whoever makes a part that is there already adds what it lacks."""
    lacking = {
        name: value
        for name, value in said.value.items()
        if name != KIT and value is not None and name not in part.fields
    }
    if not lacking:
        return part
    return Part(
        kind=part.kind, key=part.key, kit=part.kit, fields={**part.fields, **lacking}, clashes=part.clashes,
        at=said.wall,
    )  # fmt: skip


def _with_field(part: Part, said: Said) -> Part:
    clashes = part.clashes
    if said.field in clashes and same(said.seen, part.fields.get(said.field)):
        left = [one for one in clashes[said.field] if _still_to_choose(one, said)]
        clashes = {name: left if name == said.field else others for name, others in clashes.items()}
        clashes = {name: others for name, others in clashes.items() if others}
    fields = {name: value for name, value in part.fields.items() if name != said.field}
    if said.value is not None:
        fields[said.field] = said.value
    return Part(kind=part.kind, key=part.key, kit=part.kit, fields=fields, clashes=clashes, at=said.wall)


def _still_to_choose(clash: Clash, said: Said) -> bool:
    """Who spoke without having seen it has not chosen."""
    chosen_between = (said.value, *(said.known or ()))
    return not any(same(clash.value, one) for one in chosen_between)


def kit_of(kind: KitPart, key: UUID, value: Value) -> KitId | None:
    """Of which kit the part is that this value makes."""
    if not isinstance(value, dict):
        return None
    if kind is KitPart.KIT:
        return KitId(key)
    try:
        return KitId(UUID(str(value.get(KIT))))
    except ValueError:
        return None
