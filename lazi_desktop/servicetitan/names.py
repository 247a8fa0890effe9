"""Objects that name a member twice: decoders keep one of the two values in silence, and nobody knows which was meant.

Looked for cheaply where answers are large: a colon outside of texts stands behind each name, so what was decoded has
fewer of them, written again, than what came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import msgspec

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.values import Value

_encode = msgspec.json.Encoder(decimal_format="number").encode
_escaped_colon = re.compile(rb"\\u003[aA]").search


def colons(contents: Iterable[Value]) -> int:
    """In decoded JSON, written again."""
    return _encode(list(contents)).count(b":")


def check_names(body: bytes, *, kept: int | None = None) -> None:
    """`kept`: how many colons all that was decoded of it has, where somebody counted them.

    Raises:
        BadAnswer: an object names a member twice.
    """
    if kept == body.count(b":") and not _escaped_colon(body):
        return
    try:
        json.loads(
            body.decode(errors="replace"),
            object_pairs_hook=_named_once,
            parse_int=len,
            parse_float=len,
            strict=False,
        )
    except (ValueError, RecursionError):
        return  # no JSON, or too deep: for whoever reads it to say


def _named_once(members: list[tuple[str, object]]) -> None:
    if len({name for name, _ in members}) < len(members):
        raise BadAnswer("The answer names a member twice.")
