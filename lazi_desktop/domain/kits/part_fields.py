"""What the fields of a kit's parts may hold: what was typed or chosen, as it is stored, or refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.kits.kit import Choice
from lazi_desktop.domain.kits.parts import GONE, KitPart
from lazi_desktop.domain.kits.quantity import MAX_PLACES, MAX_WASTE, read_quantity
from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.domain.values import Fields, Value, canonical_decimal, canonical_json, canonical_text

MAX_NAME, MAX_UNIT, MAX_NOTE, MAX_LINE_NOTE = 200, 40, 8_000, 1_000
MAX_LEVELS, MAX_TAG, MAX_TAGS, MAX_CHOICES, MAX_SUBSTITUTES = 8, 60, 100, 100, 50
MAX_NUMBER = Decimal("99999999.99")
MAX_HOURS = Decimal(100_000)

_LEVEL_SIGNS = re.compile(r"\s*[›>]\s*")
Check = Callable[[Value], Value]


def check_part_field(kind: KitPart, field: str, value: Value) -> Value:
    """The canonical value; None for nothing, which is also how a field is emptied.

    Raises:
        InvalidValue: with a sentence for the person.
    """
    return _CHECKS[kind][field](value)


def check_part_fields(kind: KitPart, values: Mapping[str, Value]) -> dict[str, Value]:
    """Of a new part; without what is nothing."""
    checked = {name: check_part_field(kind, name, value) for name, value in values.items()}
    return {name: value for name, value in checked.items() if value is not None}


def fields_known(kind: KitPart) -> Collection[str]:
    """Those that this version of the program knows of such a part; newer ones may have written others."""
    return _CHECKS[kind].keys()


def check_bounds(parameter: Fields) -> None:
    """
    Raises:
        InvalidValue: what a parameter says of itself does not go together.
    """
    least, most, default = (parameter.get(name) for name in ("least", "most", "default"))
    if least is not None and most is not None and least > most:
        raise InvalidValue(f"The least value, {least}, is more than the greatest, {most}.")
    if default is None:
        return
    if (least is not None and default < least) or (most is not None and default > most):
        raise InvalidValue(f"The default, {default}, is not between the least and the greatest value.")
    choices = parameter.get("choices")
    if choices and all(one["value"] != default for one in choices):
        raise InvalidValue(f"The default, {default}, is none of the choices.")


# ------------------------------------------------------------------------------------------------------------- texts


def _line_of_text(title: str, limit: int, *, required: bool = False) -> Check:
    def check(value: Value) -> Value:
        text = " ".join(str(value or "").split())
        return _bounded_text(title, text, limit, required=required)

    return check


def _text(title: str, limit: int) -> Check:
    def check(value: Value) -> Value:
        lines = (line.rstrip() for line in str(value or "").splitlines())
        return _bounded_text(title, "\n".join(lines).strip("\n"), limit)

    return check


def _bounded_text(title: str, text: str, limit: int, *, required: bool = False) -> str | None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidValue(f"{title}: some of its letters were damaged on the way.") from None
    found = canonical_text(text)
    if required and found is None:
        raise InvalidValue(f"{title} cannot be empty.")
    if len(text) > limit:
        raise InvalidValue(f"{title} is {len(text):,} characters long; {limit:,} is the most.")
    return found


def _path(value: Value) -> Value:
    """A list of names, or text with › or > between them."""
    levels = _LEVEL_SIGNS.split(value) if isinstance(value, str) else list(value or ())
    names = [name for level in levels if (name := _LEVEL(level)) is not None]
    if len(names) > MAX_LEVELS:
        raise InvalidValue(f"A category has at most {MAX_LEVELS} levels; this one has {len(names)}.")
    return names or None


def _tags(value: Value) -> Value:
    given = re.split(r"[,;\n]", value) if isinstance(value, str) else list(value or ())
    tags = list(dict.fromkeys(name for one in given if (name := _TAG(one)) is not None))
    if len(tags) > MAX_TAGS:
        raise InvalidValue(f"{MAX_TAGS} tags are the most.")
    return tags or None


_LEVEL = _line_of_text("The name of a category", MAX_NAME)
_TAG = _line_of_text("A tag", MAX_TAG)

# ----------------------------------------------------------------------------------------------------------- numbers


def _number(title: str, *, least: Decimal | None = Decimal(0), most: Decimal = MAX_NUMBER) -> Check:
    def check(value: Value) -> Value:
        number = _read(title, value)
        if number is None:
            return None
        if not number.is_finite():
            raise InvalidValue(f"{title}: this is not a number.")
        if least is not None and number < least:
            raise InvalidValue(f"{title} cannot be below {least}.")
        if abs(number) > most:
            raise InvalidValue(f"{title} cannot be more than {most:,}.")
        found = canonical_decimal(number)
        exponent = Decimal(found).as_tuple().exponent
        if isinstance(exponent, int) and -exponent > MAX_PLACES:
            raise InvalidValue(
                f"{title} has {-exponent:,} places after the point; {MAX_PLACES} are the most."
            )
        return found

    return check


def _pack(value: Value) -> Value:
    number = _number("The pack size")(value)
    if number == 0:
        raise InvalidValue("The pack size must be more than nothing. Leave it empty to round nothing.")
    return number


def _waste(value: Value) -> Value:
    """A share; as typed text per cent, with the sign or without it."""
    if isinstance(value, str):
        number = _read("Waste", value.strip().removesuffix("%"))
        value = None if number is None else number / 100
    share = _number("Waste", most=MAX_NUMBER)(value)
    if share is not None and share > MAX_WASTE:
        raise InvalidValue(f"Waste of more than {MAX_WASTE * 100:,} % cannot be meant.")
    return share or None


def _read(title: str, value: Value) -> Decimal | None:
    if isinstance(value, str):
        if not value.strip():
            return None
        number = parse_number(value)
        if number is None:
            raise InvalidValue(f"{title}: “{value.strip()[:40]}” is not a number.")
        return number
    return None if value is None else Decimal(value)


def _quantity(value: Value) -> Value:
    """A number or a formula; text as people type it."""
    read = read_quantity(value) if isinstance(value, str) else value
    if read is None:
        raise InvalidValue("The quantity cannot be empty.")
    return read if isinstance(read, str) else _QUANTITY(read)


_QUANTITY = _number("The quantity")
_VALUE = _number("The value", least=None)
_HOURS = _number("The hours", most=MAX_HOURS)


def _parameter_value(value: Value) -> Value:
    read = read_quantity(value) if isinstance(value, str) and value.lstrip().startswith("=") else value
    return read if isinstance(read, str) and read.startswith("=") else _VALUE(read)


# -------------------------------------------------------------------------------------------------------- structures


def _flag(value: Value) -> Value:
    return True if value else None


def _key(value: Value) -> Value:
    return None if value is None else str(UUID(str(value)))


def _keys(value: Value) -> Value:
    keys: list[str] = list(dict.fromkeys(str(UUID(str(one))) for one in value or ()))
    if len(keys) > MAX_SUBSTITUTES:
        raise InvalidValue(f"{MAX_SUBSTITUTES} substitutes are the most.")
    return keys or None


def _named(check: Check) -> Check:
    """By the names of parameters; what has no value is left out."""

    def check_all(value: Value) -> Value:
        checked = {str(name): check(one) for name, one in dict(value or {}).items()}
        return {name: one for name, one in checked.items() if one is not None} or None

    return check_all


def _choices(value: Iterable[Choice | Mapping[str, Value]] | None) -> Value:
    choices = []
    for one in value or ():
        label, number = (one.label, one.value) if isinstance(one, Choice) else (one["label"], one["value"])
        if (worth := _VALUE(number)) is None:
            raise InvalidValue(f"The choice “{label}” has no value.")
        choices.append({"label": _CHOICE(label), "value": worth})
    if len(choices) > MAX_CHOICES:
        raise InvalidValue(f"{MAX_CHOICES} choices are the most.")
    twice = _twice(str(one["label"]) for one in choices)
    if twice is not None:
        raise InvalidValue(f"Two choices are called “{twice}”.")
    return choices or None


def _twice(names: Iterable[str]) -> str | None:
    seen = set[str]()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return None


def _parameter_name(value: Value) -> Value:
    name = _line_of_text("The name of a parameter", MAX_UNIT * 2, required=True)(value)
    if not re.fullmatch(r"\w+", plain_name(str(name))):
        raise InvalidValue(
            f"“{name}” cannot be the name of a parameter: letters, digits, spaces and _ can be in it."
        )
    return name


_CHOICE = _line_of_text("The name of a choice", MAX_NAME, required=True)


def _as_is(value: Value) -> Value:
    return canonical_json(value) if value not in (None, {}, []) else None


_ANY: Mapping[str, Check] = {GONE: _flag}
_PLACED: Mapping[str, Check] = {**_ANY, "place": _line_of_text("The place", 1_000)}
_LINE: Mapping[str, Check] = {
    **_PLACED,
    "quantity": _quantity,
    "optional": _flag,
    "note": _text("The note", MAX_LINE_NOTE),
    "group": _key,
}
_CHECKS: Mapping[KitPart, Mapping[str, Check]] = {
    KitPart.KIT: {
        **_ANY,
        "name": _line_of_text("The name of a kit", MAX_NAME, required=True),
        "path": _path,
        "labour_hours": lambda value: _HOURS(value) or None,
        "tags": _tags,
        "note": _text("The note", MAX_NOTE),
        "archived": _flag,
    },
    KitPart.GROUP: {
        **_PLACED,
        "name": _line_of_text("The name of a group", MAX_NAME, required=True),
        "colour": _line_of_text("The colour", MAX_UNIT),
        "collapsed": _flag,
    },
    KitPart.ITEM: {
        **_LINE,
        "sku": _key,
        "unit": _line_of_text("The unit", MAX_UNIT),
        "waste": _waste,
        "pack": _pack,
        "substitutes": _keys,
    },
    KitPart.INCLUDE: {**_LINE, "includes": _key, "values": _named(_parameter_value)},
    KitPart.PARAMETER: {
        **_PLACED,
        "name": _parameter_name,
        "unit": _line_of_text("The unit", MAX_UNIT),
        "default": _VALUE,
        "least": _VALUE,
        "most": _VALUE,
        "choices": _choices,
    },
    KitPart.SAMPLE: {
        **_PLACED,
        "name": _line_of_text("The name of a sample", MAX_NAME, required=True),
        "values": _named(_VALUE),
        "expects": _as_is,
    },
    KitPart.VERSION: {**_ANY, "note": _text("The note", MAX_LINE_NOTE), "content": _as_is, "number": int},
    KitPart.USE: {**_ANY},
}
