"""Which pictures SKUs and categories show, how many SKUs share one, and what is known of each.

Comes with every renewal of what a person sees. The marks that pictures leave on a SKU's row stand in `sku.marks`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from lazi_desktop.domain.pictures import PictureFlaw
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.store.workspace.database import Database, Row
from lazi_desktop.store.workspace.encoding import number_list
from lazi_desktop.store.workspace.picture_looks import PictureLooks, signed
from lazi_desktop.store.workspace.rows import BROKEN_IMAGE, LOW_IMAGE, SHARED_IMAGE

NO_KIN = 0
"""Of what has no address. There is no such row in `picture_kin`: it is not shared."""
_OF_LOOKS = LOW_IMAGE | BROKEN_IMAGE | SHARED_IMAGE

_NAMED = """
    SELECT address, id, kin, is_low, flaw, was_shown FROM picture WHERE address IN (SELECT value FROM json_each(?))"""
_ADD = "INSERT INTO picture (address, id, kin, is_low, flaw, was_shown) VALUES (?, ?, ?, ?, ?, ?)"
_KINS = "SELECT id, kin FROM picture WHERE id IN (SELECT value FROM json_each(?))"
_SHOWN = "SELECT number, picture_id FROM sku_picture WHERE number IN (SELECT value FROM json_each(?))"
_SHOWING = "SELECT DISTINCT number FROM sku_picture WHERE picture_id IN (SELECT value FROM json_each(?))"
_OF_CATEGORIES = """
    SELECT number, field, picture_id FROM category_picture WHERE number IN (SELECT value FROM json_each(?))"""
_COUNTED = "SELECT kin, skus FROM picture_kin WHERE kin IN (SELECT value FROM json_each(?))"
_SHARED = "SELECT kin FROM picture_kin WHERE skus > 1 AND kin IN (SELECT value FROM json_each(?))"
_MEMBERS = """
    SELECT DISTINCT number FROM picture JOIN sku_picture ON picture_id = id
    WHERE kin IN (SELECT value FROM json_each(?))"""
_MARKS = """
    SELECT number, max(is_low), max(flaw IS NOT NULL), max(coalesce(skus, 0) > 1)
    FROM sku_picture JOIN picture ON id = picture_id LEFT JOIN picture_kin USING (kin)
    WHERE number IN (SELECT value FROM json_each(?)) GROUP BY number"""
_MARK = f"""
    UPDATE sku SET marks = marks & ~{_OF_LOOKS} | ?2 WHERE number = ?1 AND marks & {_OF_LOOKS} <> ?2"""  # noqa: S608
_KNOWN = """
    SELECT id, address, kin, flaw, width, height, size, digest, print FROM picture
    WHERE address IN (SELECT value FROM json_each(?))"""
_LEARN = """
    UPDATE picture SET kin = ?, flaw = ?, width = ?, height = ?, size = ?, digest = ?, print = ?, is_low = ?
    WHERE id = ?"""
_FORGET_KINS = "DELETE FROM picture_kin WHERE print IS NULL AND kin IN (SELECT value FROM json_each(?))"
_COUNT_ANEW = (
    "UPDATE picture_kin SET skus = 0 WHERE skus <> 0",
    """
    UPDATE picture_kin SET skus = counted.skus FROM (
        SELECT kin, count(DISTINCT number) AS skus FROM sku_picture JOIN picture ON id = picture_id
        WHERE kin <> 0 GROUP BY kin) counted
    WHERE counted.kin = picture_kin.kin
    """,
    "CREATE TEMP TABLE sharing (number INTEGER NOT NULL PRIMARY KEY)",
    """
    INSERT OR IGNORE INTO sharing
    SELECT number FROM picture_kin JOIN picture USING (kin) JOIN sku_picture ON picture_id = id WHERE skus > 1
    """,
    f"""
    UPDATE sku SET marks = marks - {SHARED_IMAGE}
    WHERE marks & {SHARED_IMAGE} AND number NOT IN (SELECT number FROM sharing)
    """,  # noqa: S608
    f"""
    UPDATE sku SET marks = marks + {SHARED_IMAGE}
    WHERE NOT marks & {SHARED_IMAGE} AND number IN (SELECT number FROM sharing)
    """,  # noqa: S608
    "DROP TABLE sharing",
)


class _Named(NamedTuple):
    """A picture as its address finds it."""

    number: int
    kin: int
    is_low: int
    flaw: str | None
    was_shown: int


_Shown = Mapping[int, Collection[int]]
"""SKUs' numbers, and the numbers of the pictures that they show."""
_NONE: frozenset[int] = frozenset()


class PictureTables:
    """Belongs to the writing connection, and remembers nothing between two calls."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._looks = PictureLooks(database)
        self.waits = False
        """SKUs that share a picture are counted anew afterwards."""

    # ------------------------------------------------------------------------------------------------ what is shown

    def put(self, shown: Mapping[int, Collection[str]], *, known: Collection[int]) -> dict[int, int]:
        """SKUs show these addresses now; those not `known` are new. Returns the marks of each.

        The rows of all others are marked here; of these it is left to whoever writes them.
        """
        if not shown:
            return {}
        named = self._named({address for addresses in shown.values() for address in addresses})
        now = {
            number: frozenset([named[one].number for one in addresses]) for number, addresses in shown.items()
        }
        before = self._shown(known)
        moved = [number for number, pictures in now.items() if before.get(number, _NONE) != pictures]
        if moved:
            self._write(before, now, moved)
            if not self.waits:
                self._move(before, now, moved)
        return self._marks_of(shown, named)

    def put_categories(self, shown: Mapping[int, Mapping[str, Collection[str]]]) -> None:
        """Categories show these addresses now, by field."""
        named = self._named({one for fields in shown.values() for those in fields.values() for one in those})
        before = set(self._db.all(_OF_CATEGORIES, (number_list(shown),)))
        now = {
            (number, field, named[one].number)
            for number, fields in shown.items()
            for field, those in fields.items()
            for one in those
        }
        self._db.run_many(
            "DELETE FROM category_picture WHERE number = ? AND field = ? AND picture_id = ?",
            sorted(before - now),
        )
        self._db.run_many("INSERT INTO category_picture VALUES (?, ?, ?)", sorted(now - before))

    def count_anew(self) -> None:
        for statement in _COUNT_ANEW:
            self._db.run(statement)

    def _shown(self, numbers: Collection[int]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        if numbers:
            for number, picture in self._db.all(_SHOWN, (number_list(numbers),)):
                found[number].add(picture)
        return found

    def _write(self, before: _Shown, now: _Shown, moved: Iterable[int]) -> None:
        left, came = [], []
        for number in moved:
            was, pictures = set(before.get(number, _NONE)), set(now[number])
            left += [(number, picture) for picture in was - pictures]
            came += [(number, picture) for picture in pictures - was]
        self._db.run_many("DELETE FROM sku_picture WHERE number = ? AND picture_id = ?", left)
        self._db.run_many("INSERT INTO sku_picture VALUES (?, ?)", came)

    def _named(self, addresses: Collection[str], *, shown: bool = True) -> dict[str, _Named]:
        """Those that are not known yet become so. `shown`: something shows them now."""
        if not addresses:
            return {}
        found = {row[0]: _Named(*row[1:]) for row in self._db.all(_NAMED, (_texts(addresses),))}
        if shown:
            first = [(one.number,) for one in found.values() if not one.was_shown]
            self._db.run_many("UPDATE picture SET was_shown = 1 WHERE id = ?", first)
        new = sorted(set(addresses) - found.keys())
        if new:
            next_id = int(self._db.value("SELECT coalesce(max(id), 0) + 1 FROM picture"))
            kins = self._looks.new_kins(len(new))
            for number, address, kin in zip(range(next_id, next_id + len(new)), new, kins, strict=True):
                flaw = None if address else _NO_ADDRESS
                found[address] = _Named(number, kin if address else NO_KIN, 0, flaw, int(shown))
            self._db.run_many(_ADD, [(one, *found[one]) for one in new])
        return found

    # ---------------------------------------------------------------------------------------------------- who shares

    def _move(self, before: _Shown, now: _Shown, moved: Collection[int]) -> None:
        ids = {one for number in moved for shown in (before, now) for one in shown.get(number, _NONE)}
        kins = self._kins(ids)
        crossed = self._count(before, kins, now, kins, moved)
        self._mark(self._members(crossed) - now.keys())

    def _count(
        self,
        before: _Shown,
        kins_before: Mapping[int, int],
        now: _Shown,
        kins_now: Mapping[int, int],
        moved: Iterable[int],
    ) -> list[int]:
        """Returns the kins that are shared and were not, or the other way round."""
        difference: Counter[int] = Counter()
        for number in moved:
            was = {kins_before[one] for one in before.get(number, _NONE)}
            has = {kins_now[one] for one in now.get(number, _NONE)}
            difference.update(has - was)
            difference.subtract(was - has)
        changed = {kin: count for kin, count in difference.items() if count and kin != NO_KIN}
        counted = self._db.all(_COUNTED, (number_list(changed),))
        self._db.run_many(
            "UPDATE picture_kin SET skus = ? WHERE kin = ?",
            [(skus + changed[kin], kin) for kin, skus in counted],
        )
        return [kin for kin, skus in counted if (skus > 1) != (skus + changed[kin] > 1)]

    def _kins(self, ids: Collection[int]) -> dict[int, int]:
        return dict(self._db.all(_KINS, (number_list(ids),)))

    def _members(self, kins: Collection[int]) -> set[int]:
        """The SKUs that show any picture of these."""
        if not kins:
            return set()
        return {number for (number,) in self._db.all(_MEMBERS, (number_list(kins),))}

    # --------------------------------------------------------------------------------------------------------- marks

    def _marks_of(self, shown: Mapping[int, Collection[str]], named: Mapping[str, _Named]) -> dict[int, int]:
        kins = {one.kin for one in named.values()}
        shared = {kin for (kin,) in self._db.all(_SHARED, (number_list(kins),))} if kins else _NONE
        of_picture = {
            address: (LOW_IMAGE if one.is_low else 0)
            | (BROKEN_IMAGE if one.flaw is not None else 0)
            | (SHARED_IMAGE if one.kin in shared else 0)
            for address, one in named.items()
        }
        marks = {}
        for number, addresses in shown.items():
            mark = 0
            for address in addresses:
                mark |= of_picture[address]
            marks[number] = mark
        return marks

    def _mark(self, numbers: Collection[int]) -> None:
        """The rows of these SKUs, as they stand there."""
        if not numbers:
            return
        marks = dict.fromkeys(numbers, 0)
        for number, low, broken, shared in self._db.all(_MARKS, (number_list(numbers),)):
            marks[number] = low * LOW_IMAGE | broken * BROKEN_IMAGE | shared * SHARED_IMAGE
        self._db.run_many(_MARK, list(marks.items()))

    # ------------------------------------------------------------------------------------------------- what is known

    def learn(self, facts: Iterable[PictureFact]) -> set[int]:
        """Returns the SKUs that show a picture of which something else is known now, or that look different for it.

        In the caller's transaction.
        """
        told = {
            fact.address: fact
            for fact in facts
            if fact.address and (fact.flaw is None or fact.flaw.is_lasting)
        }
        self._named(told, shown=False)
        rows = self._db.all(_KNOWN, (_texts(told),))
        news = [(row, wanted) for row in rows if row[3:] != (wanted := _columns(told[row[1]]))]
        if not news:
            return set()
        ids = {row[0] for row, _ in news}
        numbers = {number for (number,) in self._db.all(_SHOWING, (number_list(ids),))}
        shown = self._shown(numbers)
        kins = self._kins({one for pictures in shown.values() for one in pictures})
        now = dict(kins)
        left = set()
        for row, wanted in news:
            now[row[0]] = self._note(row, wanted, told[row[1]])
            if now[row[0]] != row[2]:
                left.add(row[2])
        crossed = self._count(shown, kins, shown, now, numbers)
        # A kin that looks like nothing was that of one picture alone.
        self._db.run(_FORGET_KINS, (number_list(left),))
        numbers |= self._members(crossed)
        self._mark(numbers)
        return numbers

    def _note(self, row: Row, wanted: Row, fact: PictureFact) -> int:
        """Returns the picture's kin."""
        number, _, kin, *_, print_before = row
        look = fact.look
        if look is None:
            kin = kin if print_before is None else self._looks.new_kin()
        elif print_before != signed(look.print):
            kin = self._looks.kin_of(look.print, kin if print_before is None else None)
        is_low = look is not None and look.is_low
        self._db.run(_LEARN, (kin, *wanted, is_low, number))
        return int(kin)


_NO_ADDRESS = PictureFlaw.NO_ADDRESS.value


def _columns(fact: PictureFact) -> Row:
    """From `flaw` on, as in `_KNOWN`."""
    look = fact.look
    if look is None:
        return (None if fact.flaw is None else fact.flaw.value, None, None, None, None, None)
    return (None, look.width, look.height, look.size, bytes.fromhex(look.digest), signed(look.print))


def _texts(texts: Iterable[str]) -> str:
    return msgspec.json.encode(sorted(texts)).decode()
