"""What ServiceTitan does not have yet, and what it has no more, as the page shows it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.pricebook.category_tree_model import TreeRole
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from tests.fakes.ui_fakes import FakeApp

PUMP = {"code": "VS-27HP", "display_name": "Variable speed pump", "price": Decimal(1389), "active": True}


def test_a_new_row_says_new_and_no_cell_of_it_stands_out(app: FakeApp, make_page) -> None:
    app.book.make_new(EntityKind.MATERIAL, "Breakers", **PUMP)
    hand = make_page(app)
    hand.go_to("VS-27HP")
    assert hand.cell("VS-27HP", "state") == "New"
    assert hand.cell("VS-27HP", "price") == "1,389.00"
    assert not hand.cell("VS-27HP", "price", SkuRole.CHANGED)
    assert "changed here" not in hand.cell("VS-27HP", "price", Qt.ItemDataRole.AccessibleTextRole)


def test_the_inspector_says_that_a_new_entry_will_be_created(app: FakeApp, make_page) -> None:
    app.book.make_new(EntityKind.MATERIAL, "Breakers", **PUMP)
    hand = make_page(app)
    hand.go_to("VS-27HP")
    header = hand.page.inspector.header
    assert header.facts.text() == "VS-27HP · will be created · Material"
    assert header.chip.text() == "New"
    assert hand.note("price") == ""  # there is no value of ServiceTitan's to go back to
    assert hand.widget("price").property("changed") is None


def test_a_refused_field_of_a_new_entry_still_says_why(app: FakeApp, make_page) -> None:
    key = app.book.make_new(EntityKind.MATERIAL, "Breakers", **PUMP)
    app.book.override(key, "price", Decimal(1389), OverrideState.FAILED, "Too high.")
    hand = make_page(app)
    hand.go_to("VS-27HP")
    assert "Too high." in hand.note("price")


def test_editing_a_new_row_leaves_it_new(app: FakeApp, make_page) -> None:
    app.book.make_new(EntityKind.MATERIAL, "Breakers", **PUMP)
    hand = make_page(app)
    hand.type_into("VS-27HP", "price", "1400")
    hand.key(Qt.Key.Key_Return, on=hand.editor())
    assert hand.cell("VS-27HP", "price") == "1,400.00"
    assert hand.cell("VS-27HP", "state") == "New"


def test_what_servicetitan_deleted_is_marked_and_its_conflict_says_so(app: FakeApp, make_page) -> None:
    key = app.book.key("UN-1007")
    app.book.conflict_on(key, "price", ours=Decimal("9.99"), theirs=None, kind="delete_vs_edit")
    app.book.bury(key)
    hand = make_page(app)
    hand.go_to("UN-1007")
    assert hand.cell("UN-1007", "state") == "Deleted"
    assert hand.cell("UN-1007", "price", SkuRole.CONFLICT)
    header = hand.page.inspector.header
    assert "deleted in ServiceTitan" in header.facts.text()
    assert header.chip.text() == "Deleted"
    assert hand.note("price") == "Deleted in ServiceTitan"


def test_a_new_category_can_be_found_and_chosen_before_servicetitan_has_it(app: FakeApp, make_page) -> None:
    key = app.book.make_new(EntityKind.CATEGORY, "Plumbing", name="Pumps")
    hand = make_page(app)
    index = hand.page.tree.view.tree_model.index_of(key)
    assert index.data(TreeRole.STATE) == SkuState.NEW
    assert "will be created in ServiceTitan" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "New" in index.data(Qt.ItemDataRole.AccessibleTextRole)

    hand.go_to("UN-1007")
    chips = hand.field("categories").control
    chips.add_button.click()
    hand.settle()
    picker = chips.widget.findChild(CategoryPicker)
    picker.search.setText("pumps")
    hand.key(Qt.Key.Key_Return, on=picker.search)
    (op,) = app.book.ledger
    breakers = next(node for node in app.book.nodes if node.name == "Breakers")
    assert op.value == [breakers.remote_id, str(key)]  # numbers first, then what has none yet
    assert [chip.label.text() for chip in chips.chips()] == ["Electrical › Breakers", "Plumbing › Pumps"]
