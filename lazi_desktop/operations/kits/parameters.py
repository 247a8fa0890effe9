"""The parameters of a kit. Formulas find them by name, so a new name is put into the formulas as well."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.kits.assembling import fields_of_parameter
from lazi_desktop.domain.kits.kit import Kit, Parameter
from lazi_desktop.domain.kits.part_fields import check_bounds, check_part_field, check_part_fields
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.operations.kits.formula_names import with_name
from lazi_desktop.operations.kits.keys_in import kit_in
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.operations.kits.places import make_room
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.ports.workspace import UnitOfWork

MAX_PARAMETERS = 200


def add_parameter(
    work: UnitOfWork, kit: KitId, values: Mapping[str, Value], *, parameter: PartId | None = None
) -> Changes:
    """`values`: name, unit, default, least, most, choices. It comes last. `parameter` may be a fresh key.

    Raises:
        InvalidValue: a value does not fit, or the kit has a parameter of this name.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    if len(found.parameters) >= MAX_PARAMETERS:
        raise InvalidValue(f"{MAX_PARAMETERS} parameters are the most.")
    name = str(check_part_field(KitPart.PARAMETER, "name", values.get("name")))
    _refuse_same_name(found, name)
    check_bounds(check_part_fields(KitPart.PARAMETER, values))
    (place,) = make_room(edits, found.parameters, len(found.parameters), 1)
    edits.make(KitPart.PARAMETER, kit, {**values, "place": place}, key=parameter)
    return edits.record(f"Add parameter {name} to {found.name}")


def set_parameter(work: UnitOfWork, kit: KitId, parameter: PartId, values: Mapping[str, Value]) -> Changes:
    """A new name goes into the formulas and samples of this kit, and into what kits that include it say of it.

    Raises:
        InvalidValue: like `add_parameter`.
        NoLongerThere: it was removed meanwhile.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    part = edits.part(parameter, KitPart.PARAMETER)
    before = next(one for one in found.parameters if one.key == parameter)
    old = before.name
    for name, value in values.items():
        edits.set(part, name, value)
    checked = {name: check_part_field(part.kind, name, value) for name, value in values.items()}
    check_bounds({**fields_of_parameter(before), **checked})
    new = checked.get("name", old)
    if plain_name(new) != plain_name(old):
        _refuse_same_name(found, new)
        _rename_within(edits, kit, old, new)
        _rename_outside(work, edits, kit, old, new)
    title = TITLES[next(iter(values))] if len(values) == 1 else f"{len(values)} fields"
    return edits.record(f"{title} of parameter {old} in {found.name}")


def remove_parameter(work: UnitOfWork, kit: KitId, parameters: Collection[PartId]) -> Changes:
    """Raises InvalidValue where a formula needs it."""
    return remove_parts(work, kit, parameters)


def move_parameter(
    work: UnitOfWork, kit: KitId, parameter: PartId, *, before: PartId | None = None
) -> Changes:
    """Before another one, or to the end."""
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    part = edits.part(parameter, KitPart.PARAMETER)
    row = [one for one in found.parameters if one.key != parameter]
    keys = [one.key for one in row]
    at = keys.index(before) if before in keys else len(row)
    if found.parameters[at : at + 1] and found.parameters[at].key == parameter:
        return Changes()
    (place,) = make_room(edits, row, at, 1)
    edits.put(part, "place", place)
    return edits.record(f"Move parameter {part.fields.get('name')} in {found.name}")


def copied_parameters(edits: PartEdits, kit: Kit, source: Kit, names: Collection[str]) -> list[Parameter]:
    """Gives the kit those parameters of another, by their plain names, that it lacks."""
    has = {plain_name(one.name) for one in kit.parameters}
    lacks = [
        one for one in source.parameters if plain_name(one.name) in names and plain_name(one.name) not in has
    ]
    for one, place in zip(
        lacks, make_room(edits, kit.parameters, len(kit.parameters), len(lacks)), strict=True
    ):
        edits.copy(edits.parts[one.key], kit.key, {"place": place})
    return lacks


def _refuse_same_name(kit: Kit, name: str) -> None:
    same = next((one.name for one in kit.parameters if plain_name(one.name) == plain_name(name)), None)
    if same is not None:
        raise InvalidValue(f"{kit.name} has a parameter “{same}” already.", title="This name is taken")


def _rename_within(edits: PartEdits, kit: KitId, old: str, new: str) -> None:
    plain = plain_name(old)
    for part in [one for one in edits.parts.values() if one.kit == kit]:
        if part.kind in (KitPart.ITEM, KitPart.INCLUDE) and "quantity" in part.fields:
            edits.put(part, "quantity", with_name(part.fields["quantity"], plain, new))
        values = part.fields.get("values")
        if part.kind is KitPart.INCLUDE and isinstance(values, Mapping):
            edits.put(part, "values", {name: with_name(one, plain, new) for name, one in values.items()})
        if part.kind in (KitPart.SAMPLE, KitPart.USE):
            _rename_key(edits, part, plain, new)


def _rename_outside(work: UnitOfWork, edits: PartEdits, kit: KitId, old: str, new: str) -> None:
    """Where other kits include this one, and say what the parameter is there. A name is changed seldom, so that all
    kits may be read for it."""
    for part in work.kit_parts():
        if part.kind is KitPart.INCLUDE and kit_in(part) == kit:
            _rename_key(edits, part, plain_name(old), new)


def _rename_key(edits: PartEdits, part: Part, plain: str, new: str) -> None:
    values = part.fields.get("values")
    if isinstance(values, Mapping) and any(plain_name(name) == plain for name in values):
        renamed = {(new if plain_name(name) == plain else name): one for name, one in values.items()}
        edits.put(part, "values", renamed)
