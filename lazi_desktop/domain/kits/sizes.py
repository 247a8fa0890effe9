"""How much a field of a kit's part may hold. The shared database refuses more: 75_kits.sql has the same numbers."""

from __future__ import annotations

import json

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.values import Fields, Value

MAX_FIELD, MAX_CONTENT = 400_000, 8_000_000
"""In characters, as JSON: of any field, and of what a version keeps."""

_UNBOUNDED = frozenset((KitPart.INCLUDE, KitPart.SAMPLE, KitPart.VERSION, KitPart.USE))
"""Their fields grow with the kit; what others hold is bounded one by one, when it is typed."""


def check_sizes(kind: KitPart, fields: Fields) -> None:
    """
    Raises:
        InvalidValue: it could not be shared.
    """
    if kind not in _UNBOUNDED:
        return
    for name, value in fields.items():
        is_content = kind is KitPart.VERSION and name == "content"
        most = MAX_CONTENT if is_content else MAX_FIELD
        if isinstance(value, str | list | dict) and (length := length_of(value)) > most:
            what = (
                "This kit is too long to be kept as a version"
                if is_content
                else "This is too much for one kit"
            )
            raise InvalidValue(f"{what}: {length:,} characters, and {most:,} are the most.", title="Too long")


def length_of(value: Value) -> int:
    """No less than of its text in the shared database."""
    return len(json.dumps(value, ensure_ascii=False, default=str))
