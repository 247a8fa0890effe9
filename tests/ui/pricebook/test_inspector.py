"""The inspector: shows what is selected, saves what is left, keeps what is being typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.editors.category_chips import CategoryChips
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.language import Language, use_language
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand


@pytest.fixture
def shown(hand: Hand) -> Hand:
    hand.go_to("UN-1014")
    return hand


def theirs(hand: Hand, code: str, **fields: object) -> None:
    key = hand.book.key(code)
    hand.book.mirror[key][1].update(fields)
    hand.app.edits.announce(Changes(frozenset((key,)), frozenset((Aspect.FIELDS,))))
    hand.settle()


def leave(hand: Hand) -> None:
    hand.page.tree.view.setFocus()
    hand.settle()


def test_it_shows_what_is_selected(shown: Hand) -> None:
    header = shown.page.inspector.header
    assert header.name.text() == '1" Pump Union w/ O-ring'
    assert header.facts.text() == "UN-1014 · ST 61880002 · Material"
    assert shown.widget("price").text() == "$ 6.06"
    assert shown.widget("unit_of_measure").text() == "EA"


def test_a_field_is_saved_when_it_is_left_and_only_once(shown: Hand) -> None:
    widget = shown.write("price", "1,234.50 $")
    assert shown.ops() == []
    shown.key(Qt.Key.Key_Return, on=widget)
    assert shown.ops() == [("set", "price", Decimal("1234.5"))]
    leave(shown)
    assert len(shown.ops()) == 1
    assert widget.text() == "$ 1,234.50"
    widget.setFocus()
    assert widget.text() == "$ 1234.50", "not grouped while it is edited"
    leave(shown)
    assert widget.text() == "$ 1,234.50"
    assert len(shown.ops()) == 1
    assert shown.cell("UN-1014", "price") == "1,234.50"
    assert shown.cell("UN-1014", "price", SkuRole.CHANGED) is True


def test_leaving_by_tab_saves(shown: Hand) -> None:
    shown.key(Qt.Key.Key_Tab, on=shown.write("display_name", "Union"))
    assert shown.ops() == [("set", "display_name", "Union")]


def test_equal_values_are_not_saved(shown: Hand) -> None:
    shown.write("price", "6.060")
    leave(shown)
    assert shown.ops() == []
    assert shown.widget("price").text() == "$ 6.06"


def test_escape_takes_back_what_is_typed(shown: Hand) -> None:
    widget = shown.write("price", "abc")
    assert "is not a number" in shown.note("price")
    shown.key(Qt.Key.Key_Escape, on=widget)
    assert widget.text() == "$ 6.06"
    assert shown.note("price") == ""


def test_a_changed_field_shows_both_values_and_the_way_back(shown: Hand) -> None:
    shown.write("price", "24.99")
    leave(shown)
    assert shown.note("price") == "ServiceTitan: 6.06"
    assert shown.widget("price").property("changed") == "true"
    shown.field("price").note.button.click()
    shown.settle()
    assert shown.ops()[-1][:2] == ("unset", "price")
    assert shown.note("price") == ""
    assert shown.widget("price").text() == "$ 6.06"
    assert shown.cell("UN-1014", "price", SkuRole.CHANGED) is False


def tops(hand: Hand) -> dict[str, int]:
    form = hand.page.inspector.form
    assert form is not None
    return {name: editor.mapTo(form, editor.rect().topLeft()).y() for name, editor in form.editors.items()}


def test_nothing_moves_when_fields_are_changed(shown: Hand) -> None:
    before = tops(shown)
    for name, text in (("display_name", "Other"), ("price", "24.99"), ("cost", "1"), ("code", "UN-9")):
        shown.write(name, text)
        leave(shown)
    shown.widget("active").click()
    chips(shown).chips()[0].button.click()
    shown.settle()
    QApplication.processEvents()
    assert tops(shown) == before
    notes = [shown.field(name).note for name in ("price", "display_name", "categories")]
    assert [note.height() for note in notes] == [18, 18, 18]
    for note in notes:
        assert note.button.geometry().right() == note.rect().right(), "at the right, always"
        assert note.label.text() in (note.text, note._ways[-1]), "not cut"


def test_what_is_typed_survives_replication_with_what_the_person_saw(shown: Hand) -> None:
    shown.write("price", "12")
    theirs(shown, "UN-1014", price=50, member_price=44)
    assert shown.widget("price").text() == "12"
    assert shown.widget("member_price").text() == "$ 44.00", "other fields follow"
    leave(shown)
    assert shown.ops() == [("set", "price", 12)]
    assert shown.book.ledger[-1].seen == Decimal("6.06")


def test_a_bad_value_waits_until_the_person_comes_back(shown: Hand) -> None:
    shown.write("price", "abc")
    shown.go_to("UN-1021")
    assert shown.widget("price").text() == "$ 8.26"
    assert shown.ops() == []
    shown.go_to("UN-1014")
    assert shown.widget("price").text() == "abc"
    assert "is not a number" in shown.note("price")
    shown.write("price", "7")
    leave(shown)
    assert shown.ops() == [("set", "price", 7)]


def test_another_selection_saves_what_was_typed(shown: Hand) -> None:
    shown.write("cost", "2")
    shown.page.show_entity(shown.book.key("UN-1035"))
    shown.settle()
    assert [(op.entity_key, op.value) for op in shown.book.ledger] == [(shown.book.key("UN-1014"), 2)]


def test_an_edit_that_cannot_be_recorded_stays_typed(shown: Hand) -> None:
    shown.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    shown.write("price", "7")
    leave(shown)
    assert shown.note("price") == "Not saved: The disk is full."
    assert shown.field("price").draft.is_typing
    shown.field("price").leave()
    assert shown.ops() == []
    shown.write("price", "8")
    leave(shown)
    assert shown.ops() == [("set", "price", 8)]


def test_margin_and_markup_follow_the_typing(shown: Hand) -> None:
    form = shown.page.inspector.form
    assert form is not None
    margin = form.margin
    assert margin.text() == "Margin 37.5 %  ·  Markup ×1.60"
    shown.write("price", "2")
    assert margin.text().startswith("Margin -89.5 %")
    shown.write("price", "abc")
    assert margin.text().startswith("Margin 37.5 %")
    leave(shown)


def test_flags_and_choices_are_saved_at_once(shown: Hand) -> None:
    shown.widget("active").click()
    shown.settle()
    assert shown.ops() == [("set", "active", False)]
    shown.page.show_entity(shown.book.key("DF-1000"))
    shown.qtbot.waitUntil(lambda: "type" in getattr(shown.page.inspector.form, "editors", {}))
    shown.settle()
    combo = shown.widget("type")
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    shown.settle()
    assert shown.ops()[-1] == ("set", "type", "Fee")


def test_fields_that_cannot_be_changed_say_why(hand: Hand) -> None:
    hand.page.show_entity(hand.book.key("SV-1000"))
    hand.qtbot.waitUntil(lambda: hand.page.inspector.form is not None)
    hand.settle()
    cost = hand.widget("cost")
    assert cost.isReadOnly()
    assert "comes from ServiceTitan" in cost.toolTip()


def test_conflicts_refusals_and_differences_are_told(tmp_path, make_page, qtbot) -> None:
    from tests.fakes.ui_fakes import FakeApp, FakeBook

    book = FakeBook()
    conflict = book.conflict_on(book.key("UN-1000"), "price", ours=9, theirs=8)
    book.override(book.key("UN-1007"), "cost", 3, OverrideState.FAILED, "Cost must match.")
    book.override(book.key("UN-1007"), "price", 4, OverrideState.DIFFERS)
    hand = make_page(FakeApp(tmp_path, book))
    hand.go_to("UN-1000")
    assert hand.note("price") == "Changed in ServiceTitan too: 8.00"
    with qtbot.waitSignal(hand.page.conflict_opened) as told:
        hand.field("price").note.button.click()
    assert told.args == [conflict.conflict_id]
    hand.go_to("UN-1007")
    assert hand.note("cost") == "ServiceTitan said no: Cost must match."
    assert hand.note("price") == "Sent, but ServiceTitan has 3.87"


def chips(hand: Hand) -> CategoryChips:
    control = hand.field("categories").control
    assert isinstance(control, CategoryChips)
    return control


def test_categories_are_taken_away_and_added(shown: Hand) -> None:
    before = shown.book.mirror[shown.book.key("UN-1014")][1]["categories"]
    assert [chip.label.text() for chip in chips(shown).chips()] == ["Electrical › Wire & cable"]
    chips(shown).chips()[0].button.click()
    shown.settle()
    assert shown.ops() == [("set", "categories", [])]
    assert chips(shown).chips() == []
    assert shown.note("categories") == "− Wire & cable"
    chips(shown).add_button.click()
    shown.settle()
    picker = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CategoryPicker))
    QTest.keyClicks(picker.search, "plumb un")
    shown.key(Qt.Key.Key_Return, on=picker.search)
    assert [chip.label.text() for chip in chips(shown).chips()] == ["Plumbing › Unions"]
    assert chips(shown).chips()[0].is_new
    assert shown.note("categories") == "− Wire & cable   + Unions"
    kind, name, value = shown.ops()[-1]
    assert (kind, name) == ("set", "categories")
    assert value
    assert value != before


def test_a_category_taken_away_before_is_named(tmp_path, make_page) -> None:
    from tests.fakes.ui_fakes import FakeApp, FakeBook

    book = FakeBook()
    key = book.key("UN-1014")
    book.override(key, "categories", [904])
    book.hangs_in[key] = []
    hand = make_page(FakeApp(tmp_path, book))
    hand.go_to("UN-1014")
    assert hand.note("categories") == "− Wire & cable   + Conduit & fittings"
    assert [chip.label.text() for chip in chips(hand).chips()] == ["Electrical › Conduit & fittings"]


def test_a_category_is_edited_like_the_rest(hand: Hand) -> None:
    hand.choose("Chemicals")
    assert hand.page.inspector.header.name.text() == "Chemicals"
    hand.write("name", "Pool chemicals")
    leave(hand)
    assert hand.ops() == [("set", "name", "Pool chemicals")]


def test_several_rows_are_counted(hand: Hand) -> None:
    hand.go_to("UN-1014")
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert hand.page.inspector.header.name.text() == "2 entries"
    assert hand.page.inspector.header.facts.text() == "2 materials"
    hand.grid.clearSelection()
    hand.settle()
    assert hand.page.inspector.card.title.text() == "Nothing selected"
    hand.choose("Tees", "Elbows")
    assert hand.page.inspector.card.title.text() == "2 categories selected"


def test_f6_goes_round_the_panels(shown: Hand) -> None:
    shown.grid.setFocus()
    shown.key(Qt.Key.Key_F6)
    assert shown.page.inspector.isAncestorOf(shown.page.window().focusWidget())
    shown.key(Qt.Key.Key_F6, on=shown.page.window().focusWidget())
    assert shown.page.tree.isAncestorOf(shown.page.window().focusWidget())
    assert shown.page.tree.tree is Tree.MATERIALS


def test_leaving_the_page_saves_what_is_typed(shown: Hand) -> None:
    shown.write("price", "7")
    shown.page.hide()
    shown.settle()
    assert shown.ops() == [("set", "price", 7)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_titles_of_fields_are_not_cut_in_its_first_width(app: FakeApp, make_page, language: Language) -> None:
    use_language(language)
    try:
        hand = make_page(app)
        for code in ("UN-1014", "SV-1000", "EQ-1000", "DF-1000"):
            hand.page.inspector.show_entity(hand.book.key(code))
            hand.settle()
            form = hand.page.inspector.form
            cut = [
                label.text()
                for editor in form.editors.values()
                for label in editor.findChildren(
                    ElidedLabel, options=Qt.FindChildOption.FindDirectChildrenOnly
                )
                if label.isVisible() and label.natural_width() > label.width() + 2
            ]
            assert cut == [], code
    finally:
        use_language("en")
