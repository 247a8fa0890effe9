"""The right side of the builder: values tried, what the kit comes to and why, what is wrong, where it is used."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import Clash, PartId
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.kits.lines import set_line, set_quantity
from lazi_desktop.operations.kits.whole_kits import rename
from lazi_desktop.operations.undo import undo
from lazi_desktop.ui.kits.pane.kit_pane import KitPane
from lazi_desktop.ui.kits.pane.parameter_row import ParameterRow
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from tests.fakes.ui_fakes import FakeApp, key_of
from tests.ui.kits.pump_pad import PumpPad


@pytest.fixture
def pane(app: FakeApp, shown: ShownKit, qtbot) -> KitPane:
    pane = KitPane(app.context, EngineSignals(app.engine, app.edits), shown)
    qtbot.addWidget(pane)
    pane.resize(330, 860)
    pane.show()
    return follow(pane, shown)


def follow(pane: KitPane, shown: ShownKit) -> KitPane:
    """As if the kit were opened now."""
    key = shown.key
    shown.show(None)
    shown.show(key)
    return pane


def now(shown: ShownKit) -> Kit:
    assert shown.kit is not None
    return shown.kit


def row(pane: KitPane, name: str) -> ParameterRow:
    return next(one for one in pane.parameters.rows.values() if one.parameter.name == name)


def type_into(row: ParameterRow, text: str) -> None:
    row.line.setFocus()
    row.line.selectAll()
    QTest.keyClicks(row.line, text)


def parameter(shown: ShownKit, name: str) -> PartId:
    return next(one.key for one in now(shown).parameters if one.name == name)


def quantity(shown: ShownKit, key: PartId) -> Decimal | None:
    assert shown.roll is not None
    line = shown.roll.line(key)
    assert line is not None
    return line.quantity


# ---------------------------------------------------------------------------------------------------------- parameters


def test_47_feet_are_6_sticks_and_a_tried_value_changes_nothing_in_the_kit(
    pane: KitPane, shown: ShownKit, pad: PumpPad
):
    assert quantity(shown, pad.lines["PIPE"]) == 6
    type_into(row(pane, "run_ft"), "60")
    assert quantity(shown, pad.lines["PIPE"]) == 7
    assert now(shown).parameters[0].default == 47
    assert pane.parameters.tried.isVisible()
    QTest.mouseClick(pane.parameters.tried.back, Qt.MouseButton.LeftButton)
    assert quantity(shown, pad.lines["PIPE"]) == 6
    assert row(pane, "run_ft").line.text() == "47" or row(pane, "run_ft").line.hasFocus()
    assert not pane.parameters.tried.isVisible()


def test_a_value_out_of_bounds_is_refused_in_words_and_not_reckoned_with(
    pane: KitPane, shown: ShownKit, pad: PumpPad
):
    type_into(row(pane, "run_ft"), "2")
    QTest.keyClicks(row(pane, "run_ft").line, "50")
    assert row(pane, "run_ft").problem.text() == "run_ft is 200 ft at most."
    assert quantity(shown, pad.lines["PIPE"]) == 3  # of 25 ft, the last value that fitted
    type_into(row(pane, "run_ft"), "many")
    assert "is not a number" in row(pane, "run_ft").problem.text()
    assert row(pane, "run_ft").line.toolTip() == "From 1 to 200 ft"


def test_what_is_refused_stays_while_it_is_typed_though_the_kit_changes(
    pane: KitPane, shown: ShownKit, pad: PumpPad, qtbot
):
    type_into(row(pane, "run_ft"), "500")
    pad.do(lambda work: rename(work, pad.kit, "Pump pad"))
    qtbot.waitUntil(lambda: now(shown).name == "Pump pad")
    assert row(pane, "run_ft").line.text() == "500"
    assert row(pane, "run_ft").problem.isVisible()


def test_escape_puts_the_kits_own_value_back(pane: KitPane, shown: ShownKit, pad: PumpPad):
    type_into(row(pane, "run_ft"), "60")
    QTest.keyClick(row(pane, "run_ft").line, Qt.Key.Key_Escape)
    assert row(pane, "run_ft").line.text() == "47"
    assert quantity(shown, pad.lines["PIPE"]) == 6


def test_a_tried_value_becomes_the_kits_own_in_one_step(
    pane: KitPane, shown: ShownKit, app: FakeApp, pad: PumpPad, qtbot
):
    type_into(row(pane, "run_ft"), "60")
    row(pane, "pipe_dia").choices.setCurrentIndex(1)
    row(pane, "pipe_dia").choices.activated.emit(1)
    steps = len(app.book.undo_list)
    pane.parameters.tried.keep.click()
    qtbot.waitUntil(lambda: [one.default for one in now(shown).parameters] == [60, 2])
    assert not shown.values
    assert not pane.parameters.tried.isVisible()
    assert len(app.book.undo_list) == steps + 1
    pad.do(undo)
    qtbot.waitUntil(lambda: [one.default for one in now(shown).parameters] == [47, Decimal("1.5")])


def test_a_renamed_parameter_takes_its_formulas_along(pane: KitPane, shown: ShownKit, pad: PumpPad, qtbot):
    row(pane, "run_ft").edit_wanted.emit()
    form = pane.parameters.form
    assert form.isVisible()
    form.name.setText("run length")
    form.keep.click()
    qtbot.waitUntil(lambda: now(shown).parameters[0].name == "run length")
    assert not form.isVisible()
    line = now(shown).line(pad.lines["PIPE"])
    assert line is not None
    assert line.formula == "=ROUNDUP([run length]*1.1/10, 0)"
    assert quantity(shown, pad.lines["PIPE"]) == 6
    pad.do(undo)
    qtbot.waitUntil(lambda: now(shown).parameters[0].name == "run_ft")
    line = now(shown).line(pad.lines["PIPE"])
    assert line is not None
    assert line.formula == "=ROUNDUP([run_ft]*1.1/10, 0)"


def test_a_name_that_is_taken_is_refused_where_it_is_typed(pane: KitPane, shown: ShownKit, qtbot):
    pane.parameters.add.click()
    form = pane.parameters.form
    form.name.setText("Run_FT")
    form.keep.click()
    qtbot.waitUntil(lambda: "already" in form.problem.text())
    assert form.isVisible()
    form.name.setText("breaker")
    form.choices.setPlainText("20 A = 20\n30 A")
    form.keep.click()
    assert "30 A" in form.problem.text()
    form.choices.setPlainText("20 A = 20\n30 A = 30")
    form.default.setText("20")
    form.keep.click()
    qtbot.waitUntil(lambda: len(now(shown).parameters) == 3)
    assert [one.label for one in now(shown).parameters[2].choices] == ["20 A", "30 A"]
    assert row(pane, "breaker").choices.currentText() == "20 A"


def test_a_parameter_that_a_formula_needs_stays(pane: KitPane, shown: ShownKit, app: FakeApp, qtbot):
    row(pane, "run_ft").remove_wanted.emit()
    qtbot.waitUntil(lambda: bool(app.notifier.problems))
    assert len(now(shown).parameters) == 2
    row(pane, "pipe_dia").remove_wanted.emit()
    qtbot.waitUntil(lambda: len(now(shown).parameters) == 1)


# --------------------------------------------------------------------------------------------------------------- totals


def test_an_incomplete_total_is_no_number_and_leads_to_its_line(
    pane: KitPane, app: FakeApp, pad: PumpPad, qtbot
):
    assert pane.roll_up.cost.text() == "250.18 + ?"
    assert pane.roll_up.margin.text() == "—"
    assert pane.problems.lacks.title.text() == "Incomplete: 1 line to mend"
    (line,) = pane.problems.lacks.lines
    with qtbot.waitSignal(pane.line_wanted) as wanted:
        line.go.click()
    assert wanted.args == [(pad.lines["BRACKET"],)]
    with qtbot.waitSignal(pane.field_wanted) as field:
        line.mend.click()
    assert field.args == [key_of("BRACKET"), "cost"]
    app.book.override(key_of("BRACKET"), "cost", Decimal("9.82"))
    app.edits.announce(Changes(frozenset([key_of("BRACKET")]), frozenset([Aspect.FIELDS])))
    qtbot.waitUntil(lambda: pane.roll_up.cost.text() == "260.00")
    assert not pane.problems.lacks.isVisible()
    assert pane.roll_up.margin.text() == "50.8 %"


def test_a_figure_says_how_it_comes_about(pane: KitPane, shown: ShownKit, pad: PumpPad):
    shown.look_at([pad.lines["UNION SET"]])
    words = pane.explanation.words.text()
    assert "2 kits × (2 × 11.36 + 2 × 1.15 + 6.70) = 63.44" in words
    shown.look_at([pad.lines["PIPE"]])
    assert "ROUNDUP(47 × 1.1 ÷ 10, 0) = 6\n6 × 7.42 = 44.52" in pane.explanation.words.text()
    pane.roll_up.cost_title.click()
    assert "Suction & discharge 125.08" in pane.explanation.words.text()
    assert "Electrical 86.70 + ?" in pane.explanation.words.text()


def test_an_optional_line_counts_once_it_is_taken(pane: KitPane, shown: ShownKit):
    ((_, box),) = pane.roll_up._options
    box.click()
    assert pane.roll_up.cost.text() == "253.28 + ?"
    box.click()
    assert pane.roll_up.cost.text() == "250.18 + ?"


def test_an_inactive_sku_is_told_and_leads_to_its_line(pane: KitPane, app: FakeApp, pad: PumpPad, qtbot):
    app.book.mirror[key_of("PAD")][1]["active"] = False
    app.edits.announce(Changes(frozenset([key_of("PAD")]), frozenset([Aspect.STATE])))
    qtbot.waitUntil(lambda: pane.problems.doubts.isVisible())
    (line,) = pane.problems.doubts.lines
    assert line.trouble.words == "inactive"
    assert line.trouble.path == (pad.lines["PAD"],)


# -------------------------------------------------------------------------------------------------------------- samples


def test_a_saved_sample_passes_until_the_kit_comes_to_something_else(
    pane: KitPane, shown: ShownKit, pad: PumpPad, qtbot
):
    samples = pane.samples
    samples.add.click()
    assert samples.name.text() == "run_ft 47, pipe_dia 1.5"
    QTest.keyClick(samples.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: samples.state.text() == "✓ 1 saved sample passes")
    pad.do(lambda work: set_quantity(work, pad.kit, [pad.lines["ELBOW"]], Decimal(10)))
    qtbot.waitUntil(lambda: samples.state.text() == "1 of 1 saved samples fail")
    (card,) = samples.cards
    assert "8 expected, 10 found" in card.words.text()
    card.accept.click()
    qtbot.waitUntil(lambda: samples.state.text() == "✓ 1 saved sample passes")
    assert not samples.cards
    samples.state.click()
    samples.cards[0].remove.click()
    qtbot.waitUntil(lambda: not now(shown).samples)


def test_a_samples_values_can_be_tried(pane: KitPane, shown: ShownKit, qtbot):
    type_into(row(pane, "run_ft"), "60")
    pane.samples.add.click()
    QTest.keyClick(pane.samples.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(now(shown).samples))
    pane.parameters.tried.back.click()
    pane.samples.state.click()
    pane.samples.cards[0].look.click()
    assert shown.values == {"run_ft": 60}


# ------------------------------------------------------------------------------------------------- versions and history


def test_a_version_is_saved_compared_and_restored(pane: KitPane, shown: ShownKit, pad: PumpPad, qtbot):
    pane.tabs.setCurrentIndex(1)
    pane.versions.note.setText("As measured")
    QTest.keyClick(pane.versions.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(now(shown).versions) == 1)
    pad.do(lambda work: set_line(work, pad.kit, [pad.lines["ELBOW"]], {"quantity": "12"}))
    qtbot.waitUntil(lambda: quantity(shown, pad.lines["ELBOW"]) == 12)
    with qtbot.waitSignal(pane.compare_wanted) as wanted:
        pane.versions.compare.click()
    assert wanted.args[0].note == "As measured"
    pane.versions.restore.click()
    qtbot.waitUntil(lambda: quantity(shown, pad.lines["ELBOW"]) == 8)
    assert len(now(shown).versions) == 2  # what it was before is kept too


def test_the_history_is_read_when_it_is_looked_at_and_told_step_by_step(
    pane: KitPane, app: FakeApp, pad: PumpPad, qtbot
):
    assert not app.engine.asked("read_kit_history")
    pad.do(lambda work: set_quantity(work, pad.kit, [pad.lines["ELBOW"]], Decimal(9)))
    pane.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: pane.history.list.model().rowCount() > 1)
    assert app.engine.asked("read_kit_history")
    newest = pane.history.list.model().index(1, 0)
    told = newest.data(Qt.ItemDataRole.ToolTipRole)
    assert '90° elbow 1-1/2": Quantity  8 → 9' in told


# --------------------------------------------------------------------------------------------------------------- rights


def test_who_may_only_look_tries_values_and_changes_nothing(pane: KitPane, shown: ShownKit, app: FakeApp):
    app.edits.use_level("viewer")
    type_into(row(pane, "run_ft"), "60")
    assert shown.values == {"run_ft": 60}
    for control in (pane.parameters.add, pane.parameters.tried.keep, pane.samples.add, pane.versions.save):
        assert not control.isEnabled()
    app.edits.use_level("estimator")
    assert pane.parameters.add.isEnabled()


def test_who_sets_no_costs_is_told_what_lacks_and_not_offered_to_set_it(pane: KitPane, app: FakeApp):
    for level, is_offered in (("manager", True), ("estimator", False), ("admin", True)):
        app.edits.use_level(level)
        (line,) = pane.problems.lacks.lines
        assert line.words.text()
        assert line.mend.isHidden() is not is_offered


# -------------------------------------------------------------------------------------------------------------- clashes


def test_what_two_people_said_is_shown_and_one_of_it_chosen(
    pane: KitPane, shown: ShownKit, app: FakeApp, pad: PumpPad, qtbot
):
    part = app.book.kits.now[pad.lines["ELBOW"]]
    said = Clash(value=Decimal(12), by="Bo", at="2026-03-03T10:00:00Z")
    app.book.kits.tell(replace(part, clashes={"quantity": [said]}))
    app.edits.announce(Changes(frozenset([EntityKey(pad.kit)]), frozenset([Aspect.KITS])))
    qtbot.waitUntil(lambda: len(pane.clashes.cards) == 1)
    (card,) = pane.clashes.cards
    assert card.go.text() == 'Quantity · 90° elbow 1-1/2"'
    assert card.keep.text() == "Keep 8"
    (take,) = card.takes
    assert take.text().startswith("Take 12 (Bo")
    with qtbot.waitSignal(pane.line_wanted) as wanted:
        card.go.click()
    assert wanted.args == [(pad.lines["ELBOW"],)]
    take.click()
    qtbot.waitUntil(lambda: quantity(shown, pad.lines["ELBOW"]) == 12)
    qtbot.waitUntil(lambda: not pane.clashes.cards)


def test_of_many_doubts_the_first_are_shown_and_the_others_at_a_click(
    pane: KitPane, app: FakeApp, pad: PumpPad, qtbot
):
    keys = [key_of(code) for code in ("PIPE", "ELBOW", "WIRE", "BREAKER", "PAD")]
    for key in keys:
        app.book.mirror[key][1]["active"] = False
    app.edits.announce(Changes(frozenset(keys), frozenset([Aspect.STATE])))
    qtbot.waitUntil(lambda: pane.problems.doubts.more.text() == "2 more")
    assert len(pane.problems.doubts.lines) == 3
    pane.problems.doubts.more.click()
    assert len(pane.problems.doubts.lines) == 5
    assert pane.problems.doubts.more.isHidden()


# ------------------------------------------------------------------------------------------------- typed and not kept


def test_a_new_parameter_being_typed_is_not_overwritten_by_another(
    pane: KitPane, shown: ShownKit, pad: PumpPad
):
    section, form = pane.parameters, pane.parameters.form
    section.add.click()
    form.choices.setPlainText("a = 1\nb = 2")
    row(pane, "run_ft").edit_wanted.emit()
    assert form.choices.toPlainText() == "a = 1\nb = 2"
    assert form.problem.text() == "Keep or cancel what is typed here before you open another."
    form.cancel.click()
    row(pane, "run_ft").edit_wanted.emit()
    assert form.name.text() == "run_ft"
    row(pane, "pipe_dia").edit_wanted.emit()
    assert form.name.text() == "pipe_dia"


def test_what_is_typed_about_a_parameter_is_there_again_with_its_kit(
    pane: KitPane, shown: ShownKit, pad: PumpPad, qtbot
):
    section, form = pane.parameters, pane.parameters.form
    row(pane, "run_ft").edit_wanted.emit()
    form.unit.setText("feet")
    shown.show(pad.union_set)
    assert not form.isVisible()
    section.add.click()
    assert form.unit.text() == ""
    shown.show(pad.kit)
    assert form.isVisible()
    assert (form.name.text(), form.unit.text()) == ("run_ft", "feet")
    form.keep.click()
    qtbot.waitUntil(lambda: now(shown).parameters[0].unit == "feet")
    shown.show(pad.union_set)
    assert not form.isVisible()


def test_the_name_of_a_sample_stays_until_it_is_kept_or_left(
    pane: KitPane, shown: ShownKit, pad: PumpPad, qtbot
):
    samples = pane.samples
    pane.activateWindow()
    samples.add.click()
    qtbot.waitUntil(samples.name.hasFocus)
    row(pane, "run_ft").line.setFocus()
    assert not samples.name.isVisible()
    samples.add.click()
    QTest.keyClicks(samples.name, "Long run")
    row(pane, "run_ft").line.setFocus()
    assert samples.name.isVisible()
    samples.add.click()
    assert samples.name.text() == "Long run"
    shown.show(pad.union_set)
    assert not samples.name.isVisible()
    shown.show(pad.kit)
    assert samples.name.text() == "Long run"
    samples.name.setFocus()
    QTest.keyClick(samples.name, Qt.Key.Key_Escape)
    assert not samples.name.isVisible()
    samples.add.click()
    assert samples.name.text() == "run_ft 47, pipe_dia 1.5"
    QTest.keyClicks(samples.name, "Long run")
    QTest.keyClick(samples.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.name for one in now(shown).samples] == ["Long run"])
    assert not samples.name.isVisible()
