"""The Review page: what is listed, in which groups and order, and what can be done with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.review_rules import Rule
from lazi_desktop.ports.engine import ActivityFailed, Progress
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.review.arranging import Grouping, Sort, Sorting
from lazi_desktop.ui.review.line_painter import AFTER_TICK, TICK_AT
from lazi_desktop.ui.review.review_model import Column
from lazi_desktop.ui.review.review_row import ReviewRow
from tests.fakes.ui_fakes import FakeApp
from tests.ui.review.conftest import SHOWN, Desk

Key = Qt.Key


@pytest.fixture
def filled(desk: Desk) -> Desk:
    book = desk.book
    book.override(book.skus[5], "price", Decimal("24.99"))
    book.override(book.skus[2], "display_name", "New name")
    book.override(book.skus[9], "hours", 2, OverrideState.FAILED, "Hours are locked.")
    book.conflict_on(book.skus[7], "price", ours=Decimal(3), theirs=Decimal(4))
    desk.read()
    return desk


def test_what_needs_a_person_comes_first(filled: Desk) -> None:
    assert filled.lines(*SHOWN) == [
        "▾ ☑ No change-set · 4 SKUs |  |  |  | +11.35 |  | ",
        'UN-1049  4" Pump Union w/ O-ring | Price | 4.00 | 3.00 | −1.00 | Dana | Conflict',
        '☑ UN-1063  3/4" PVC Union Thread | Hours | 0 | 2 |  | Dana | Failed',
        '☑ UN-1014  New name | Name | 1" Pump Union w/ O-ring | New name |  | Dana | Ready',
        '☑ UN-1035  2" Check Valve Union | Price | 12.64 | 24.99 | +12.35 | Dana | Ready',
    ]
    assert filled.page.head.summary.text() == "4 SKUs · 4 changes · list prices +$11.35"
    assert filled.page.head.push.text() == "Push 3 SKUs"


def test_a_conflict_comes_first_also_in_a_smaller_group(desk: Desk) -> None:
    named, book = desk.found("Many"), desk.book
    for key in book.skus[:5]:
        book.override(key, "price", Decimal(9), change_set=named)
    book.conflict_on(book.skus[7], "price", ours=Decimal(3), theirs=Decimal(4))
    desk.read()
    assert desk.lines()[0] == "▾ No change-set · 1 SKU"
    desk.group_by(Grouping.CHANGE_SET, Sorting.CODE)
    assert desk.lines()[0] == "▾ ☑ Many · 5 SKUs"


def test_the_model_keeps_qts_rules(filled: Desk, qtmodeltester) -> None:
    qtmodeltester.check(filled.page.model)


def test_chips_count_skus_and_show_their_lines_alone(filled: Desk, qtbot) -> None:
    chips = filled.page.head.chips
    shown = {chip: made.text() for chip, made in chips.chips.items() if made.isVisible()}
    assert shown == {
        Sort.CONFLICT: "1 in conflict",
        Sort.REFUSED: "1 did not get through",
        Sort.READY: "2 ready",
    }
    qtbot.mouseClick(chips.chips[Sort.REFUSED], Qt.MouseButton.LeftButton)
    filled.settle()
    assert filled.lines(Column.FIELD)[1:] == ["☑ Hours"]
    assert filled.page.head.push.text() == "Push 1 SKU shown"
    qtbot.mouseClick(chips.clear, Qt.MouseButton.LeftButton)
    filled.settle()
    assert len(filled.lines()) == 5


def test_broken_rules_are_chips_and_states(desk: Desk) -> None:
    key = desk.book.key("EQ-1000")
    desk.book.override(key, "price", Decimal(0))
    desk.book.override(desk.book.key("UN-1007"), "price", Decimal("1.00"))
    desk.read()
    chips = desk.page.head.chips.chips
    assert chips[Rule.ZERO_PRICE].text() == "1 without a price"
    assert chips[Rule.BELOW_COST].text() == "1 below cost"
    assert not chips[Sort.READY].isVisible()
    assert desk.lines(Column.STATE)[1:] == ["☑ No price", "☑ Below cost"]
    desk.choose(desk.number("UN-1007"))
    assert desk.page.side.card.note.text() == "Below the cost of 2.42."
    tip = desk.page.model.index(desk.number("EQ-1000"), Column.STATE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "It is sold and has no price."


@pytest.mark.parametrize(
    "grouping, heads",
    [
        (Grouping.CHANGE_SET, ["Names · 1 SKU", "No change-set · 3 SKUs"]),
        (Grouping.PERSON, ["Dana · 3 SKUs", "Luis · 1 SKU"]),
        (Grouping.KIND, ["Materials · 3 SKUs", "Services · 1 SKU"]),
        (Grouping.CATEGORY, ["Diagnostics · 1 SKU", "Electrical › Wire & cable · 1 SKU", "Plumbing › Tees · 1 SKU",
                             "No category · 1 SKU"]),
        (Grouping.NONE, []),
    ],
)  # fmt: skip
def test_lines_are_grouped(desk: Desk, grouping: Grouping, heads: list[str]) -> None:
    book, names = desk.book, desk.found("Names")
    book.override(book.key("UN-1014"), "display_name", "Another", by="Luis", change_set=names)
    book.override(book.key("UN-1042"), "price", Decimal(20))
    book.override(book.key("UN-1063"), "price", Decimal(20))  # in no category
    book.override(book.key("SV-1000"), "hours", 3)
    desk.read()
    desk.group_by(grouping)
    assert [line[4:] for line in desk.lines() if line.startswith("▾")] == heads
    assert len([line for line in desk.lines() if not line.startswith("▾")]) == 4


def test_grouped_by_sku_each_field_is_a_line(desk: Desk) -> None:
    key = desk.book.key("UN-1007")
    desk.book.override(key, "price", Decimal(9))
    desk.book.override(key, "member_price", Decimal(8))
    desk.book.override(desk.book.key("UN-1014"), "price", Decimal(9))
    desk.read()
    desk.group_by(Grouping.SKU)
    assert desk.lines(Column.CHANGE, Column.FIELD) == [
        '▾ ☑ UN-1007  3/4" CPVC Union · 2 changes | ',
        '☑ UN-1007  3/4" CPVC Union | Member price',
        '☑ UN-1007  3/4" CPVC Union | Price',
        '▾ ☑ UN-1014  1" Pump Union w/ O-ring · 1 change | ',
        '☑ UN-1014  1" Pump Union w/ O-ring | Price',
    ]


def test_lines_are_sorted_by_the_money_they_move(desk: Desk) -> None:
    for code, price in (("UN-1007", 5), ("UN-1014", 90), ("UN-1021", 1)):
        desk.book.override(desk.book.key(code), "price", Decimal(price))
    desk.book.override(desk.book.key("UN-1000"), "display_name", "Words")
    desk.read()
    desk.group_by(Grouping.NONE, Sorting.MONEY)
    assert desk.lines(Column.EFFECT) == ["☑ +83.94", "☑ −7.26", "☑ +1.13", "☑ "]


def test_the_filter_takes_words_and_persons(desk: Desk, qtbot) -> None:
    desk.book.override(desk.book.key("UN-1007"), "price", Decimal(9))
    desk.book.override(desk.book.key("UN-1014"), "display_name", "Tee of brass", by="Luis")
    desk.read()
    strip = desk.page.strip
    strip.text.setText("luis tee")
    qtbot.waitUntil(lambda: len(desk.lines()) == 2)
    assert desk.lines(Column.BY)[1] == "☑ Luis"
    strip.text.setText("nobody has this")
    qtbot.waitUntil(desk.page.nothing_fits.isVisible)
    qtbot.mouseClick(desk.page.nothing_fits.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.lines()) == 3)
    assert [one.title for one in strip.person._choices] == ["Everybody", "Dana", "Luis"]


# ------------------------------------------------------------------------------------------------------------- ticks


def test_space_leaves_a_line_out_of_what_is_pushed(filled: Desk, qtbot) -> None:
    filled.choose(filled.number("UN-1035"))
    filled.press(Key.Key_Space)
    assert filled.page.head.push.text() == "Push 2 SKUs"
    assert filled.lines()[0].startswith("▾ ◪ ")
    with qtbot.waitSignal(filled.page.push_wanted) as wanted:
        qtbot.mouseClick(filled.page.head.push, Qt.MouseButton.LeftButton)
    sent = {
        op_id
        for row in filled.page.model.rows()
        if row.code in ("UN-1014", "UN-1063")
        for op_id in row.op_ids
    }
    assert set(wanted.args[0]) == sent


def test_a_head_ticks_its_whole_group_but_no_conflict(filled: Desk) -> None:
    filled.choose(0)
    filled.press(Key.Key_Space)
    assert [line[0] for line in filled.lines()[2:]] == ["☐", "☐", "☐"]
    assert not filled.page.head.push.isEnabled()
    filled.press(Key.Key_Space)
    assert filled.page.head.push.text() == "Push 3 SKUs"
    assert not filled.lines()[1].startswith(("☑", "☐"))


def test_what_is_left_out_stays_out_after_another_edit(filled: Desk) -> None:
    filled.choose(filled.number("UN-1035"))
    filled.press(Key.Key_Space)
    filled.book.override(filled.book.skus[5], "price", Decimal("25.49"))
    filled.read()
    assert filled.lines()[filled.number("UN-1035")].startswith("☐")


def test_a_click_into_the_box_ticks_all_that_is_chosen(filled: Desk, qtbot) -> None:
    rows = [filled.number("UN-1014"), filled.number("UN-1035")]
    filled.choose(*rows)
    rect = filled.table.visualRect(filled.page.model.index(rows[0], 0))
    at = rect.topLeft()
    at.setX(at.x() + filled.table.lines.tick_at(filled.page.model.lines[rows[0]]) + 6)
    at.setY(rect.center().y())
    qtbot.mouseClick(filled.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert filled.page.head.push.text() == "Push 1 SKU"
    assert len(filled.page.chosen()) == 2


def test_a_field_decided_with_one_in_conflict_waits(filled: Desk) -> None:
    filled.book.override(filled.book.skus[7], "member_price", Decimal(2))
    filled.read()
    assert filled.lines(Column.STATE)[filled.number("UN-1049", "member_price")] == "Waits"
    assert filled.page.head.push.text() == "Push 3 SKUs"


def test_only_what_is_under_way_is_gone_on_with(desk: Desk, qtbot) -> None:
    desk.book.override(desk.book.skus[5], "price", Decimal(9), OverrideState.SUBMITTED)
    desk.read()
    assert desk.page.head.push.text() == "Go on with the push"
    number = desk.number("UN-1035")
    assert desk.lines(Column.STATE)[number] == "Submitted"
    tip = desk.page.model.index(number, Column.STATE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Submitted, goes with the next push"
    with qtbot.waitSignal(desk.page.going_on_wanted):
        qtbot.mouseClick(desk.page.head.push, Qt.MouseButton.LeftButton)


def test_what_is_confirmed_is_under_way_only_while_a_push_runs(desk: Desk, qtbot) -> None:
    desk.book.override(desk.book.skus[5], "price", Decimal(9), OverrideState.SUBMITTED)
    desk.read()
    number = desk.number("UN-1035")
    for event, shown in (
        (Progress("push", "Sending", 0, 1), "Under way"),
        (ActivityFailed("push", LaziError("Stopped."), cancelled=True), "Submitted"),
    ):
        desk.app.engine.tell(event)
        qtbot.waitUntil(lambda shown=shown: desk.lines(Column.STATE)[number] == shown)
        desk.settle()


def test_going_on_is_not_offered_while_a_push_runs(desk: Desk, qtbot) -> None:
    desk.book.override(desk.book.skus[5], "price", Decimal(9), OverrideState.SUBMITTED)
    desk.read()
    push = desk.page.head.push
    desk.app.engine.tell(Progress("push", "Sending", 0, 1))
    qtbot.waitUntil(lambda: not push.isEnabled())
    assert push.text() == "Push under way"
    desk.app.engine.tell(ActivityFailed("push", LaziError("Stopped."), cancelled=True))
    qtbot.waitUntil(push.isEnabled)
    assert push.text() == "Go on with the push"


def test_nobody_is_told_that_what_is_confirmed_was_not_sent(desk: Desk) -> None:
    """It may have gone out without an answer."""
    desk.book.override(desk.book.skus[5], "price", Decimal(9), OverrideState.SUBMITTED)
    desk.read()
    [told] = [
        chip.text() for chip in desk.page.head.chips.chips.values() if chip.isVisibleTo(desk.page.head.chips)
    ]
    assert told == "1 submitted, not proved yet"


def test_what_is_confirmed_beside_a_conflict_waits_for_it(filled: Desk) -> None:
    filled.book.override(filled.book.skus[7], "member_price", Decimal(2), OverrideState.SUBMITTED)
    filled.read()
    assert filled.lines(Column.STATE)[filled.number("UN-1049", "member_price")] == "Waits"


# ------------------------------------------------------------------------------------------------------------ groups


def test_groups_are_closed_and_opened_by_the_arrows(filled: Desk) -> None:
    filled.choose(filled.number("UN-1014"))
    filled.press(Key.Key_Left)
    assert filled.table.currentIndex().row() == 0
    filled.press(Key.Key_Left)
    assert len(filled.lines()) == 1
    assert filled.lines()[0].startswith("▸")
    assert filled.page.head.push.text() == "Push 3 SKUs"  # closed is not left out
    filled.press(Key.Key_Right)
    assert len(filled.lines()) == 5


def test_a_closed_group_stays_closed_when_lines_change(filled: Desk) -> None:
    filled.choose(0)
    filled.press(Key.Key_Left)
    filled.book.override(filled.book.skus[0], "price", Decimal(1))
    filled.read()
    assert filled.lines() == ["▸ ☑ No change-set · 5 SKUs"]


def test_lines_say_aloud_what_the_eye_sees(filled: Desk) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    model = filled.page.model
    assert model.index(0, 0).data(role) == "No change-set · 4 SKUs, open, is sent"
    assert model.index(1, 0).data(role) == 'UN-1049  4" Pump Union w/ O-ring, is not sent'
    assert model.index(1, Column.STATE).data(role) == "State: Conflict"


# ------------------------------------------------------------------------------------------------------- what is done


def test_one_change_is_discarded_at_once(filled: Desk) -> None:
    filled.choose(filled.number("UN-1035"))
    filled.press(Key.Key_Delete)
    assert (filled.book.skus[5], "price") not in filled.book.overrides
    assert len(filled.lines()) == 4
    assert filled.app.notifier.told[-1] == "1 change of UN-1035 discarded."
    undo = filled.app.notifier.undos[-1]
    assert undo is not None
    undo()
    filled.settle()
    assert (filled.book.skus[5], "price") in filled.book.overrides


def test_several_changes_and_what_is_new_go_in_one_step(filled: Desk, qtbot) -> None:
    filled.book.open_conflicts.clear()
    filled.book.make_new(EntityKind.MATERIAL, "Tees", code="VS-1", display_name="Pump", price=Decimal(9))
    filled.read()
    filled.table.selectAll()
    qtbot.mouseClick(filled.page.head.discard, Qt.MouseButton.LeftButton)
    assert filled.page.question is not None
    assert filled.page.question.title.text() == "Discard 7 changes, and with them 1 new?"
    filled.page.question.accept()
    filled.settle()
    assert filled.book.overrides == {}
    assert filled.page.empty.isVisible()
    assert [step.label for step in filled.book.undo_list] == ["Discard 7 changes"]


def test_a_conflict_is_decided_and_never_pushed(filled: Desk, qtbot) -> None:
    filled.choose(filled.number("UN-1049"))
    assert not filled.page.actions_by_name["review_push_chosen"].isEnabled()
    conflict = next(iter(filled.book.open_conflicts))
    with qtbot.waitSignal(filled.page.decide_wanted) as wanted:
        filled.press(Key.Key_Return)
    assert wanted.args == [conflict]


def test_the_keyboard_comes_into_the_list(filled: Desk) -> None:
    filled.page.head.export.setFocus()
    filled.page.take_keys()
    assert filled.table.hasFocus()
    assert filled.table.currentIndex().isValid()
    filled.page.head.export.setFocus()
    filled.page.side.desk.emptied.emit()
    assert filled.table.hasFocus()


def test_enter_shows_the_sku_in_the_grid(filled: Desk, qtbot) -> None:
    filled.choose(filled.number("UN-1035"))
    with qtbot.waitSignal(filled.page.show_wanted) as shown:
        filled.press(Key.Key_Return)
    assert shown.args == [filled.book.skus[5]]


def test_chosen_lines_alone_are_pushed(filled: Desk, qtbot) -> None:
    filled.choose(filled.number("UN-1049"), filled.number("UN-1035"))
    with qtbot.assertNotEmitted(filled.page.push_wanted):
        filled.press(Key.Key_P)  # no letter sends: who thinks they are typing a name would push
    with qtbot.waitSignal(filled.page.push_wanted) as wanted:
        filled.page.actions_by_name["review_push_chosen"].trigger()
    assert set(wanted.args[0]) == {filled.book.overrides[filled.book.skus[5], "price"][1]}


def test_a_refresh_keeps_what_is_chosen(filled: Desk) -> None:
    filled.choose(filled.number("UN-1035"))
    filled.book.override(filled.book.skus[0], "price", Decimal(1))
    filled.read()
    assert [row.code for row in filled.page.chosen()] == ["UN-1035"]
    assert filled.table.currentIndex().row() == filled.number("UN-1035")


def test_a_line_that_goes_elsewhere_stays_in_sight(desk: Desk) -> None:
    for key in desk.book.skus[:40]:
        desk.book.override(key, "price", Decimal(9))
    desk.read()
    desk.page.resize(1200, 420)
    first = desk.page.model.lines[1]
    assert isinstance(first, ReviewRow)
    desk.choose(1)
    desk.press(Key.Key_H)
    moved = desk.number(first.code)
    assert moved > 30
    assert [row.code for row in desk.page.chosen()] == [first.code]
    place = desk.table.visualRect(desk.page.model.index(moved, 0))
    assert desk.table.viewport().rect().contains(place.center())


def test_a_line_near_the_top_is_shown_with_its_head(desk: Desk) -> None:
    for key in desk.book.skus[:40]:
        desk.book.override(key, "price", Decimal(9))
    desk.read()
    desk.page.resize(1200, 420)
    desk.table.verticalScrollBar().setValue(desk.table.verticalScrollBar().maximum())
    desk.choose(3)
    assert desk.table.rowAt(0) == 0


def test_the_value_is_edited_in_place(filled: Desk, qtbot) -> None:
    filled.choose(filled.number("UN-1035"))
    filled.press(Key.Key_F2)
    field = filled.page.acting.values.field
    assert field is not None
    assert field.text() == "24.99"
    field.selectAll()
    qtbot.keyClicks(field, "many")
    assert "is not a number" in filled.page.acting.values.bubble.text
    qtbot.keyClick(field, Key.Key_Return)
    assert field.isVisible()
    field.selectAll()
    qtbot.keyClicks(field, "21.50")
    qtbot.keyClick(field, Key.Key_Return)
    filled.settle()
    assert filled.book.overrides[filled.book.skus[5], "price"][0] == Decimal("21.5")
    assert filled.table.hasFocus()


def test_what_others_do_meanwhile_does_not_disturb_typing(filled: Desk, qtbot) -> None:
    filled.choose(filled.number("UN-1035"))
    filled.press(Key.Key_F2)
    field = filled.page.acting.values.field
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, "22")
    filled.book.override(filled.book.skus[0], "price", Decimal(1))
    filled.read()
    assert field.isVisible()
    assert field.text() == "22"
    qtbot.keyClick(field, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(filled.lines()) == 6)


def test_what_is_more_than_a_line_is_edited_in_its_editor(desk: Desk, qtbot) -> None:
    key = desk.book.key("UN-1007")
    desk.book.override(key, "description", "<p>Other words</p>")
    desk.read()
    desk.choose(desk.number("UN-1007"))
    with qtbot.waitSignal(desk.page.editor_wanted) as wanted:
        desk.press(Key.Key_F2)
    assert wanted.args == [key, "description"]


# -------------------------------------------------------------------------------------------------------------- aside


def test_servicetitans_words_stand_beside_the_line(filled: Desk) -> None:
    filled.choose(filled.number("UN-1063"))
    assert filled.page.side.card.words.text() == "ServiceTitan said: Hours are locked."
    filled.choose(filled.number("UN-1014"))
    assert not filled.page.side.card.words.isVisible()
    assert filled.page.side.card.ours.text() == "New name"


def test_a_long_text_shows_what_of_it_is_another(desk: Desk) -> None:
    desk.book.override(desk.book.key("UN-1007"), "description", "<p>Schedule 80 &amp; up.</p><p>Number 1</p>")
    desk.read()
    desk.choose(desk.number("UN-1007"))
    card = desk.page.side.card
    assert card.diff.isVisible()
    assert "line-through" in card.diff.text()
    assert "80" in card.diff.text()


def test_several_lines_show_what_they_come_to(filled: Desk) -> None:
    filled.choose(0)
    totals = filled.page.side.totals
    assert totals.title.text() == "No change-set"
    assert totals.values["entities"].text() == "4 SKUs"
    assert totals.values["list_prices"].text() == "+11.35"
    assert totals.values["lowered"].text() == "1  −1.00"


def test_the_history_of_what_is_looked_at_is_asked_for(filled: Desk, qtbot) -> None:
    filled.choose(filled.number("UN-1035"))
    key = filled.book.skus[5]
    qtbot.waitUntil(lambda: (key, None) in filled.app.engine.asked("read_history"))


def test_a_conflict_of_another_kind_says_which(filled: Desk) -> None:
    key = filled.book.skus[9]
    filled.book.conflict_on(key, "price", ours=Decimal(1), theirs=None, kind="delete_vs_edit")
    filled.read()
    tip = filled.page.model.index(filled.number("UN-1063", "price"), Column.STATE).data(
        Qt.ItemDataRole.ToolTipRole
    )
    assert tip == "Conflict: deleted in ServiceTitan, changed here"


def test_an_empty_list_says_what_would_fill_it(desk: Desk, qtbot) -> None:
    assert desk.page.empty.title.text() == "Nothing to review"
    with qtbot.waitSignal(desk.page.pricebook_wanted):
        qtbot.mouseClick(desk.page.empty.button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("width", [1000, 1500])
def test_nothing_important_is_cut(filled: Desk, width: int) -> None:
    filled.page.resize(width, 600)
    model, painter = filled.page.model, filled.table.lines
    shown = [column for column in Column if not filled.table.isColumnHidden(column)]
    assert set(Column) - set(shown) <= {Column.BY, Column.WHEN}  # the pane beside the list tells them as well
    assert filled.table.horizontalHeader().length() <= filled.table.viewport().width()
    for column in set(shown) & {Column.FIELD, Column.EFFECT, Column.BY, Column.WHEN}:
        texts = [str(model.index(row, column).data()) for row in range(1, model.rowCount())]
        assert filled.table.columnWidth(column) >= max(painter.width_of(text) for text in texts) + 20


def test_totals_and_names_are_whole_on_a_usual_screen(desk: Desk) -> None:
    for key in desk.book.skus[:4]:
        desk.book.override(key, "price", Decimal(999_999))
    desk.read()
    desk.page.resize(1330, 700)
    painter, model = desk.table.lines, desk.page.model
    head = str(model.index(0, Column.EFFECT).data())
    assert desk.table.columnWidth(Column.EFFECT) >= painter.width_of(head) + 20
    name = max((str(model.index(row, 0).data()) for row in range(1, model.rowCount())), key=len)
    assert desk.table.columnWidth(Column.CHANGE) >= painter.width_of(name) + TICK_AT + AFTER_TICK + 10


def test_a_dragged_width_is_kept(app: FakeApp, filled: Desk, qtbot) -> None:
    header = filled.table.horizontalHeader()
    header.resizeSection(Column.FIELD, 201)
    again = Desk(app, qtbot)
    assert again.table.columnWidth(Column.FIELD) == 201
    again.table.horizontalHeader().sectionHandleDoubleClicked.emit(Column.FIELD)
    assert again.table.columnWidth(Column.FIELD) < 201


def test_every_edit_of_the_page_is_one_op(filled: Desk) -> None:
    filled.choose(filled.number("UN-1035"))
    filled.press(Key.Key_Delete)
    assert [op.kind for op in filled.book.ledger] == [OpKind.UNSET]
