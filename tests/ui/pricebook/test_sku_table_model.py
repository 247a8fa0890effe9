"""The grid's model under Qt's own examiner, through every way its rows change."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.arrangement import first_arrangement
from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel
from tests.fakes.ui_fakes import FakeBook

BOOK = FakeBook(materials=60, services=0, equipment=0, fees=0)


@pytest.fixture
def model(qapp):
    model = SkuTableModel(first_arrangement(Tree.MATERIALS).columns)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.replace(array("q", range(10)), [BOOK.row(number) for number in range(10)])
    yield model
    del tester


def numbers(model: SkuTableModel) -> list[int]:
    return list(model.rows.numbers)


@pytest.mark.parametrize(
    ("after", "because"),
    [
        ([*range(10)], "nothing happened"),
        ([*range(20)], "rows at the end"),
        ([50, *range(10)], "a row above"),
        ([*range(5), 50, 51, *range(5, 10)], "rows between"),
        ([*range(1, 10)], "the first is gone"),
        ([], "all are gone"),
        ([*reversed(range(10))], "another order"),
        ([9, 50, 3, 51, 1], "all at once, fewer"),
        ([9, 50, 3, 51, 1, *range(20, 40)], "all at once, more"),
    ],
)
def test_rows_keep_their_selection_wherever_they_go(model: SkuTableModel, after, because) -> None:
    held = {number: QPersistentModelIndex(model.index(number, 2)) for number in range(10)}
    selection = QItemSelectionModel(model)
    selection.select(model.index(3, 2), QItemSelectionModel.SelectionFlag.Select)
    model.rearrange(array("q", after))
    assert numbers(model) == after
    for number, index in held.items():
        assert index.isValid() == (number in after), because
        if index.isValid():
            assert (after[index.row()], index.column()) == (number, 2), because
    assert [after[index.row()] for index in selection.selectedIndexes()] == [3] * (3 in after), because


def test_the_whole_list_is_added_below_what_is_shown(model: SkuTableModel, qtbot) -> None:
    resets, inserted = [], []
    model.modelAboutToBeReset.connect(lambda: resets.append(1))
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.extend(array("q", range(50)))
    assert (resets, inserted) == ([], [(10, 49)])


def test_the_whole_list_counts_even_if_it_begins_otherwise(model: SkuTableModel) -> None:
    model.extend(array("q", [55, *range(50)]))
    assert numbers(model) == [55, *range(50)]


def test_data_comes_from_memory_and_asks_once_for_what_is_missing(model: SkuTableModel) -> None:
    model.extend(array("q", range(50)))
    asked: list[int] = []
    model.missing.connect(asked.append)
    assert model.index(3, model.place_of("code")).data() == "UN-1021"
    assert model.index(40, model.place_of("code")).data() is None
    assert asked == [40]
    model.put([], asked=[40])
    assert model.index(40, model.place_of("code")).data() is None
    assert asked == [40], "it is gone"


def test_headings_are_words(model: SkuTableModel) -> None:
    from PySide6.QtCore import Qt

    headings = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert headings == [
        "", "Code", "Name", "Cost", "Price", "Margin", "Member", "State", "Unit", "Vendor part",
    ]  # fmt: skip
    assert isinstance(model, QAbstractItemModel)
