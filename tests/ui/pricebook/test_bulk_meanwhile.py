"""Many cells at once while other things go on: whatever comes between, each change is recorded or its failure said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ui.pricebook.bulk.rewriting import RewriteSheet
from tests.ui.pricebook.conftest import Hand

CONTROL = Qt.KeyboardModifier.ControlModifier


def put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def line(hand: Hand) -> str:
    told = hand.page.grid.bulk.line
    return "" if told.isHidden() else told.words.text()


def footer(hand: Hand) -> str:
    return hand.page.grid.footer.text()


def press(hand: Hand, key: Qt.Key) -> None:
    """Without waiting for what it does."""
    QTest.keyClick(hand.grid, key, CONTROL)


def hold(hand: Hand) -> None:
    hand.app.readers.held = True


def go_on(hand: Hand) -> None:
    hand.app.readers.held = False
    hand.app.readers.release()
    hand.settle()


def choose_column(hand: Hand, column: str) -> None:
    """All of its cells."""
    place = hand.place(column)
    hand.grid.setFocus()
    hand.grid.select_position(0, place)
    whole = QItemSelection(hand.model.index(0, place), hand.model.index(len(hand.model.rows) - 1, place))
    hand.grid.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.Select)


def test_a_paste_is_for_the_rows_that_were_shown(hand: Hand) -> None:
    shown = hand.codes()[:2]
    hand.go_to(shown[0], "price")
    put_on_clipboard("71\n72\n")
    hold(hand)
    hand.page.set_search("Check Valve")
    press(hand, Qt.Key.Key_V)
    go_on(hand)
    assert [hand.book.effective(hand.book.key(code), "price") for code in shown] == [71, 72]
    assert line(hand) == "2 cells changed"


def test_the_first_rows_of_a_list_are_pasted_into_and_those_behind_them(hand: Hand) -> None:
    codes = hand.codes()
    assert len(codes) > 210
    loader = hand.page.grid.loader
    hold(hand)
    assert loader.query is not None
    loader.ask(loader.query)
    hand.app.readers.release()
    hand.qtbot.waitUntil(lambda: not loader.is_complete and len(hand.model.rows) == 200)
    assert hand.grid.finish_typing()
    hand.grid.setFocus()
    hand.grid.select_position(195, hand.place("price"))
    put_on_clipboard("".join(f"{number}\n" for number in range(1, 11)))
    press(hand, Qt.Key.Key_V)
    go_on(hand)
    assert line(hand) == "10 cells changed"
    keys = [hand.book.key(code) for code in codes[195:205]]
    assert [hand.book.effective(key, "price") for key in keys] == list(range(1, 11))


def test_a_mistake_of_ours_is_said_and_the_next_paste_works(hand: Hand, monkeypatch) -> None:
    hand.go_to("UN-1000", "price")
    put_on_clipboard("71\n")

    def broken(*_args: object) -> None:
        raise RuntimeError("a mistake")

    with monkeypatch.context() as patch, hand.qtbot.captureExceptions() as raised:
        patch.setattr(hand.app.queries, "rows", broken)
        hand.key(Qt.Key.Key_V, CONTROL)
    assert [kind for kind, *_ in raised] == [RuntimeError]
    assert [problem.detail for problem in hand.app.notifier.problems] == ["Nothing was changed."]
    assert not hand.page.grid.bulk.is_busy
    hand.key(Qt.Key.Key_V, CONTROL)
    assert hand.cell("UN-1000", "price") == "71.00"


def test_a_mistake_while_it_is_recorded_is_said_and_the_next_paste_works(hand: Hand, monkeypatch) -> None:
    hand.go_to("UN-1000", "price")
    put_on_clipboard("71\n")

    def broken() -> None:
        raise RuntimeError("a mistake")

    with monkeypatch.context() as patch, hand.qtbot.captureExceptions() as raised:
        patch.setattr(hand.app.workspace, "unit_of_work", broken)
        hand.key(Qt.Key.Key_V, CONTROL)
    assert [kind for kind, *_ in raised] == [RuntimeError]
    assert not hand.page.grid.bulk.is_busy
    assert hand.page.grid.bulk.line.progress.isHidden() or hand.page.grid.bulk.line.isHidden()
    hand.key(Qt.Key.Key_V, CONTROL)
    assert hand.cell("UN-1000", "price") == "71.00"


def test_nothing_is_pasted_while_it_is_still_being_copied(hand: Hand) -> None:
    put_on_clipboard("71\n")
    hand.go_to("UN-1000", "price")
    hold(hand)
    press(hand, Qt.Key.Key_C)
    press(hand, Qt.Key.Key_V)
    assert "Wait until “Copy” is done" in footer(hand)
    go_on(hand)
    assert hand.ops() == []
    assert QGuiApplication.clipboard().text() == hand.cell("UN-1000", "price")


def test_one_fill_does_not_swallow_the_one_before_it(hand: Hand) -> None:
    rows = len(hand.model.rows)
    assert any(hand.model.rows.at(place) is None for place in range(rows))
    hand.app.writer.held = True
    for text in ("BOX", "BAG"):
        choose_column(hand, "unit")
        QTest.keyClicks(hand.grid, text[0])
        QTest.keyClicks(hand.editor(), text[1:])
        QTest.keyClick(hand.editor(), Qt.Key.Key_Return, CONTROL)
    hand.app.writer.held = False
    hand.app.writer.release()
    hand.settle()
    assert [value for _, _, value in hand.ops()] == ["BOX"] * rows + ["BAG"] * rows


@contextmanager
def typed_but_not_written(hand: Hand, code: str, column: str, text: str) -> Iterator[None]:
    """The store is busy with something else, as with a pull."""
    hand.app.writer.held = True
    hand.type_into(code, column, text)
    QTest.keyClick(hand.editor(), Qt.Key.Key_Return)
    yield
    hand.app.writer.held = False
    hand.app.writer.release()
    hand.settle()


def test_what_was_just_typed_is_filled_down(hand: Hand) -> None:
    codes = hand.codes()[:4]
    with typed_but_not_written(hand, codes[0], "price", "12"):
        place = hand.place("price")
        cells = QItemSelection(hand.model.index(0, place), hand.model.index(3, place))
        hand.grid.selectionModel().select(cells, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        press(hand, Qt.Key.Key_D)
    assert [hand.cell(code, "price") for code in codes] == ["12.00"] * 4


def test_a_paste_over_what_was_just_typed_has_seen_it(hand: Hand) -> None:
    before = hand.book.effective(hand.book.key("UN-1000"), "price")
    put_on_clipboard("15")
    with typed_but_not_written(hand, "UN-1000", "price", "12"):
        hand.grid.select_position(hand.row("UN-1000"), hand.place("price"))
        press(hand, Qt.Key.Key_V)
    assert [(op.value, op.seen) for op in hand.book.ledger] == [(12, before), (15, 12)]


def test_what_was_just_typed_is_copied(hand: Hand) -> None:
    with typed_but_not_written(hand, "UN-1000", "price", "12"):
        hand.grid.select_position(hand.row("UN-1000"), hand.place("price"))
        press(hand, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "12.00"


def rewrite_sheet(hand: Hand, sought: str, instead: str) -> RewriteSheet:
    hand.page.grid.sheets.find_and_replace()
    sheet = hand.page.grid.sheets.rewrite
    assert sheet is not None
    QTest.keyClicks(sheet.sought, sought)
    QTest.keyClicks(sheet.instead, instead)
    hand.qtbot.waitUntil(lambda: not sheet._soon.isActive())
    return sheet


def test_what_is_not_looked_for_any_more_is_not_shown(hand: Hand) -> None:
    hold(hand)
    sheet = rewrite_sheet(hand, "Union", "Joint")
    sheet.sought.selectAll()
    QTest.keyClick(sheet.sought, Qt.Key.Key_Delete)
    hand.qtbot.waitUntil(lambda: not sheet._soon.isActive())
    go_on(hand)
    assert sheet.plan is None
    assert not sheet.apply_button.isEnabled()
    assert "Type what to look for" in sheet.summary.text()


def test_a_replacement_waits_for_the_paste_before_it(hand: Hand) -> None:
    sheet = rewrite_sheet(hand, "PVC Union", "PVC Joint")
    hand.qtbot.waitUntil(lambda: sheet.apply_button.isEnabled())
    wanted = len(sheet.model.lines)
    put_on_clipboard("71\n")
    hand.go_to("UN-1000", "price")
    hold(hand)
    press(hand, Qt.Key.Key_V)
    sheet.apply_button.click()
    go_on(hand)
    fields = [field for _, field, _ in hand.ops()]
    assert fields == ["price", *["display_name"] * wanted]


@pytest.mark.parametrize("key", [Qt.Key.Key_D, Qt.Key.Key_C])
def test_the_grid_may_look_for_other_rows_meanwhile(hand: Hand, key: Qt.Key) -> None:
    hand.go_to("UN-1007", "price")
    above, here = hand.cell("UN-1000", "price"), hand.cell("UN-1007", "price")
    hold(hand)
    press(hand, key)
    hand.page.set_search("Elbow")
    go_on(hand)
    assert hand.app.notifier.problems == []
    if key == Qt.Key.Key_D:
        assert [(field, f"{value:.2f}") for _, field, value in hand.ops()] == [("price", above)]
    else:
        assert QGuiApplication.clipboard().text() == here


def test_what_is_typed_while_a_paste_is_planned_wins_and_is_said(hand: Hand) -> None:
    put_on_clipboard("71\n72\n")
    hand.go_to("UN-1000", "price")
    key = hand.book.key("UN-1000")
    hold(hand)
    press(hand, Qt.Key.Key_V)
    hand.qtbot.waitUntil(lambda: bool(hand.app.readers._waiting))
    hand.app.readers.release()  # what stands there is read; it is recorded with the event loop
    hand.book.override(key, "price", 12)
    go_on(hand)
    assert hand.book.effective(key, "price") == 12
    assert hand.book.effective(hand.book.key("UN-1007"), "price") == 72
    assert line(hand) == "1 cell changed, 1 changed meanwhile and left alone"


def test_a_list_to_paste_by_code_follows_what_is_edited(hand: Hand) -> None:
    put_on_clipboard("Code\tPrice\nUN-1000\t71\nUN-1007\t72\n")
    hand.page.grid.sheets.paste_matched()
    hand.settle()
    sheet = hand.page.grid.sheets.match
    assert sheet is not None
    assert len(sheet.changed.lines) == 2
    hand.app.edits.edit(
        [
            FieldEdit(
                hand.book.key("UN-1000"), "price", 71, hand.book.effective(hand.book.key("UN-1000"), "price")
            )
        ],
        initiator=hand.page,
    )
    hand.settle()
    hand.qtbot.waitUntil(lambda: len(sheet.changed.lines) == 1)
    assert "1 the same" in sheet.summary.text()


def test_find_and_replace_says_what_changed_and_esc_closes_it_afterwards(hand: Hand) -> None:
    sheet = rewrite_sheet(hand, "PVC Union", "PVC Joint")
    hand.qtbot.waitUntil(lambda: sheet.apply_button.isEnabled())
    wanted = len(sheet.model.lines)
    sheet.apply_button.setFocus()
    QTest.keyClick(sheet.apply_button, Qt.Key.Key_Space)
    hand.settle()
    assert line(hand) == f"{wanted} cells changed"
    held = hand.page.window().focusWidget()
    assert held is not None
    QTest.keyClick(held, Qt.Key.Key_Escape)
    assert hand.page.grid.sheets.open_sheet is None
