"""The grid's rows without Qt: what is in memory, what is not, what goes."""

from __future__ import annotations

from array import array
from dataclasses import replace

from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.pricebook.sku_rows import SkuRows
from tests.fakes.ui_fakes import FakeBook

BOOK = FakeBook(materials=3, services=0, equipment=0, fees=0)
ROW = BOOK.row(0)


def row(number: int) -> SkuRow:
    return replace(ROW, number=number, key=number)  # type: ignore[arg-type]


def rows_of(count: int, *, keep: int = 1000) -> SkuRows:
    rows = SkuRows(keep=keep)
    rows.numbers = array("q", range(100, 100 + count))
    return rows


def test_what_is_looked_at_is_lacking_until_it_came() -> None:
    rows = rows_of(50)
    assert rows.lacking(0, 2) == [100, 101, 102]
    rows.put([row(100), row(102)])
    assert rows.lacking(-5, 2) == [101]
    assert rows.at(0) == row(100)
    assert rows.at(1) is None


def test_a_row_that_is_gone_is_not_asked_for_again() -> None:
    rows = rows_of(3)
    rows.put([row(100)], asked=[100, 101])
    assert rows.lacking(0, 2) == [102]
    assert rows.is_gone(1)
    rows.put([row(101)])
    assert not rows.is_gone(1)


def test_what_is_out_of_date_is_shown_until_it_was_read_again() -> None:
    rows = rows_of(3)
    rows.put([row(100), row(101)], asked=[100, 101, 102])
    rows.expire_all()
    assert rows.at(0) == row(100)
    assert rows.lacking(0, 2) == [100, 101, 102]
    rows.put([row(100)], asked=[100, 101])
    assert rows.lacking(0, 2) == [102]


def test_memory_is_bounded_and_keeps_what_is_near() -> None:
    rows = rows_of(1000, keep=100)
    for start in range(0, 1000, 50):
        rows.put([row(100 + start + step) for step in range(50)], near=start)
    assert len(rows.cached()) <= 100
    assert rows.at(999) is not None
    assert rows.at(0) is None


def test_rows_are_found_by_key_and_number() -> None:
    rows = rows_of(5)
    rows.put([row(103)])
    assert rows.of_key(103) == row(103)  # type: ignore[arg-type]
    assert rows.position_of(103) == 3
    assert rows.position_of(7) == -1
    assert rows.listed([103, 7]) == {103}
    assert rows.listed([*range(12), 104]) == {104}
    rows.forget([103])  # type: ignore[list-item]
    assert rows.of_key(103) is None  # type: ignore[arg-type]
