"""The lines of a kit: adding, and changing what is in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lazi_desktop.domain.errors import InvalidValue, NoLongerThere
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import fields_of_line
from lazi_desktop.domain.kits.kit import Kit, Quantity
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.domain.kits.stored_values import quantity_of
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.cycles import refuse_cycle
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.operations.kits.naming import names_of, what
from lazi_desktop.operations.kits.part_edits import PartEdits, check_room, check_seen
from lazi_desktop.operations.kits.places import make_room, where
from lazi_desktop.ports.workspace import UnitOfWork

LINES = (KitPart.ITEM, KitPart.INCLUDE)
IN_KITS = frozenset((EntityKind.MATERIAL, EntityKind.EQUIPMENT, EntityKind.SERVICE))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """As `Line`, without what its place tells. `quantity` may be what a person typed; `key` may be a fresh one, for
    who wants to know it before."""

    key: PartId | None = None
    sku: EntityKey | None = None
    includes: KitId | None = None
    quantity: Quantity = Decimal(1)
    unit: str = ""
    waste: Decimal = Decimal(0)
    pack: Decimal | None = None
    optional: bool = False
    substitutes: Sequence[EntityKey] = ()
    values: Mapping[str, Quantity] = field(default_factory=dict)
    note: str = ""


def add_lines(
    work: UnitOfWork,
    kit: KitId,
    lines: Sequence[NewLine],
    *,
    group: PartId | None = None,
    after: PartId | None = None,
    before: PartId | None = None,
    label: str = "",
) -> Changes:
    """At the end of the group, or of those in none; next to a line that is named, and then in its group.

    Raises:
        InvalidValue: a value does not fit, a SKU was deleted, or the kit would be in itself; nothing is recorded.
    """
    if not lines:
        return Changes()
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    check_room(found, len(lines))
    check_skus(work, [one for line in lines if line.sku for one in (line.sku, *line.substitutes)])
    check_includes(work, kit, [line.includes for line in lines if line.includes is not None])
    group, row, at = where(found, group=group, before=before, after=after)
    for line, place in zip(lines, make_room(edits, row, at, len(lines)), strict=True):
        _make(edits, kit, line, group, place)
    return edits.record(label or _label(work, found, lines))


def include_kit(
    work: UnitOfWork,
    kit: KitId,
    included: KitId,
    *,
    quantity: Quantity = Decimal(1),
    values: Mapping[str, Quantity] | None = None,
    group: PartId | None = None,
    after: PartId | None = None,
    key: PartId | None = None,
) -> Changes:
    """Without `values`, its parameters get those of the kit that are called the same. `key` may be a fresh one. Raises
    like `add_lines`."""
    if values is None:
        parts = PartEdits(work, [kit, included])
        ours = {plain_name(one.name): one.name for one in parts.kit(kit).parameters}
        theirs = [one.name for one in parts.kit(included).parameters]
        values = {name: f"=[{ours[plain_name(name)]}]" for name in theirs if plain_name(name) in ours}
    line = NewLine(key=key, includes=included, quantity=quantity, values=values)
    return add_lines(work, kit, [line], group=group, after=after)


def set_line(
    work: UnitOfWork,
    kit: KitId,
    lines: Collection[PartId],
    values: Mapping[str, Value],
    *,
    seen: Mapping[str, Value] | None = None,
    label: str = "",
) -> Changes:
    """These fields of one line or of several; text may be what a person typed. A field that a line does not have (a
    kit in a kit has no waste) is left out there. `seen`: what a person looked at while they typed, where they did.

    Raises:
        ChangedWhileTyped: a field is not what was `seen` any more; nothing is recorded.
        NoLongerThere: one of the lines was removed meanwhile.
        InvalidValue: like `add_lines`.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    if (sku := values.get("sku")) is not None:
        check_skus(work, [sku])
    if (included := values.get("includes")) is not None:
        check_includes(work, kit, [included])
    parts = [edits.part(key, *LINES) for key in lines]
    for part in parts:
        fitting = {name: value for name, value in values.items() if name in _FIELDS[part.kind]}
        if seen and (line := found.line(part.key)) is not None:
            check_seen(fields_of_line(line), seen, part.kind, fitting)
        for name, value in fitting.items():
            edits.set(part, name, value)
    title = TITLES[next(iter(values))] if len(values) == 1 else f"{len(values)} fields"
    return edits.record(label or f"{title} of {what(work, parts)} in {found.name}")


def set_quantity(work: UnitOfWork, kit: KitId, lines: Collection[PartId], quantity: Quantity) -> Changes:
    """A number, a formula, or what a person typed. Raises like `set_line`."""
    return set_line(work, kit, lines, {"quantity": quantity})


def step_quantity(work: UnitOfWork, kit: KitId, lines: Collection[PartId], by: Decimal | int) -> Changes:
    """More or less of these, not below nothing. Formulas stay.

    Raises:
        InvalidValue: there are only formulas.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    parts = [part for key in lines if not isinstance(_quantity(part := edits.part(key, *LINES)), str)]
    if lines and not parts:
        raise InvalidValue("This quantity is a formula. Type a number to replace it.")
    for part in parts:
        edits.set(part, "quantity", max(Decimal(_quantity(part)) + by, Decimal(0)))
    return edits.record(f"Quantity of {what(work, parts)} in {found.name}" if parts else "")


def check_skus(work: UnitOfWork, skus: Collection[EntityKey]) -> None:
    """
    Raises:
        NoLongerThere: one was thrown away.
        InvalidValue: ServiceTitan deleted one, or it is no material, equipment or service.
    """
    known = work.kit_skus(frozenset(skus))
    for key in skus:
        if key not in known:
            raise NoLongerThere
        if known[key].kind not in IN_KITS:
            raise InvalidValue(
                f"{known[key].code} cannot be in a kit: only materials, equipment and services can."
            )
        if known[key].gone:
            raise InvalidValue(
                f"ServiceTitan deleted {known[key].code or known[key].name}.",
                title="It is not there any more",
            )


def check_includes(work: UnitOfWork, kit: KitId, includes: Collection[KitId]) -> None:
    """
    Raises:
        NoLongerThere: one was removed.
        InvalidValue: the kit would be in itself.
    """
    there = {
        part.kit
        for part in work.parts([PartId(one) for one in includes])
        if part.kind is KitPart.KIT and not part.is_gone
    }
    if not there.issuperset(includes):
        raise NoLongerThere
    if includes:
        refuse_cycle(work, kit, includes)


def _make(edits: PartEdits, kit: KitId, line: NewLine, group: PartId | None, place: str) -> None:
    kind = KitPart.ITEM if line.includes is None else KitPart.INCLUDE
    values = {name: getattr(line, name) for name in _FIELDS[kind]}
    edits.make(kind, kit, {**values, "group": group, "place": place}, key=line.key)


def _label(work: UnitOfWork, kit: Kit, lines: Sequence[NewLine]) -> str:
    if len(lines) > 1:
        return f"Add {len(lines):,} lines to {kit.name}"
    (line,) = lines
    kind = KitPart.ITEM if line.includes is None else KitPart.INCLUDE
    part = Part(
        kind=kind,
        key=PartId(kit.key),
        kit=kit.key,
        fields={"sku": str(line.sku)} if line.includes is None else {"includes": str(line.includes)},
    )
    return f"Add {names_of(work, [part])[part.key]} to {kit.name}"


def _quantity(part: Part) -> Quantity:
    return quantity_of(part.fields.get("quantity", 1))


_BOTH = ("quantity", "optional", "note")
_FIELDS = {
    KitPart.ITEM: ("sku", "unit", "waste", "pack", "substitutes", *_BOTH),
    KitPart.INCLUDE: ("includes", "values", *_BOTH),
}
