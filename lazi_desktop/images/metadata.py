"""A JPEG without what its camera wrote into it: where it was taken, when, by what; its pixels stay bit for bit."""

from __future__ import annotations

import re

_START, _END, _SCAN = b"\xff\xd8", 0xD9, 0xDA
_KEPT = frozenset({0xE0, 0xEE})
"""That it is a JPEG, and how its colours are meant."""
_TOLD = frozenset({*range(0xE0, 0xF0), 0xFE})
_AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def without_metadata(content: bytes) -> bytes | None:
    """Nor with what lies behind its end. None where its parts are not as they should be."""
    if not content.startswith(_START):
        return None
    parts = [_START]
    place = len(_START)
    while place + 2 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == _END:
            return b"".join([*parts, content[place : place + 2]])
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
        if marker == _SCAN:
            after = _AFTER_PIXELS.search(content, end)
            if after is None:
                return None
            end = after.start()
        if marker not in _TOLD or marker in _KEPT:
            parts.append(content[place:end])
        place = end
    return None
