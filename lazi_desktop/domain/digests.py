"""Digests of a mirror: a short proof that two copies hold the same rows, and where they do not.

Every row falls into one of 256 buckets by the last byte of its key. A bucket is told by how many rows it has and by the
exclusive or of the first eight bytes of their hashes, so that the order of rows does not matter.

What is hashed of a row is a text that Python and PostgreSQL (`sync.row_hash`) both make: the array of its key, remote
id, moment of change and fields as `jsonb` prints it. Members are ordered by the length of their names, then by their
bytes; numbers have neither exponents nor trailing zeros; members without a value are left out, since nothing and
missing mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as _quoted

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Fields, Value

BUCKETS = 256


@dataclass(frozen=True, slots=True)
class Digest:
    """`buckets`: number of a bucket that has rows → (how many, exclusive or as a signed 64-bit number)."""

    at_seq: int
    buckets: Mapping[int, tuple[int, int]]

    def differing(self, other: Digest) -> list[int]:
        """Numbers of the buckets that differ; only meaningful at the same `at_seq`."""
        return sorted(
            bucket
            for bucket in self.buckets.keys() | other.buckets.keys()
            if self.buckets.get(bucket, (0, 0)) != other.buckets.get(bucket, (0, 0))
        )


def bucket_of(key: EntityKey) -> int:
    return key.bytes[-1]


def row_hash(key: EntityKey, remote_id: int, modified_on: str | None, fields: Fields) -> int:
    """What a row adds to its bucket, a signed 64-bit number.

    Raises:
        TypeError: for what is no canonical value.
    """
    text = f'["{key}", {remote_id}, {_text(modified_on)}, {_object(fields)}]'
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)


def _text(value: Value) -> str:
    writer = _WRITERS.get(type(value))
    if writer is not None:
        return writer(value)
    for kind, one in _WRITERS.items():
        if isinstance(value, kind):
            return one(value)
    if isinstance(value, Mapping):
        return _object(value)
    raise TypeError(f"not a canonical value: {type(value).__name__}")


def _object(members: Mapping[str, Value]) -> str:
    return (
        "{"
        + ", ".join(
            [
                quoted + _text(members[name])
                for name, quoted in _ordered(tuple(members))
                if members[name] is not None
            ]
        )
        + "}"
    )


@lru_cache(maxsize=1024)
def _ordered(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names as `jsonb` orders them, each with how its member begins. Entities of a kind all have the same ones."""
    coded = sorted((len(code), code, name) for name in names for code in [name.encode()])
    return tuple((name, f"{_quoted(name)}: ") for _, _, name in coded)


def _decimal(number: Decimal) -> str:
    text = format(number, "f")  # unlike `normalize`, exact however many digits there are
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _list(entries: Value) -> str:
    return f"[{', '.join([_text(entry) for entry in entries])}]"


_WRITERS: Mapping[type, Callable[[Value], str]] = {
    str: _quoted,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    int: str,
    Decimal: _decimal,
    dict: _object,
    list: _list,
}
