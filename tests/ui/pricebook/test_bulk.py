"""Many cells at once, as a person does it: copied, pasted, filled, emptied, found and replaced."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ui.pricebook.bulk.copying import OURS
from lazi_desktop.ui.pricebook.bulk.matching import MatchSheet
from lazi_desktop.ui.pricebook.bulk.rewriting import How, RewriteSheet
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from lazi_desktop.ui.theme.tokens import color
from tests.ui.pricebook.conftest import Hand

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIRST = ("UN-1000", "UN-1007", "UN-1014", "UN-1021")


def put_on_clipboard(text: str, markup: str = "") -> None:
    mime = QMimeData()
    mime.setText(text)
    if markup:
        mime.setHtml(markup)
    QGuiApplication.clipboard().setMimeData(mime)


def paste(hand: Hand, text: str, markup: str = "") -> None:
    put_on_clipboard(text, markup)
    hand.key(Qt.Key.Key_V, CONTROL)


def choose(hand: Hand, codes: Sequence[str], columns: Sequence[str], *, add: bool = False) -> None:
    """A rectangle of cells, the first code and column the current ones."""
    rows = [hand.row(code) for code in codes]
    places = [hand.model.place_of(column) for column in columns]
    selection = QItemSelection(
        hand.model.index(min(rows), min(places)), hand.model.index(max(rows), max(places))
    )
    how = QItemSelectionModel.SelectionFlag
    chosen = hand.grid.selectionModel()
    if not add:
        hand.grid.setFocus()
        chosen.setCurrentIndex(hand.model.index(min(rows), min(places)), how.NoUpdate)
    chosen.select(selection, how.Select if add else how.ClearAndSelect)
    hand.settle()


def values(hand: Hand, column: str, codes: Sequence[str] = FIRST) -> list[str]:
    return [hand.cell(code, column) for code in codes]


def line(hand: Hand) -> str:
    told = hand.page.grid.bulk.line
    return "" if told.isHidden() else told.words.text()


def footer(hand: Hand) -> str:
    return hand.page.grid.footer.text()


# ---------------------------------------------------------------------------------------------- pasting


def test_a_block_goes_down_and_right_from_the_current_cell(hand: Hand) -> None:
    hand.go_to("UN-1007", "cost")
    paste(hand, "1.50\t2.75\n1.60\t2.85\n")
    assert values(hand, "cost")[1:3] == ["1.50", "1.60"]
    assert values(hand, "price")[1:3] == ["2.75", "2.85"]
    assert line(hand) == "4 cells changed"
    assert len(hand.ops()) == 4


def test_what_is_there_already_is_no_change_and_one_undo_takes_all_back(hand: Hand) -> None:
    before = values(hand, "price")
    hand.go_to("UN-1000", "price")
    paste(hand, f"{before[0]} $\n99\n{before[2]}\n98.50\n")
    assert line(hand) == "2 cells changed, 2 the same"
    changed = [hand.cell(code, "price", SkuRole.CHANGED) for code in FIRST]
    assert changed == [False, True, False, True]
    hand.app.context.edits.undo(initiator=hand.page)
    hand.settle()
    assert values(hand, "price") == before


def test_a_block_is_repeated_where_the_selection_holds_it_several_times(hand: Hand) -> None:
    choose(hand, FIRST, ["price"])
    paste(hand, "5\n6\n")
    assert values(hand, "price") == ["5.00", "6.00", "5.00", "6.00"]


def test_one_value_fills_cells_that_lie_apart(hand: Hand) -> None:
    choose(hand, ["UN-1000"], ["price"])
    choose(hand, ["UN-1014"], ["cost"], add=True)
    paste(hand, "7\n")
    assert (hand.cell("UN-1000", "price"), hand.cell("UN-1014", "cost")) == ("7.00", "7.00")
    assert len(hand.ops()) == 2


def test_rows_that_are_not_listed_are_not_touched(hand: Hand) -> None:
    hand.search("Check Valve")
    listed = hand.codes()[:3]
    hand.go_to(listed[0], "price")
    paste(hand, "1\n2\n3\n")
    assert {op.entity_key for op in hand.book.ledger} == {hand.book.key(code) for code in listed}


def test_what_goes_beyond_the_last_row_or_column_is_in_the_tray(hand: Hand) -> None:
    last = hand.codes()[-1]
    hand.go_to(last, "price")
    rows = len(hand.model.rows)
    paste(hand, "1\n2\n3\n")
    assert len(hand.model.rows) == rows
    assert line(hand) == "1 cell changed, 2 refused"
    hand.page.grid.bulk.line.show_button.click()
    tray = hand.page.grid.sheets.tray
    assert tray is not None
    assert tray.isVisible()
    assert [(one.text, one.reason) for one in tray.model.lines] == [
        ("2", "This is below the last row."),
        ("3", "This is below the last row."),
    ]


def test_bad_cells_are_refused_with_words_and_the_good_ones_are_taken(hand: Hand) -> None:
    hand.go_to("UN-1000", "price")
    paste(hand, "=A1*2\nabc\n12 %\n44\n")
    assert line(hand) == "1 cell changed, 3 refused"
    reasons = [one.reason for one in hand.page.grid.bulk.refused]
    assert "formula" in reasons[0]
    assert "not a number" in reasons[1]
    assert "share" in reasons[2]
    assert hand.cell("UN-1021", "price") == "44.00"


def test_one_bad_cell_alone_says_why_at_once(hand: Hand) -> None:
    hand.go_to("UN-1000", "margin")
    paste(hand, "50\n")
    assert "follows from" in footer(hand)
    hand.go_to("UN-1000", "name")
    paste(hand, "=SUM(A1:A3)\n")
    assert "is a formula" in footer(hand)
    assert hand.ops() == []


@pytest.mark.parametrize(
    "text", ["x" * 100_000 + "\n", "a\0b\ta\n", '"half\tx\n', "\t\t\t\t\t\t\t\t\t\t\t\n\n\n", "\r\n"]
)
def test_odd_clipboards_never_break_anything(hand: Hand, text: str) -> None:
    hand.go_to("UN-1000", "name")
    paste(hand, text)
    paste(hand, text)
    assert hand.app.notifier.problems == []


def test_a_line_break_in_a_cell_is_taken_from_the_table(hand: Hand) -> None:
    hand.go_to("UN-1000", "name")
    paste(hand, "Two\nlines\t3\n", "<table><tr><td>Two<br>lines</td><td>3</td></tr></table>")
    assert (hand.cell("UN-1000", "name"), hand.cell("UN-1000", "cost")) == ("Two lines", "3.00")


def test_the_undo_beside_the_words_is_there_until_something_else_is_done(hand: Hand) -> None:
    hand.go_to("UN-1000", "price")
    asked = []
    hand.page.grid.bulk.undo_requested.connect(lambda: asked.append(True))
    paste(hand, "1\n2\n")
    hand.page.grid.bulk.line.undo_button.click()
    assert asked == [True]
    hand.app.context.edits.undo(initiator=hand.page)
    hand.settle()
    assert not hand.page.grid.bulk.line.undo_button.isVisible()


# ---------------------------------------------------------------------------------------------- copying


def test_what_is_copied_pastes_back_as_the_same(hand: Hand) -> None:
    choose(hand, FIRST, ["code", "name", "cost", "price"])
    hand.key(Qt.Key.Key_C, CONTROL)
    hand.key(Qt.Key.Key_V, CONTROL)
    assert line(hand) == "0 cells changed, 16 the same"
    assert hand.ops() == []


def test_copies_come_as_text_as_a_table_and_exactly(hand: Hand) -> None:
    choose(hand, FIRST[:1], ["code", "name", "cost"])
    hand.page.grid.bulk.copy(headings=True)
    hand.settle()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text().startswith("Code\tName\tCost\nUN-1000\t")
    assert 'x:num="1.05"' in mime.html()
    assert mime.hasFormat(OURS)


def test_cells_that_lie_apart_are_copied_with_blanks_between(hand: Hand) -> None:
    choose(hand, ["UN-1000"], ["cost"])
    choose(hand, ["UN-1007"], ["price"], add=True)
    hand.key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "1.05\t\n\t3.87"


# ---------------------------------------------------------------------------------------------- filling


def test_fill_down_and_right(hand: Hand) -> None:
    first = hand.cell("UN-1000", "price")
    choose(hand, FIRST, ["price", "margin"])
    hand.key(Qt.Key.Key_D, CONTROL)
    assert values(hand, "price") == [first] * 4
    choose(hand, FIRST[:2], ["cost", "price"])
    hand.key(Qt.Key.Key_R, CONTROL)
    assert values(hand, "price")[:2] == values(hand, "cost")[:2]


def test_a_single_row_is_filled_from_the_one_above(hand: Hand) -> None:
    above = hand.cell("UN-1000", "price")
    hand.go_to("UN-1007", "price")
    hand.key(Qt.Key.Key_D, CONTROL)
    assert hand.cell("UN-1007", "price") == above


def test_delete_empties_texts_and_leaves_numbers_with_words(hand: Hand) -> None:
    choose(hand, FIRST, ["price", "member_price", "unit"])
    hand.key(Qt.Key.Key_Delete)
    assert values(hand, "unit") == [""] * 4
    assert "4 cells changed" in line(hand)
    assert "refused" in line(hand)
    assert "" not in values(hand, "price")


# ---------------------------------------------------------------------------------------------- paste by code


def match_sheet(hand: Hand, text: str) -> MatchSheet:
    put_on_clipboard(text)
    hand.page.grid.sheets.paste_matched()
    hand.settle()
    hand.settle()
    sheet = hand.page.grid.sheets.match
    assert sheet is not None
    return sheet


def test_rows_are_found_by_their_codes_and_columns_by_their_headings(hand: Hand) -> None:
    same = hand.cell("UN-1007", "price")
    sheet = match_sheet(hand, f"Member price\tCode\tPrice\n5\tUN-1014\t9\n\tUN-1007\t{same}\n6\tNONE-1\t7\n")
    assert sheet.found is not None
    assert [(one.row.code, one.field.name) for one in sheet.found.plan.changed] == [
        ("UN-1014", "member_price"),
        ("UN-1014", "price"),
    ]
    assert "1 not found" in sheet.summary.text()
    assert hand.ops() == []
    sheet.apply_button.click()
    hand.settle()
    assert hand.cell("UN-1014", "price") == "9.00"
    assert {op.field: op.value for op in hand.book.ledger} == {"price": 9, "member_price": 5}
    assert "refused" in line(hand)
    tray = hand.page.grid.sheets.tray
    assert tray is not None
    assert tray.isVisible()
    tray.copy()
    assert "NONE-1" in QGuiApplication.clipboard().text()


def test_without_headings_the_person_says_what_the_columns_are(hand: Hand) -> None:
    hand.go_to("UN-1000", "cost")
    sheet = match_sheet(hand, "UN-1014\t9\nUN-1021\t8\n")
    assert [one.currentData() for one in sheet.choices] == ["code", "cost"]
    sheet.choices[1].setCurrentIndex(sheet.choices[1].findData("price"))
    hand.settle()
    sheet.apply_button.click()
    hand.settle()
    assert (hand.cell("UN-1014", "price"), hand.cell("UN-1021", "price")) == ("9.00", "8.00")


def test_columns_that_are_no_field_are_said(hand: Hand) -> None:
    sheet = match_sheet(hand, "Code\tPrice\tOur remark\nUN-1014\t9\tgood\nUN-1021\t8\t\n")
    assert "1 column left out" in sheet.summary.text()
    assert "0 refused" in sheet.summary.text()
    assert [(one.title, one.text) for one in sheet.refused.lines] == [("Our remark", "good")]
    assert sheet.apply_button.isEnabled()


def test_what_will_be_changed_stands_on_amber(hand: Hand) -> None:
    sheet = match_sheet(hand, "Code\tPrice\nUN-1014\t9\n")
    table, then = sheet.changed_table, len(sheet.changed.columns) - 1
    cells = [table.visualRect(sheet.changed.index(0, place)) for place in (then - 1, then)]
    image = table.viewport().grab().toImage()
    grounds = [image.pixelColor(cell.right() - 3, cell.top() + 3).name() for cell in cells]
    assert grounds[1] == color("changed_soft").name()
    assert grounds[0] != grounds[1]


def test_a_code_that_stands_twice_is_not_guessed(hand: Hand) -> None:
    sheet = match_sheet(hand, "Code\tPrice\nUN-1014\t9\nun-1014\t8\n")
    assert not sheet.apply_button.isEnabled()
    assert "2 not found" in sheet.summary.text()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


# ---------------------------------------------------------------------------------------------- find and replace


def rewrite_sheet(hand: Hand) -> RewriteSheet:
    hand.page.grid.sheets.find_and_replace()
    sheet = hand.page.grid.sheets.rewrite
    assert sheet is not None
    return sheet


def previewed(hand: Hand, sheet: RewriteSheet) -> None:
    hand.qtbot.waitUntil(lambda: not sheet._soon.isActive())
    hand.settle()
    hand.qtbot.waitUntil(lambda: not sheet.summary.text().startswith("Looking"))


def test_texts_are_replaced_as_they_were_shown_without_those_unticked(hand: Hand) -> None:
    sheet = rewrite_sheet(hand)
    QTest.keyClicks(sheet.sought, "pvc union")
    QTest.keyClicks(sheet.instead, "PVC joint")
    previewed(hand, sheet)
    shown = sheet.model.lines
    assert len(shown) > 10
    assert all("PVC joint" in one.edit.value for one in shown)
    assert hand.ops() == []
    sheet.model.toggle([0])
    sheet.apply_button.click()
    hand.settle()
    assert len(hand.ops()) == len(shown) - 1
    assert shown[0].row.key not in {op.entity_key for op in hand.book.ledger}


def test_the_rows_in_question_are_those_listed_now(hand: Hand) -> None:
    sheet = rewrite_sheet(hand)
    QTest.keyClicks(sheet.sought, "u")
    previewed(hand, sheet)
    before = len(sheet.model.lines)
    hand.page.set_search("UN-1007")
    hand.settle()
    previewed(hand, sheet)
    assert sheet.scope.currentText() == "In all 1 listed"
    assert len({one.row.code for one in sheet.model.lines}) == 1
    assert len(sheet.model.lines) < before


def test_what_was_left_out_stays_so_whatever_somebody_else_changes(hand: Hand) -> None:
    sheet = rewrite_sheet(hand)
    QTest.keyClicks(sheet.sought, "pvc union")
    QTest.keyClicks(sheet.instead, "PVC joint")
    previewed(hand, sheet)
    left_out = [sheet.model.lines[place].row.key for place in (1, 3)]
    sheet.model.toggle([1])
    sheet.model.toggle([3])
    first = sheet.model.lines[0].row.key
    for key in (hand.book.key("UN-1007"), first):
        hand.book.override(key, "display_name", "Elbow")
        hand.app.edits.announce(Changes(frozenset([key]), frozenset([Aspect.FIELDS])))
        previewed(hand, sheet)
    assert first not in [one.row.key for one in sheet.model.lines]
    assert [sheet.model.lines[place].row.key for place in sorted(sheet.model.unticked)] == left_out
    assert "2 left out" in sheet.summary.text()
    sheet.apply_button.click()
    hand.settle()
    previewed(hand, sheet)
    assert [one.row.key for one in sheet.model.lines] == left_out
    assert not sheet.apply_button.isEnabled()
    sheet.sought.clear()
    QTest.keyClicks(sheet.sought, "pvc")
    previewed(hand, sheet)
    assert not sheet.model.unticked


def test_a_change_elsewhere_leaves_the_preview_alone(hand: Hand) -> None:
    choose(hand, FIRST[:2], ["name"])
    sheet = rewrite_sheet(hand)
    QTest.keyClicks(sheet.sought, "Union")
    previewed(hand, sheet)
    shown = sheet.plan
    assert shown is not None
    elsewhere = frozenset([hand.book.key(FIRST[2])])
    hand.app.edits.announce(Changes(elsewhere, frozenset([Aspect.FIELDS])))
    previewed(hand, sheet)
    assert sheet.plan is shown


def test_groups_of_a_pattern_and_a_selection(hand: Hand) -> None:
    choose(hand, FIRST[:2], ["name"])
    sheet = rewrite_sheet(hand)
    sheet.is_pattern.setChecked(True)
    QTest.keyClicks(sheet.sought, r"^(\S+) (.*)$")
    QTest.keyClicks(sheet.instead, "$2, $1")
    previewed(hand, sheet)
    assert len(sheet.model.lines) == 2
    sheet.apply_button.click()
    hand.settle()
    assert hand.cell("UN-1000", "name") == 'Check Valve Union, 1/2"'


@pytest.mark.parametrize("pattern, words", [("(", "no regular expression"), (r"(a|aa)+$", "too long")])
def test_patterns_that_are_none_or_never_end_are_said(hand: Hand, pattern: str, words: str) -> None:
    key = hand.book.key("UN-1000")
    hand.book.override(key, "display_name", "a" * 200 + "b")
    sheet = rewrite_sheet(hand)
    sheet.is_pattern.setChecked(True)
    QTest.keyClicks(sheet.sought, pattern)
    hand.qtbot.waitUntil(lambda: words in sheet.summary.text(), timeout=20_000)
    assert not sheet.apply_button.isEnabled()


def test_descriptions_keep_their_tags(hand: Hand) -> None:
    key = hand.book.key("UN-1000")
    hand.book.override(key, "description", "<p class='union'>A union &amp; more</p>")
    sheet = rewrite_sheet(hand)
    sheet.fields.setCurrentIndex(sheet.fields.findText("In all texts"))
    sheet.match_case.setChecked(True)
    QTest.keyClicks(sheet.sought, "union & more")
    QTest.keyClicks(sheet.instead, "joint")
    previewed(hand, sheet)
    sheet.apply_button.click()
    hand.settle()
    assert hand.book.effective(key, "description") == "<p class='union'>A joint</p>"


def test_a_text_is_put_behind_others_and_set(hand: Hand) -> None:
    choose(hand, FIRST[:2], ["name", "unit"])
    sheet = rewrite_sheet(hand)
    sheet.how.setCurrentIndex(sheet.how.findData(How.BEHIND))
    sheet.fields.setCurrentIndex(sheet.fields.findText("Name"))
    QTest.keyClicks(sheet.text, " (new)")
    previewed(hand, sheet)
    sheet.apply_button.click()
    hand.settle()
    assert hand.cell("UN-1007", "name").endswith(" (new)")
    assert hand.book.effective(hand.book.key("UN-1000"), "price") == Decimal("1.68")
