"""Values as the workspace keeps them: JSON with exact decimals, keys as their 16 bytes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

import msgspec

from lazi_desktop.domain.values import Value
from lazi_desktop.store.workspace.database import Garbled

_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_encode = msgspec.json.Encoder(decimal_format="number").encode


def to_json(value: Value) -> str:
    return _encode(value).decode()


def from_json(text: str) -> Value:
    """Raises Garbled where the file is damaged: what was written there can be read."""
    try:
        return _decode(text)
    except msgspec.DecodeError as error:
        raise Garbled("A value in the workspace cannot be read.") from error


def key_list(keys: Iterable[bytes]) -> str:
    """Keys as one parameter: `IN (SELECT unhex(value) FROM json_each(?))`."""
    listed = '","'.join([key.hex() for key in keys])
    return f'["{listed}"]' if listed else "[]"


def number_list(numbers: Iterable[int]) -> str:
    """Numbers as one parameter: `IN (SELECT value FROM json_each(?))`."""
    return f"[{','.join(map(str, numbers))}]"


def uuid_or_none(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


def decimal_or_none(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
