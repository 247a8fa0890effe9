"""JSON on its way to and from PostgreSQL, with exact decimals."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from lazi_desktop.domain.values import Fields

VOLATILE = frozenset({"calculated_price"})
"""Fields that move without anybody editing the entity: they do not make a payload a new one."""

_plain = msgspec.json.Encoder(decimal_format="number")
_sorted = msgspec.json.Encoder(decimal_format="number", order="sorted")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


def encode(value: Any) -> str:
    return _plain.encode(value).decode()


def decode(text: str | bytes) -> Any:
    return _decoder.decode(text)


def decoded(text: str | None) -> tuple[Any, str]:
    """What it says; and why it cannot be read, so that one odd row does not end the feed."""
    try:
        return None if text is None else decode(text), ""
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return None, repr(error)


def is_json(text: str) -> bool:
    try:
        _decoder.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return False
    return True


def hash_of_fields(fields: Fields) -> bytes:
    """The same for two payloads that say the same."""
    return hashlib.sha256(
        _sorted.encode({name: value for name, value in fields.items() if name not in VOLATILE})
    ).digest()


def hash_of_text(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def moment(text: str) -> datetime:
    """A moment as the hub's functions write it."""
    return datetime.fromisoformat(text)
