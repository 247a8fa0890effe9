"""Rows that come, go and change places under a table that stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from lazi_desktop.ui.push.row_model import Cells, RowModel
from lazi_desktop.ui.widgets.plain_table import Heading
from lazi_desktop.ui.widgets.row_changes import change_rows


class Letters(RowModel[str]):
    def __init__(self) -> None:
        super().__init__([Cells(Heading("Letter", 40), lambda row: row), Cells(Heading("", 40), str.upper)])

    def become(self, rows: str) -> None:
        change_rows(self, self.rows, list(rows), lambda row: row, self._put)

    def _put(self, rows: Sequence[str]) -> None:
        self.rows = list(rows)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "abc"),
        ("abc", ""),
        ("abcdef", "bdf"),
        ("bdf", "abcdef"),
        ("abcdef", "fedcba"),
        ("abcdef", "xfbyaz"),
        ("abc", "xyz"),
        ("abc", "abc"),
    ],
)
def test_what_is_held_of_a_row_stays_with_it(qapp: object, before: str, after: str) -> None:
    model = Letters()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.become(before)
    held = {row: QPersistentModelIndex(model.index(at, 1)) for at, row in enumerate(before)}
    resets = QSignalSpy(model.modelReset)
    model.become(after)
    assert "".join(model.rows) == after
    assert resets.count() == 0
    for row, index in held.items():
        assert (index.data() if index.isValid() else None) == (row.upper() if row in after else None)
    tester.deleteLater()


def test_rows_that_stay_are_drawn_anew(qapp: object) -> None:
    model = Letters()
    model.become("abc")
    drawn = QSignalSpy(model.dataChanged)
    model.become("abcd")
    first, last = drawn.at(drawn.count() - 1)[:2]
    assert (first.row(), last.row(), last.column()) == (0, 3, 1)
