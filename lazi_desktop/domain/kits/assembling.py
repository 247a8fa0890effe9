"""Kits put together from their parts, and taken apart into the fields that are stored.

Parts come from other desktops and other versions of the program: what cannot be understood is left out or stands as
something that cannot be worked out. It never stops a kit from being shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import (
    Choice,
    Group,
    Kit,
    Line,
    Merge,
    Parameter,
    Sample,
    Use,
    Version,
)
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.domain.kits.stored_values import (
    key_of,
    keyed_numbers_of,
    list_of,
    members_of,
    named_numbers_of,
    number_of,
    part_id_of,
    quantities_by_sku,
    quantity_of,
    text_of,
    texts_of,
)
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
        name=text_of(fields.get("name")),
        path=texts_of(fields.get("path")),
        labour_hours=number_of(fields.get("labour_hours")) or Decimal(0),
        tags=texts_of(fields.get("tags")),
        note=text_of(fields.get("note")),
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
    return text_of(part.fields.get("place")), part.key.int


def _each(parts: Iterable[Part], read: Callable[[Part], _T | None]) -> tuple[_T, ...]:
    return tuple(found for part in parts if (found := read(part)) is not None)


# ----------------------------------------------------------------------------------------------- one part after another


def _line(part: Part) -> Line | None:
    fields = part.fields
    sku = includes = None
    if part.kind is KitPart.ITEM:
        sku = key_of(fields.get("sku"))
    else:
        includes = key_of(fields.get("includes"))
    if sku is None and includes is None:
        return None
    waste, pack = number_of(fields.get("waste")), number_of(fields.get("pack"))
    if includes is not None:  # kits are neither cut nor packed
        waste = pack = None
    return Line(
        key=part.key,
        sku=None if sku is None else EntityKey(sku),
        includes=None if includes is None else KitId(includes),
        quantity=quantity_of(fields.get("quantity", 1)),
        unit=text_of(fields.get("unit")),
        waste=waste if waste is not None and waste > 0 else Decimal(0),
        pack=pack if pack is not None and pack > 0 else None,
        optional=bool(fields.get("optional")),
        substitutes=tuple(EntityKey(key) for key in map(key_of, list_of(fields.get("substitutes"))) if key),
        values={str(name): quantity_of(one) for name, one in members_of(fields.get("values"))},
        note=text_of(fields.get("note")),
        group=part_id_of(fields.get("group")),
        place=text_of(fields.get("place")),
        clashes=part.clashes,
    )


def _group(part: Part) -> Group:
    return Group(
        key=part.key,
        name=text_of(part.fields.get("name")),
        colour=text_of(part.fields.get("colour")),
        collapsed=bool(part.fields.get("collapsed")),
        place=text_of(part.fields.get("place")),
        clashes=part.clashes,
    )


def _parameter(part: Part) -> Parameter:
    fields = part.fields
    choices = [
        Choice(text_of(one.get("label")), value)
        for one in list_of(fields.get("choices"))
        if isinstance(one, Mapping) and (value := number_of(one.get("value"))) is not None
    ]
    return Parameter(
        key=part.key,
        name=text_of(fields.get("name")),
        unit=text_of(fields.get("unit")),
        default=number_of(fields.get("default")),
        least=number_of(fields.get("least")),
        most=number_of(fields.get("most")),
        choices=tuple(choices),
        place=text_of(fields.get("place")),
        clashes=part.clashes,
    )


def _sample(part: Part) -> Sample:
    expects = part.fields.get("expects")
    expected: Fields = expects if isinstance(expects, Mapping) else {}
    return Sample(
        key=part.key,
        name=text_of(part.fields.get("name")),
        values=named_numbers_of(part.fields.get("values")),
        quantities={PartId(key): number for key, number in keyed_numbers_of(expected.get("quantities"))},
        hours=number_of(expected.get("hours")),
        place=text_of(part.fields.get("place")),
    )


def _version(part: Part) -> Version:
    number = number_of(part.fields.get("number"))
    return Version(
        key=part.key,
        number=0 if number is None else int(number),
        note=text_of(part.fields.get("note")),
        by=part.by,
        at=part.at,
        content=part.fields.get("content"),
    )


def _use(part: Part) -> Use | None:
    fields = part.fields
    service = key_of(fields.get("service"))
    if service is None:
        return None
    multiplier, left = number_of(fields.get("multiplier")), fields.get("left")
    merge = fields.get("merge")
    return Use(
        key=part.key,
        service=EntityKey(service),
        version=part_id_of(fields.get("version")),
        multiplier=Decimal(1) if multiplier is None else multiplier,
        values=named_numbers_of(fields.get("values")),
        options=frozenset(PartId(key) for key in map(key_of, list_of(fields.get("options"))) if key),
        merge=Merge(merge) if merge in tuple(Merge) else Merge.ADD,
        applied=quantities_by_sku(fields.get("applied")),
        beside=quantities_by_sku(fields.get("beside")),
        least=quantities_by_sku(fields.get("least")),
        left=quantities_by_sku(left) if isinstance(left, Mapping) else None,
    )


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


def parts_in(kit: Kit) -> dict[PartId, tuple[KitPart, Fields]]:
    """All that the kit is made of, its own part first; neither its versions nor where it is used."""
    return {
        PartId(kit.key): (KitPart.KIT, fields_of_kit(kit)),
        **{one.key: (KitPart.GROUP, fields_of_group(one)) for one in kit.groups},
        **{one.key: (_kind(one), fields_of_line(one)) for one in kit.lines},
        **{one.key: (KitPart.PARAMETER, fields_of_parameter(one)) for one in kit.parameters},
        **{one.key: (KitPart.SAMPLE, fields_of_sample(one)) for one in kit.samples},
    }


def content_of(kit: Kit) -> Value:
    """What a version keeps."""
    parts = parts_in(kit)
    _, own = parts.pop(PartId(kit.key))
    return {
        "kit": _without_aside(own),
        "parts": [
            {"kind": str(kind), "key": str(key), "fields": _without_aside(fields)}
            for key, (kind, fields) in parts.items()
        ],
    }


def kit_of_content(content: Value, key: KitId) -> Kit:
    """The kit as it was; what cannot be understood of it is left out."""
    members: Fields = content if isinstance(content, Mapping) else {}
    own = members.get("kit")
    parts = [Part(kind=KitPart.KIT, key=PartId(key), kit=key, fields=own if isinstance(own, Mapping) else {})]
    for one in list_of(members.get("parts")):
        if not isinstance(one, Mapping) or one.get("kind") not in tuple(KitPart):
            continue
        part, fields = key_of(one.get("key")), one.get("fields")
        if part is not None and isinstance(fields, Mapping):
            parts.append(Part(kind=KitPart(one["kind"]), key=PartId(part), kit=key, fields=fields))
    return kits_of(parts)[key]


def _kind(line: Line) -> KitPart:
    return KitPart.INCLUDE if line.is_include else KitPart.ITEM


def _without_aside(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name not in _ASIDE}
