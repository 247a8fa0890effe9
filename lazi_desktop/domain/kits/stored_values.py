"""What the stored fields of parts hold, read with care: they come from other desktops and other versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.planning import EXACT
from lazi_desktop.domain.values import Value, canonical_decimal

MOST_PLACES = 30
_LARGEST, _FINEST = Decimal("1e30"), Decimal("1e-30")


def text_of(value: Value) -> str:
    return value if isinstance(value, str) else ""


def list_of(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list | tuple) else ()


def texts_of(value: Value) -> tuple[str, ...]:
    return tuple(one for one in list_of(value) if isinstance(one, str))


def number_of(value: Value) -> Decimal | None:
    """No larger, and no finer, than can be reckoned with: what is cut here is too much for all that it is for."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    if not number.is_finite():
        return None
    if abs(number) > _LARGEST:
        return _LARGEST.copy_sign(number)
    exponent = number.as_tuple().exponent
    return number if isinstance(exponent, int) and exponent >= -MOST_PLACES else _short(number)


def _short(number: Decimal) -> Decimal:
    return Decimal(canonical_decimal(number.quantize(_FINEST, ROUND_HALF_EVEN, EXACT)))


def quantity_of(value: Value) -> Quantity:
    """What is no number is a formula; where it is none either, the roll-up says so. It is never taken for nothing."""
    number = number_of(value)
    if number is not None:
        return number
    text = value if isinstance(value, str) else str(value)
    return text if text.lstrip().startswith("=") else f"={text}"


def key_of(value: Value) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def part_id_of(value: Value) -> PartId | None:
    key = key_of(value)
    return None if key is None else PartId(key)


def members_of(value: Value) -> Iterable[tuple[Value, Value]]:
    return value.items() if isinstance(value, Mapping) else ()


def named_numbers_of(value: Value) -> dict[str, Decimal]:
    return {str(name): number for name, one in members_of(value) if (number := number_of(one)) is not None}


def keyed_numbers_of(value: Value) -> Iterable[tuple[UUID, Decimal]]:
    for name, one in members_of(value):
        key, number = key_of(name), number_of(one)
        if key is not None and number is not None:
            yield key, number


def quantities_by_sku(value: Value) -> dict[EntityKey, Decimal]:
    return {EntityKey(key): number for key, number in keyed_numbers_of(value)}
