"""What is proposed shows where it was proposed, until a manager answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.proposals import reject
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from lazi_desktop.ui.theme.tokens import color
from tests.ui.pricebook.conftest import Hand

CODE = "UN-1007"
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
EDITED = int(Qt.ItemDataRole.EditRole)


@pytest.fixture
def estimator(hand: Hand) -> Hand:
    hand.app.edits.use_level("estimator")
    hand.settle()
    return hand


def propose(hand: Hand, text: str = "Union Brass") -> str:
    """What the cell said before."""
    before: str = hand.cell(CODE, "name")
    hand.key(Qt.Key.Key_Return, on=hand.type_into(CODE, "name", text))
    return before


def of_somebody_else(hand: Hand) -> None:
    """As if it had been proposed at another desktop, by Ed."""
    book = hand.book
    book.proposed = {key: replace(one, mine=False, by="Ed") for key, one in book.proposed.items()}
    hand.app.edits.announce(Changes(aspects=frozenset((Aspect.EVERYTHING,))))
    hand.settle()


def tip(hand: Hand, column: str) -> str:
    index = hand.model.index(hand.row(CODE), hand.place(column))
    option = QStyleOptionViewItem()
    option.rect = hand.grid.visualRect(index)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    hand.grid.itemDelegate().helpEvent(event, hand.grid, option, index)
    return QToolTip.text()


def ground(hand: Hand, column: str) -> str:
    """Of a cell, in its upper left corner."""
    hand.go_to("UN-1000", "code")
    box = hand.grid.visualRect(hand.model.index(hand.row(CODE), hand.place(column)))
    shot = hand.grid.viewport().grab()
    return shot.toImage().pixelColor((box.topLeft() + QPoint(3, 3)) * shot.devicePixelRatio()).name()


def test_the_cell_shows_what_she_proposes_and_says_what_is_in_force(estimator: Hand) -> None:
    before = propose(estimator)
    words = f"You propose Union Brass; a manager has not answered yet. Now: {before}"
    assert estimator.cell(CODE, "name") == "Union Brass"
    assert estimator.cell(CODE, "name", EDITED) == "Union Brass"
    assert estimator.cell(CODE, "name", SkuRole.PROPOSED)
    assert words in estimator.cell(CODE, "name", SPOKEN)
    assert words in tip(estimator, "name")
    assert estimator.cell(CODE, "state") == "Proposed"
    assert not estimator.cell(CODE, "code", SkuRole.PROPOSED)
    assert ground(estimator, "name") == color("accent_soft").name()


def test_nothing_is_proposed_twice_by_opening_the_cell_again(estimator: Hand) -> None:
    before = propose(estimator)
    estimator.go_to(CODE, "name")
    estimator.key(Qt.Key.Key_F2)
    editor = estimator.editor()
    assert editor.text() == "Union Brass"
    assert editor.seen == before
    estimator.key(Qt.Key.Key_Return, on=editor)
    assert estimator.ops() == [("propose", "display_name", "Union Brass")]


def test_what_others_propose_leaves_the_value_and_is_marked(estimator: Hand) -> None:
    before = propose(estimator)
    of_somebody_else(estimator)
    assert estimator.cell(CODE, "name") == before
    assert estimator.cell(CODE, "name", SkuRole.PROPOSED)
    assert f"Ed proposes Union Brass; a manager has not answered yet. Now: {before}" in tip(estimator, "name")
    assert estimator.cell(CODE, "state") == "Proposed"
    assert ground(estimator, "name") != color("accent_soft").name()


def test_when_it_is_answered_nothing_is_left_of_it(estimator: Hand) -> None:
    before = propose(estimator)
    app = estimator.app
    app.edits.do(lambda work: reject(work, work.proposals(), reason="No"), initiator=app.edits)
    estimator.settle()
    assert estimator.cell(CODE, "name") == before
    assert estimator.cell(CODE, "state") == ""
    assert "propose" not in estimator.cell(CODE, "name", SPOKEN)
    assert not estimator.cell(CODE, "name", SkuRole.PROPOSED)


def test_the_inspector_says_it_below_the_field(estimator: Hand) -> None:
    estimator.go_to(CODE)
    assert estimator.page.inspector.header.chip.isHidden()
    propose(estimator)
    estimator.go_to(CODE)
    assert estimator.note("display_name") == "You propose Union Brass; not answered yet"
    assert estimator.page.inspector.header.chip.text() == "Proposed"
    assert estimator.note("code") == ""


def test_rows_are_picked_by_what_is_proposed(estimator: Hand) -> None:
    propose(estimator)
    pill = estimator.page.grid.head.pills.flag(SkuFlag.PROPOSED)
    estimator.qtbot.waitUntil(lambda: pill.text() == "Proposed 1")
    estimator.page.grid.filtering.use(GridFilters(flags=frozenset((SkuFlag.PROPOSED,))))
    estimator.settle()
    assert estimator.codes() == [CODE]


def test_the_old_value_typed_again_takes_the_proposal_back(estimator: Hand) -> None:
    before = propose(estimator)
    estimator.key(Qt.Key.Key_Return, on=estimator.type_into(CODE, "name", before))
    assert estimator.cell(CODE, "name") == before
    assert estimator.cell(CODE, "state") == ""
    assert not estimator.cell(CODE, "name", SkuRole.PROPOSED)
    assert [kind for kind, *_ in estimator.ops()] == ["propose", "answer"]
    assert "Withdrawn: 1 proposal." in estimator.app.notifier.told
    assert not estimator.book.overrides


def test_what_others_propose_is_not_taken_back_by_typing(estimator: Hand) -> None:
    before = propose(estimator)
    of_somebody_else(estimator)
    estimator.key(Qt.Key.Key_Return, on=estimator.type_into(CODE, "name", before))
    assert estimator.cell(CODE, "state") == "Proposed"
    assert [kind for kind, *_ in estimator.ops()] == ["propose"]
