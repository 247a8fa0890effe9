"""What a person types into a field, read as a value: forgiving about money, plain about mistakes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.references import local_reference
from lazi_desktop.domain.structures import MEMBERS
from lazi_desktop.domain.values import Value, canonical_decimal

MAX_TEXT = {FieldType.TEXT: 1_000, FieldType.HTML: 32_000, FieldType.CHOICE: 100, FieldType.NOTE: 8_000}
MAX_TAG, MAX_TAGS = 60, 100
MAX_MONEY = Decimal("99999999.99")

_TRUE = {"yes", "y", "true", "1", "on", "x", "✓"}
_FALSE = {"no", "n", "false", "0", "off", ""}


def read_typed(field: Field, text: str) -> Value:
    """The canonical value of what was typed.

    Raises:
        InvalidValue: with a sentence for the person who typed it.
    """
    if not field.writable:
        raise InvalidValue(f"{field.title} comes from ServiceTitan and cannot be changed here.")
    match field.type:
        case FieldType.MONEY | FieldType.NUMBER | FieldType.INTEGER:
            return _read_number(field, text)
        case FieldType.FLAG:
            return _read_flag(field, text)
        case FieldType.CHOICE:
            return _read_choice(field, text)
        case FieldType.TEXT | FieldType.HTML | FieldType.MOMENT | FieldType.NOTE:
            return _read_text(field, text)
        case FieldType.TAGS:
            return check_value(field, re.split(r"[,;\n]", text))
        case FieldType.IDS | FieldType.ENTRIES | FieldType.STRUCTURE:
            raise InvalidValue(f"{field.title} cannot be typed as text.")


def check_value(field: Field, value: Value) -> Value:
    """The canonical form of a value that a control gives, checked like a typed one.

    Raises:
        InvalidValue: with a sentence for the person.
    """
    if type(value) in _PLAIN_NUMBERS and field.is_number:
        return check_number(field, value)  # most of a large edit is amounts
    names_entity = field.is_reference and local_reference(value) is not None
    if isinstance(value, str) and not names_entity:
        return read_typed(field, value)
    try:
        canonical = field.canonical(value)
    except ValueError as error:
        raise InvalidValue(f"{field.title}: this is not a value it can hold.") from error
    if not field.writable:
        raise InvalidValue(f"{field.title} comes from ServiceTitan and cannot be changed here.")
    needs_value = field.required or field.is_number or field.type is FieldType.FLAG
    if canonical is None and needs_value and not field.nullable:
        raise InvalidValue(f"{field.title} cannot be empty.")
    if field.type is FieldType.TAGS:
        _check_tags(field, canonical or ())
    if field.name in MEMBERS and isinstance(canonical, Mapping):
        return _read_members(field, canonical)
    if field.is_number and canonical is not None and not names_entity:
        return _bounded(field, Decimal(canonical))
    return canonical


def check_number(field: Field, number: Decimal | int) -> Value:
    """Like `check_value`, of a number for a field of numbers."""
    if not field.writable:
        raise InvalidValue(f"{field.title} comes from ServiceTitan and cannot be changed here.")
    if isinstance(number, Decimal) and not number.is_finite():
        raise InvalidValue(f"{field.title}: this is not a value it can hold.")
    return _bounded(field, number)


def _read_members(field: Field, structure: Mapping[str, Value]) -> Value:
    """With the numbers that are there as text read: so a control gives what a person types."""
    read = dict(structure)
    for member in MEMBERS[field.name]:
        typed = read.get(member.name)
        if member.is_number and isinstance(typed, str):
            number = _read_number(member, typed) if typed.strip() else 0
            if number < 0:
                raise InvalidValue(f"{member.title} cannot be below zero.")
            read[member.name] = number
    return read


def _read_text(field: Field, text: str) -> Value:
    match field.type:
        case FieldType.HTML:
            value = text
        case FieldType.NOTE:
            value = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
        case _:
            value = " ".join(text.split())
    if field.required and not value.strip():
        raise InvalidValue(f"{field.title} cannot be empty.")
    limit = MAX_TEXT.get(field.type, 1_000)
    if len(value) > limit:
        raise InvalidValue(f"{field.title} is {len(value):,} characters long; {limit:,} is the most.")
    return field.canonical(value)


def _check_tags(field: Field, tags: Collection[str]) -> None:
    longest = max(tags, key=len, default="")
    if len(longest) > MAX_TAG:
        raise InvalidValue(f"“{longest[:20]}…” is too long for a tag; {MAX_TAG} characters are the most.")
    if len(tags) > MAX_TAGS:
        raise InvalidValue(f"{field.title}: {MAX_TAGS} are the most.")


def _read_choice(field: Field, text: str) -> Value:
    if field.own and not text.strip():
        return None
    for choice in field.choices:
        if choice.casefold() == text.strip().casefold():
            return choice
    raise InvalidValue(f"{field.title} is one of: {', '.join(field.choices)}.")


def _read_flag(field: Field, text: str) -> Value:
    word = text.strip().casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise InvalidValue(f"{field.title} is yes or no.")


def _read_number(field: Field, text: str) -> Value:
    if not text.strip():
        if field.nullable:
            return None
        raise InvalidValue(f"{field.title} cannot be empty. Type 0 for nothing.")
    number = parse_number(text)
    if number is None:
        example = "1234.50" if field.type is FieldType.MONEY else "1.5"
        raise InvalidValue(f"“{text.strip()[:40]}” is not a number. Type it like {example}.")
    return _bounded(field, number)


def _bounded(field: Field, number: Decimal | int) -> Value:
    if number < 0 and field.type is FieldType.MONEY:
        raise InvalidValue(f"{field.title} cannot be below zero.")
    if not -MAX_MONEY <= number <= MAX_MONEY:
        raise InvalidValue(f"{field.title} is too large.")
    canonical = canonical_decimal(number)
    if isinstance(canonical, int):
        return canonical
    if field.type is FieldType.INTEGER:
        raise InvalidValue(f"{field.title} is a whole number.")
    places = _PLACES.get(field.type, 0)
    if canonical != round(canonical, places):
        raise InvalidValue(f"{field.title} has at most {places} decimals.")
    return canonical


_PLACES = {FieldType.MONEY: 2, FieldType.NUMBER: 5}
_PLAIN_NUMBERS = (int, Decimal)


def parse_number(text: str) -> Decimal | None:
    """A number as people write it: `1,234.50 $`, `$1 234.5`, `1.234,50 €`, `(12.00)` for minus. None if it is none.

    A comma followed by exactly three digits groups thousands (`1,234` is 1234), except after a zero (`0,125`);
    otherwise it is the decimal sign (`12,5` is 12.5).
    """
    if _BARE.fullmatch(text):
        return Decimal(text)
    bare = _CURRENCY.sub("", text).strip().replace("\u2212", "-")
    if bracketed := _BRACKETED.fullmatch(bare):
        bare = bracketed[1].strip()
    sign = "-" if bracketed else ""
    if found := _SIGN.match(bare):
        if bracketed:
            return None
        sign, bare = found[0].strip(), bare[found.end() :]
    digits = _without_groups(bare)
    if digits is None:
        return None
    try:
        return Decimal(sign + digits)
    except InvalidOperation:
        return None


_BARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CURRENCY = re.compile(r"USD|[$€£]")
_BRACKETED = re.compile(r"\((.*)\)")
_SIGN = re.compile(r"[+-]\s*")
_WHOLE = r"\d{1,3}(?:(?P<group>[,.'’\u00a0\u202f ])\d{3})(?:(?P=group)\d{3})*"
_GROUPED = re.compile(rf"(?!0)(?P<whole>{_WHOLE})(?:(?!(?P=group))[.,](?P<fraction>\d+))?")
_PLAIN = re.compile(r"(?P<whole>\d*)(?:[.,](?P<fraction>\d*))?")


def _without_groups(text: str) -> str | None:
    """The digits with a point, if the text is a number without sign."""
    if (found := _GROUPED.fullmatch(text)) and (
        found["group"] != "." or found["fraction"] or text.count(".") > 1
    ):
        return re.sub(r"\D", "", found["whole"]) + "." + (found["fraction"] or "0")
    found = _PLAIN.fullmatch(text)
    if found is None or not (found["whole"] or found["fraction"]):
        return None
    return f"{found['whole'] or '0'}.{found['fraction'] or '0'}"
