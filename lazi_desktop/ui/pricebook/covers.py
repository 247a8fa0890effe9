"""Which picture stands for a row, found once for each."""

from __future__ import annotations

from lazi_desktop.domain.assets import cover_address
from lazi_desktop.ports.pricebook import SkuRow

_KEPT = 4_000


class Covers:
    def __init__(self) -> None:
        self._found: dict[int, tuple[SkuRow, str]] = {}

    def of(self, row: SkuRow) -> str:
        """Its address; "" where it has none, or was read without its pictures."""
        known = self._found.get(row.number)
        if known is not None and known[0] is row:
            return known[1]
        if len(self._found) >= _KEPT:
            self._found.clear()
        address = cover_address(row.more)
        self._found[row.number] = row, address
        return address
