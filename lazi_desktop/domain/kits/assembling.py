"""Kits put together from their parts, and taken apart into the fields that are stored.

Parts come from other desktops and other versions of the program: what cannot be understood is left out or stands as
something that cannot be worked out. It never stops a kit from being shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import (
    Choice,
    Group,
    Kit,
    Line,
    Merge,
    Parameter,
    Quantity,
    Sample,
    Use,
    Version,
)
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.domain.values import Fields, Value, canonical_json

_T = TypeVar("_T")


def kits_of(parts: Iterable[Part]) -> dict[KitId, Kit]:
    """Removed kits too, with `gone`; parts of kits that are not among these are left out."""
    own: dict[KitId, Part] = {}
    others: dict[KitId, list[Part]] = defaultdict(list)
    for part in parts:
        if part.kind is KitPart.KIT:
            own[KitId(part.key)] = part
        else:
            others[part.kit].append(part)
    return {key: _kit(key, part, others.get(key, ())) for key, part in own.items()}


def _kit(key: KitId, part: Part, others: Sequence[Part]) -> Kit:
    by_kind: dict[KitPart, list[Part]] = {kind: [] for kind in KitPart}
    for one in others:
        if not one.is_gone:
            by_kind[one.kind].append(one)
    for ones in by_kind.values():
        ones.sort(key=_order)
    fields = part.fields
    newest = max((part, *others), key=lambda one: one.at)
    lines = sorted((*by_kind[KitPart.ITEM], *by_kind[KitPart.INCLUDE]), key=_order)
    return Kit(
        key=key,
        name=_text(fields.get("name")),
        path=_texts(fields.get("path")),
        labour_hours=_number(fields.get("labour_hours")) or Decimal(0),
        tags=_texts(fields.get("tags")),
        note=_text(fields.get("note")),
        archived=bool(fields.get("archived")),
        gone=part.is_gone,
        lines=_each(lines, _line),
        groups=_each(by_kind[KitPart.GROUP], _group),
        parameters=_each(by_kind[KitPart.PARAMETER], _parameter),
        samples=_each(by_kind[KitPart.SAMPLE], _sample),
        versions=tuple(
            sorted(_each(by_kind[KitPart.VERSION], _version), key=lambda one: (one.number, one.at))
        ),
        uses=_each(by_kind[KitPart.USE], _use),
        changed_by=newest.by,
        changed_at=newest.at,
        clashes=part.clashes,
    )


def _order(part: Part) -> tuple[str, int]:
    return _text(part.fields.get("place")), part.key.int


def _each(parts: Iterable[Part], read: Callable[[Part], _T | None]) -> tuple[_T, ...]:
    return tuple(found for part in parts if (found := read(part)) is not None)


# ----------------------------------------------------------------------------------------------- one part after another


def _line(part: Part) -> Line | None:
    fields = part.fields
    sku = includes = None
    if part.kind is KitPart.ITEM:
        sku = _key(fields.get("sku"))
    else:
        includes = _key(fields.get("includes"))
    if sku is None and includes is None:
        return None
    waste, pack = _number(fields.get("waste")), _number(fields.get("pack"))
    return Line(
        key=part.key,
        sku=None if sku is None else EntityKey(sku),
        includes=None if includes is None else KitId(includes),
        quantity=_quantity(fields.get("quantity", 1)),
        unit=_text(fields.get("unit")),
        waste=waste if waste is not None and waste > 0 else Decimal(0),
        pack=pack if pack is not None and pack > 0 else None,
        optional=bool(fields.get("optional")),
        substitutes=tuple(EntityKey(key) for key in map(_key, _list(fields.get("substitutes"))) if key),
        values={str(name): _quantity(one) for name, one in _members(fields.get("values"))},
        note=_text(fields.get("note")),
        group=_part_id(fields.get("group")),
        place=_text(fields.get("place")),
        clashes=part.clashes,
    )


def _group(part: Part) -> Group:
    return Group(
        key=part.key,
        name=_text(part.fields.get("name")),
        colour=_text(part.fields.get("colour")),
        collapsed=bool(part.fields.get("collapsed")),
        place=_text(part.fields.get("place")),
        clashes=part.clashes,
    )


def _parameter(part: Part) -> Parameter:
    fields = part.fields
    choices = [
        Choice(_text(one.get("label")), value)
        for one in _list(fields.get("choices"))
        if isinstance(one, Mapping) and (value := _number(one.get("value"))) is not None
    ]
    return Parameter(
        key=part.key,
        name=_text(fields.get("name")),
        unit=_text(fields.get("unit")),
        default=_number(fields.get("default")),
        least=_number(fields.get("least")),
        most=_number(fields.get("most")),
        choices=tuple(choices),
        place=_text(fields.get("place")),
        clashes=part.clashes,
    )


def _sample(part: Part) -> Sample:
    expects = part.fields.get("expects")
    expected: Fields = expects if isinstance(expects, Mapping) else {}
    return Sample(
        key=part.key,
        name=_text(part.fields.get("name")),
        values=_named_numbers(part.fields.get("values")),
        quantities={PartId(key): number for key, number in _keyed_numbers(expected.get("quantities"))},
        hours=_number(expected.get("hours")),
        place=_text(part.fields.get("place")),
    )


def _version(part: Part) -> Version:
    number = _number(part.fields.get("number"))
    return Version(
        key=part.key,
        number=0 if number is None else int(number),
        note=_text(part.fields.get("note")),
        by=part.by,
        at=part.at,
        content=part.fields.get("content"),
    )


def _use(part: Part) -> Use | None:
    fields = part.fields
    service = _key(fields.get("service"))
    if service is None:
        return None
    multiplier, left = _number(fields.get("multiplier")), fields.get("left")
    merge = fields.get("merge")
    return Use(
        key=part.key,
        service=EntityKey(service),
        version=_part_id(fields.get("version")),
        multiplier=Decimal(1) if multiplier is None else multiplier,
        values=_named_numbers(fields.get("values")),
        options=frozenset(PartId(key) for key in map(_key, _list(fields.get("options"))) if key),
        merge=Merge(merge) if merge in tuple(Merge) else Merge.ADD,
        applied=_by_sku(fields.get("applied")),
        beside=_by_sku(fields.get("beside")),
        least=_by_sku(fields.get("least")),
        left=_by_sku(left) if isinstance(left, Mapping) else None,
    )


# ---------------------------------------------------------------------------------------------------------- members


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list | tuple) else ()


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(one for one in _list(value) if isinstance(one, str))


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _quantity(value: Value) -> Quantity:
    """What is no number is a formula; where it is none either, the roll-up says so. It is never taken for nothing."""
    number = _number(value)
    if number is not None:
        return number
    text = value if isinstance(value, str) else str(value)
    return text if text.lstrip().startswith("=") else f"={text}"


def _key(value: Value) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _part_id(value: Value) -> PartId | None:
    key = _key(value)
    return None if key is None else PartId(key)


def _members(value: Value) -> Iterable[tuple[Value, Value]]:
    return value.items() if isinstance(value, Mapping) else ()


def _named_numbers(value: Value) -> dict[str, Decimal]:
    return {str(name): number for name, one in _members(value) if (number := _number(one)) is not None}


def _keyed_numbers(value: Value) -> Iterable[tuple[UUID, Decimal]]:
    for name, one in _members(value):
        key, number = _key(name), _number(one)
        if key is not None and number is not None:
            yield key, number


def _by_sku(value: Value) -> dict[EntityKey, Decimal]:
    return {EntityKey(key): number for key, number in _keyed_numbers(value)}


# ---------------------------------------------------------------------------------------------------- taking them apart


def _fields(**members: Value) -> Fields:
    """Canonical, and without what is nothing."""
    return {
        name: canonical_json(value)
        for name, value in members.items()
        if value is not None and value is not False and value not in ("", (), [], {})
    }


def fields_of_kit(kit: Kit) -> Fields:
    return _fields(
        name=kit.name,
        path=list(kit.path),
        labour_hours=kit.labour_hours or None,
        tags=list(kit.tags),
        note=kit.note,
        archived=kit.archived,
    )


def fields_of_line(line: Line) -> Fields:
    return _fields(
        sku=None if line.sku is None else str(line.sku),
        includes=None if line.includes is None else str(line.includes),
        quantity=line.quantity,
        unit=line.unit,
        waste=line.waste or None,
        pack=line.pack,
        optional=line.optional,
        substitutes=[str(one) for one in line.substitutes],
        values=dict(line.values),
        note=line.note,
        group=None if line.group is None else str(line.group),
        place=line.place,
    )


def fields_of_group(group: Group) -> Fields:
    return _fields(name=group.name, colour=group.colour, collapsed=group.collapsed, place=group.place)


def fields_of_parameter(parameter: Parameter) -> Fields:
    return _fields(
        name=parameter.name,
        unit=parameter.unit,
        default=parameter.default,
        least=parameter.least,
        most=parameter.most,
        choices=[{"label": one.label, "value": one.value} for one in parameter.choices],
        place=parameter.place,
    )


def fields_of_sample(sample: Sample) -> Fields:
    expects = {"quantities": {str(key): number for key, number in sample.quantities.items()}}
    return _fields(
        name=sample.name,
        values=dict(sample.values),
        expects=expects if sample.hours is None else {**expects, "hours": sample.hours},
        place=sample.place,
    )


def fields_of_use(use: Use) -> Fields:
    def by_sku(quantities: Mapping[EntityKey, Decimal]) -> Fields:
        return {str(key): number for key, number in quantities.items()}

    fields = _fields(
        service=str(use.service),
        version=None if use.version is None else str(use.version),
        multiplier=use.multiplier,
        values=dict(use.values),
        options=sorted(str(one) for one in use.options),
        merge=str(use.merge),
        applied=by_sku(use.applied),
        beside=by_sku(use.beside),
        least=by_sku(use.least),
    )
    return fields if use.left is None else {**fields, "left": canonical_json(by_sku(use.left))}


def part_of(kit: KitId, kind: KitPart, key: PartId, fields: Fields) -> Part:
    return Part(kind=kind, key=key, kit=kit, fields={**fields, "kit": str(kit)})


# --------------------------------------------------------------------------------------------------------- versions


_ASIDE = frozenset(("archived", "collapsed"))
"""How a kit is shown, and not what it is."""


def content_of(kit: Kit) -> Value:
    """What a version keeps: all that the kit is made of, but neither its other versions nor where it is used."""
    parts = [
        *((KitPart.GROUP, one.key, fields_of_group(one)) for one in kit.groups),
        *((_kind(one), one.key, fields_of_line(one)) for one in kit.lines),
        *((KitPart.PARAMETER, one.key, fields_of_parameter(one)) for one in kit.parameters),
        *((KitPart.SAMPLE, one.key, fields_of_sample(one)) for one in kit.samples),
    ]
    return {
        "kit": _without_aside(fields_of_kit(kit)),
        "parts": [
            {"kind": str(kind), "key": str(key), "fields": _without_aside(fields)}
            for kind, key, fields in parts
        ],
    }


def kit_of_content(content: Value, key: KitId) -> Kit:
    """The kit as it was; what cannot be understood of it is left out."""
    members: Fields = content if isinstance(content, Mapping) else {}
    own = members.get("kit")
    parts = [Part(kind=KitPart.KIT, key=PartId(key), kit=key, fields=own if isinstance(own, Mapping) else {})]
    for one in _list(members.get("parts")):
        if not isinstance(one, Mapping) or one.get("kind") not in tuple(KitPart):
            continue
        part, fields = _key(one.get("key")), one.get("fields")
        if part is not None and isinstance(fields, Mapping):
            parts.append(Part(kind=KitPart(one["kind"]), key=PartId(part), kit=key, fields=fields))
    return kits_of(parts)[key]


def _kind(line: Line) -> KitPart:
    return KitPart.INCLUDE if line.is_include else KitPart.ITEM


def _without_aside(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name not in _ASIDE}
