"""From a checked record to our fields: our names, canonical values, category ids.

The values are those of `Field.canonical`, reached on shorter ways: the model has already settled what each value is.
A pull translates some 400,000 of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from unicodedata import normalize

from pydantic import BaseModel

from lazi_desktop.domain.field_tables import REMOTE_FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value, canonical_decimal, canonical_text

Canonical = Callable[[Value], Value]


def translated(kind: EntityKind, model: BaseModel) -> dict[str, Value]:
    """Our fields of the members that came.

    Raises:
        ValueError: a value that its field cannot hold.
    """
    members, came = model.__dict__, model.model_fields_set
    fields: dict[str, Value] = {}
    for wire_name, name, canonical in _TRANSLATIONS[kind]:
        value = members[wire_name]
        if value is not None:
            fields[name] = value if canonical is None else canonical(value)
        elif wire_name in came:
            fields[name] = None
    return fields


def _structure(value: Value) -> Value:
    """`canonical_json` of what was read from JSON, where only exact types occur."""
    kind = type(value)
    if kind is str:
        return value if value.isascii() and "\0" not in value else normalize("NFC", value.replace("\0", ""))
    if kind is dict:
        return {name: _structure(inner) for name, inner in value.items()}
    if kind is list:
        return [_structure(inner) for inner in value]
    return canonical_decimal(value) if kind is Decimal else value


def _told(members: tuple[str, ...]) -> Canonical:
    def read(value: Value) -> Value:
        return [{name: _structure(one.get(name)) for name in members} for one in value]

    return read


def _ids(value: Value) -> Value:
    return sorted(set(value))


def _category_ids(value: Value) -> Value:
    """Services name their categories in full, the others by id alone."""
    return sorted({one["id"] if isinstance(one, dict) else one for one in value})


def _entries(key: str) -> Canonical:
    def read(value: Value) -> Value:
        entries = {str(entry[key]): _structure(entry) for entry in value}  # the last one of a key counts
        return [entries[one] for one in sorted(entries)]

    return read


def _canonical(entity_field: Field) -> Canonical | None:
    """None where the value is canonical as it comes."""
    if entity_field.name == "categories":
        return _category_ids
    match entity_field.type:
        case FieldType.TEXT | FieldType.HTML | FieldType.CHOICE | FieldType.MOMENT:
            return canonical_text
        case FieldType.MONEY | FieldType.NUMBER:
            return canonical_decimal
        case FieldType.FLAG:
            return None
        case FieldType.IDS:
            return _ids
        case FieldType.ENTRIES:
            return _entries(entity_field.entry_key)
        case FieldType.STRUCTURE:
            return _told(entity_field.members) if entity_field.members else _structure
    return entity_field.canonical


_TRANSLATIONS: Mapping[EntityKind, tuple[tuple[str, str, Canonical | None], ...]] = {
    kind: tuple((one.wire_name, one.name, _canonical(one)) for one in table.values())
    for kind, table in REMOTE_FIELDS.items()
}
