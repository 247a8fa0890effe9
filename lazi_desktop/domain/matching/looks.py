"""Pictures that look the same, found among many without comparing with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.matching.photos import SkuLook
from lazi_desktop.domain.pictures import ALIKE, PictureLook

_BITS = 64
_BANDS = ALIKE + 1
"""Of two prints that differ in `ALIKE` bits at most, one band is the same."""
_WIDTH = -(-_BITS // _BANDS)
_LEAST_BITS = 6


class Looks:
    def __init__(self, known: Iterable[SkuLook]) -> None:
        self._digests: dict[str, list[EntityKey]] = defaultdict(list)
        self._bands: list[dict[int, list[SkuLook]]] = [defaultdict(list) for _ in range(_BANDS)]
        for one in known:
            if one.digest:
                self._digests[one.digest].append(one.key)
            if _tells(one.print):
                for place, band in enumerate(self._bands):
                    band[_part(one.print, place)].append(one)

    def same(self, look: PictureLook) -> list[EntityKey]:
        """Who has the very file."""
        return list(dict.fromkeys(self._digests.get(look.digest, ())))

    def alike(self, look: PictureLook) -> dict[EntityKey, int]:
        """Who has a picture that looks so, and in how many bits it differs."""
        found: dict[EntityKey, int] = {}
        if not _tells(look.print):
            return found
        for place, band in enumerate(self._bands):
            for one in band.get(_part(look.print, place), ()):
                bits = (one.print ^ look.print).bit_count()
                if bits <= ALIKE and bits < found.get(one.key, _BITS):
                    found[one.key] = bits
        return found


def _tells(look: int) -> bool:
    """Of what is of one colour all pictures look the same."""
    return _LEAST_BITS <= look.bit_count() <= _BITS - _LEAST_BITS


def _part(look: int, place: int) -> int:
    return look >> (place * _WIDTH) & ((1 << _WIDTH) - 1)
