"""A JPEG without what its camera wrote into it: where it was taken, when, by what; its pixels stay bit for bit."""

from __future__ import annotations

_START, _SCAN = b"\xff\xd8", 0xDA
_KEPT = frozenset({0xE0, 0xEE})
"""That it is a JPEG, and how its colours are meant."""
_TOLD = frozenset({*range(0xE0, 0xF0), 0xFE})


def without_metadata(content: bytes) -> bytes | None:
    """None where its parts are not as they should be."""
    if not content.startswith(_START):
        return None
    parts = [_START]
    place = len(_START)
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == _SCAN:
            return b"".join([*parts, content[place:]])
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
        if marker not in _TOLD or marker in _KEPT:
            parts.append(content[place:end])
        place = end
    return None
