"""What the program chooses in a table is chosen, whatever keys are held meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from lazi_desktop.ui.widgets.plain_table import Heading, choose_row, plain_table

HELD = Qt.KeyboardModifier


@pytest.fixture
def table(qtbot) -> QTableWidget:
    table = plain_table([Heading("Code", 80), Heading("Name", 80)], [["A-1", "Filter"], ["A-2", "Pump"]])
    qtbot.addWidget(table)
    return table


def chosen(table: QTableWidget) -> list[int]:
    return [index.row() for index in table.selectionModel().selectedRows()]


@pytest.mark.parametrize(
    "held",
    [HELD.NoModifier, HELD.ShiftModifier, HELD.ControlModifier, HELD.ShiftModifier | HELD.ControlModifier],
)
def test_it_alone_is_chosen_and_current(table: QTableWidget, held: Qt.KeyboardModifier) -> None:
    QTest.keyPress(table, Qt.Key.Key_F9, held)
    for row in (1, 0):
        choose_row(table, row)
        assert (table.currentRow(), chosen(table)) == (row, [row])
