"""Which pictures look alike: each belongs to a kin, and of a kin all differ in few bits from the first one that had it.

Two looks with at most `ALIKE` different bits have one of `ALIKE` + 1 pieces in common, whole: by these a kin is found.
"""

from __future__ import annotations

from lazi_desktop.domain.pictures import ALIKE
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import number_list

_BITS = 64
_PIECES = ALIKE + 1
_WIDTH = -(-_BITS // _PIECES)

_OF_THE_SAME = "SELECT kin FROM picture WHERE print = ? LIMIT 1"
_NEAR = """
    SELECT DISTINCT kin, print FROM picture_piece JOIN picture_kin USING (kin)
    WHERE piece IN (SELECT value FROM json_each(?))"""
_NEXT = "SELECT coalesce(max(kin), 0) + 1 FROM picture_kin"


class PictureLooks:
    """Of `picture_kin` what is not counted, and `picture_piece`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def kin_of(self, seen: int, own: int | None) -> int:
        """The kin of a picture that looks so. `own` is the kin that no other picture has, if it is in such a one."""
        found = self._db.value(_OF_THE_SAME, (signed(seen),)) or self._nearest(seen)
        if found is not None:
            return int(found)
        if own is None:
            own = self.new_kin()
        self._db.run("UPDATE picture_kin SET print = ? WHERE kin = ?", (signed(seen), own))
        self._db.run_many("INSERT INTO picture_piece VALUES (?, ?)", [(one, own) for one in _pieces(seen)])
        return own

    def new_kin(self) -> int:
        """For a picture that nobody has looked at."""
        kin = int(self._db.value(_NEXT))
        self._db.run("INSERT INTO picture_kin (kin, skus) VALUES (?, 0)", (kin,))
        return kin

    def new_kins(self, count: int) -> range:
        first = int(self._db.value(_NEXT))
        kins = range(first, first + count)
        self._db.run_many("INSERT INTO picture_kin (kin, skus) VALUES (?, 0)", [(kin,) for kin in kins])
        return kins

    def _nearest(self, seen: int) -> int | None:
        near = [
            (distance, kin)
            for kin, first in self._db.all(_NEAR, (number_list(_pieces(seen)),))
            if (distance := (unsigned(first) ^ seen).bit_count()) <= ALIKE
        ]
        return min(near)[1] if near else None


def signed(look: int) -> int:
    """As SQLite holds 64 bits."""
    return look - (1 << _BITS) if look >> (_BITS - 1) else look


def unsigned(look: int) -> int:
    return look & (1 << _BITS) - 1


def _pieces(look: int) -> list[int]:
    return [place << _WIDTH | look >> place * _WIDTH & (1 << _WIDTH) - 1 for place in range(_PIECES)]
