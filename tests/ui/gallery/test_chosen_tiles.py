"""Which tiles are chosen, while lists come, grow and change their order."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from lazi_desktop.ui.gallery.chosen_tiles import ChosenTiles
from lazi_desktop.ui.pricebook.sku_rows import SkuRows


@pytest.fixture
def rows() -> SkuRows:
    rows = SkuRows()
    rows.numbers = array("q", [40, 10, 30, 20, 50])
    return rows


@pytest.fixture
def chosen(rows: SkuRows, qapp) -> Iterator[ChosenTiles]:
    owner = QObject()
    yield ChosenTiles(rows, owner)
    owner.deleteLater()


def test_numbers_come_as_they_are_listed(chosen: ChosenTiles) -> None:
    chosen.put([20, 40, 30])
    assert list(chosen.numbers()) == [40, 30, 20]
    assert chosen.positions(2) == [0, 2]


def test_a_span_goes_from_the_last_one_chosen_by_itself(chosen: ChosenTiles) -> None:
    chosen.only(3)
    chosen.up_to(1)
    assert list(chosen.numbers()) == [10, 30, 20]
    chosen.up_to(4)
    assert list(chosen.numbers()) == [20, 50]
    chosen.toggle(0)
    chosen.up_to(1, more=True)
    assert list(chosen.numbers()) == [40, 10, 20, 50]


def test_a_span_finds_its_beginning_in_another_order(chosen: ChosenTiles, rows: SkuRows) -> None:
    chosen.only(0)
    rows.numbers = array("q", [50, 20, 40, 30])
    chosen.up_to(3)
    assert list(chosen.numbers()) == [40, 30]


def test_where_its_beginning_is_gone_a_span_begins_anew(chosen: ChosenTiles, rows: SkuRows) -> None:
    chosen.only(0)
    rows.numbers = array("q", [50, 20])
    chosen.up_to(1)
    assert list(chosen.numbers()) == [20]


def test_what_is_not_listed_any_more_is_not_chosen(chosen: ChosenTiles, rows: SkuRows) -> None:
    chosen.put([10, 50])
    rows.numbers = array("q", [50, 60])
    assert len(chosen) == 2, "the list is not complete yet"
    chosen.complete()
    assert list(chosen.numbers()) == [50]


def test_all_are_also_those_that_come_later(chosen: ChosenTiles, rows: SkuRows) -> None:
    chosen.all()
    rows.numbers = array("q", [40, 10, 30, 20, 50, 60, 70])
    chosen.complete()
    assert len(chosen) == 7
    rows.numbers = array("q", [40, 10, 80])
    chosen.complete()
    assert list(chosen.numbers()) == [40, 10], "what comes with another list was not meant"


def test_it_is_told_only_when_others_are_chosen(chosen: ChosenTiles, qtbot) -> None:
    with qtbot.waitSignal(chosen.changed):
        chosen.only(1)
    with qtbot.assertNotEmitted(chosen.changed):
        chosen.only(1)
        chosen.complete()
    with qtbot.waitSignal(chosen.changed):
        chosen.none()
