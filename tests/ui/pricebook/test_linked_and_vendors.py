"""Tables in the editor: what is linked, with its costs, and who sells it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.vendors.control import Column
from tests.ui.pricebook.conftest import Hand

SCP = {
    "id": 1,
    "vendorId": 7,
    "vendorName": "SCP",
    "vendorPart": "A-1",
    "cost": Decimal("2.42"),
    "active": True,
}
FERGUSON = {"id": 2, "vendorId": 9, "vendorName": "Ferguson", "cost": 8, "active": True}


def form(hand: Hand) -> EntityForm:
    shown = hand.page.editors.form
    assert shown is not None
    return shown


def control(hand: Hand, name: str) -> Any:
    return form(hand).editors[name].control


def open_tab(hand: Hand, code: str, tab: str) -> None:
    hand.page.editors.open(hand.book.key(code))
    hand.settle()
    hand.page.editors.panel.go_to_tab(tab)
    hand.settle()


def remote(hand: Hand, code: str) -> int:
    return hand.book.remote_ids[hand.book.key(code)]


@pytest.fixture
def service(hand: Hand) -> Hand:
    """With two materials in it."""
    fields = hand.book.mirror[hand.book.key("SV-1000")][1]
    fields["service_materials"] = [
        {"skuId": remote(hand, "UN-1014"), "quantity": Decimal("0.25")},
        {"skuId": remote(hand, "UN-1007"), "quantity": 2},
    ]
    fields["price"] = 40
    open_tab(hand, "SV-1000", "Linked")
    return hand


def cells(hand: Hand, name: str) -> list[list[str]]:
    model = control(hand, name).model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def codes(hand: Hand, name: str = "service_materials") -> list[tuple[str, str]]:
    return [(line[0], line[2]) for line in cells(hand, name)]


def find(hand: Hand, name: str, text: str) -> None:
    search = control(hand, name).search
    search.setFocus()
    QTest.keyClicks(search, text)
    QTest.keyClick(search, Qt.Key.Key_Return)
    hand.settle()


def paste(hand: Hand, name: str, text: str) -> None:
    QApplication.clipboard().setText(text)
    search = control(hand, name).search
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hand.settle()


def test_what_is_linked_stands_with_its_cost(service: Hand) -> None:
    assert cells(service, "service_materials") == [
        ["UN-1007", '3/4" CPVC Union', "2", "2.42", "4.84"],
        ["UN-1014", '1" Pump Union w/ O-ring', "0.25", "3.79", "0.95"],
    ]
    assert control(service, "service_materials").said.text() == "Costs 5.79 in all"
    assert control(service, "service_materials").said.toolTip() == "5.7875"
    assert "Margin 85.5 % of the price 40.00" in form(service).linked.text()


def test_a_missing_cost_is_told_and_never_counted_as_nothing(service: Hand) -> None:
    service.book.mirror[service.book.key("UN-1014")][1]["cost"] = None
    form_panel = service.page.editors.panel
    form_panel.editing.read_again()
    service.settle()
    assert form(service).linked.text() == "Incomplete: 1 without a cost. The others cost 4.84."
    assert cells(service, "service_materials")[1][3:] == ["—", "—"]


def test_typing_a_code_and_enter_adds_it(service: Hand) -> None:
    find(service, "service_materials", "un-1021")
    assert codes(service) == [("UN-1007", "2"), ("UN-1014", "0.25"), ("UN-1021", "1")]
    [(_, field, value)] = service.ops()
    assert field == "service_materials"
    assert {"skuId": remote(service, "UN-1021"), "quantity": 1} in value
    assert form(service).editors["service_materials"].note.text == "Not as in ServiceTitan: 1 added"
    find(service, "service_materials", "UN-1021")
    assert codes(service)[2] == ("UN-1021", "2"), "once more is one more"


def test_only_what_fits_is_found(service: Hand) -> None:
    find(service, "service_materials", "EQ-1000")
    assert service.ops() == []
    assert "There is no “EQ-1000”." in control(service, "service_materials").said.text()


def test_a_pasted_list_is_added_at_once(service: Hand) -> None:
    paste(service, "service_materials", "UN-1021\t0.5\nUN-1007\t7\nXX-1\t2\n")
    assert codes(service) == [("UN-1007", "7"), ("UN-1014", "0.25"), ("UN-1021", "0.5")]
    assert len(service.ops()) == 1
    assert "1 of 3 not found: XX-1" in control(service, "service_materials").said.text()


def test_what_is_new_here_can_be_linked(service: Hand) -> None:
    key = service.book.make_new(EntityKind.MATERIAL, "Breakers", code="NEW-1", active=True, cost=4)
    find(service, "service_materials", "NEW-1")
    [(_, _, value)] = service.ops()
    assert {"skuId": str(key), "quantity": 1} in value


def test_a_quantity_is_typed_in_its_cell(service: Hand) -> None:
    table = control(service, "service_materials").table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "2"
    editor.selectAll()
    QTest.keyClicks(editor, "1.125")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    service.qtbot.waitUntil(lambda: codes(service)[0] == ("UN-1007", "1.125"))
    service.settle()
    QTest.keyClick(table, Qt.Key.Key_Plus)
    service.settle()
    assert codes(service)[0] == ("UN-1007", "2.125")


@pytest.mark.parametrize("typed", ["0", "-1", "abc"])
def test_a_quantity_of_nothing_is_refused(service: Hand, typed: str) -> None:
    linked = control(service, "service_materials")
    before = linked.said.text()
    linked.model.setData(linked.model.index(0, 2), typed)
    service.qtbot.waitUntil(lambda: linked.said.text() != before)
    service.settle()
    assert service.ops() == []


def test_lines_are_taken_out_and_come_back(service: Hand) -> None:
    table = control(service, "service_materials").table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    service.settle()
    assert codes(service) == [("UN-1014", "0.25")]
    note = form(service).editors["service_materials"].note
    assert note.text == "Not as in ServiceTitan: 1 removed"
    note.button.click()
    service.settle()
    assert len(codes(service)) == 2
    assert not form(service).editors["service_materials"].note.text


def test_nothing_is_linked_to_itself(hand: Hand) -> None:
    open_tab(hand, "SV-1000", "Linked")
    find(hand, "upgrades", "SV-1000")
    assert hand.ops() == []
    assert "cannot be linked to itself" in control(hand, "upgrades").said.text()
    find(hand, "upgrades", "SV-1007")
    assert hand.ops() == [("set", "upgrades", [remote(hand, "SV-1007")])]


def test_equipment_recommends_services_and_materials(hand: Hand) -> None:
    open_tab(hand, "EQ-1000", "Linked")
    find(hand, "recommendations", "SV-1007")
    find(hand, "recommendations", "UN-1007")
    kinds = {entry["type"] for entry in hand.ops()[-1][2]}
    assert kinds == {"Service", "Material"}


def test_that_links_have_no_order_is_said_below_them(service: Hand) -> None:
    said = [one.text() for one in form(service).findChildren(QLabel) if one.isVisible()]
    assert said.count("ServiceTitan keeps no order of links. They stand by code here.") == 2


# ------------------------------------------------------------------------------------------------------------- vendors


@pytest.fixture
def sold(hand: Hand) -> Hand:
    fields = hand.book.mirror[hand.book.key("UN-1007")][1]
    fields |= {"primary_vendor": SCP, "other_vendors": [SCP, FERGUSON]}
    hand.book.mirror[hand.book.key("UN-1014")][1]["primary_vendor"] = {"vendorId": 12, "vendorName": "Hajoca"}
    open_tab(hand, "UN-1007", "Vendors")
    return hand


def vendor_cells(hand: Hand) -> list[list[str]]:
    table = control(hand, "other_vendors").table
    columns = (Column.PRIMARY, Column.NAME, Column.PART, Column.COST)
    return [[table.item(row, column).text() for column in columns] for row in range(table.rowCount())]


def set_cell(hand: Hand, row: int, column: Column, text: str) -> None:
    control(hand, "other_vendors").table.item(row, column).setText(text)
    hand.qtbot.waitUntil(lambda: bool(hand.book.ledger))
    hand.settle()


def test_the_primary_vendor_stands_first_with_the_entrys_cost(sold: Hand) -> None:
    assert vendor_cells(sold) == [["●", "SCP", "A-1", "2.42"], ["○", "Ferguson", "", "8.00"]]
    assert sold.ops() == []


def test_the_cost_of_the_primary_vendor_is_the_entrys(sold: Hand) -> None:
    set_cell(sold, 0, Column.COST, "3.10")
    assert sold.ops() == [("set", "cost", Decimal("3.1"))]
    assert control(sold, "cost").widget.text() == "$ 3.10"
    assert vendor_cells(sold)[0][3] == "3.10"


def test_another_one_becomes_primary_with_its_cost_in_one_step(sold: Hand) -> None:
    table = control(sold, "other_vendors").table
    table.setFocus()
    table.setCurrentCell(1, Column.PRIMARY)
    QTest.keyClick(table, Qt.Key.Key_Space)
    sold.settle()
    assert [(kind, field) for kind, field, _ in sold.ops()] == [("set", "primary_vendor"), ("set", "cost")]
    assert len(sold.book.undo_list) == 1
    assert vendor_cells(sold) == [["●", "Ferguson", "", "8.00"], ["○", "SCP", "A-1", "2.42"]]
    assert control(sold, "cost").widget.text() == "$ 8.00"


def test_a_vendor_is_added_by_a_name_that_is_known(sold: Hand) -> None:
    add = control(sold, "other_vendors").add
    add.setFocus()
    QTest.keyClicks(add, "Hajoca")
    QTest.keyClick(add, Qt.Key.Key_Return)
    sold.settle()
    [(_, field, value)] = sold.ops()
    assert field == "other_vendors"
    assert [one["vendorId"] for one in value] == [12, 7, 9]
    assert form(sold).editors["other_vendors"].note.text == "Not as in ServiceTitan: 1 added"
    QTest.keyClicks(add, "Nobody")
    QTest.keyClick(add, Qt.Key.Key_Return)
    sold.settle()
    assert "its number is not known" in control(sold, "other_vendors").said.text()


def test_the_primary_one_cannot_be_taken_out_another_can(sold: Hand) -> None:
    vendors = control(sold, "other_vendors")
    vendors.table.setCurrentCell(0, Column.NAME)
    vendors.remove.click()
    sold.settle()
    assert sold.ops() == []
    assert "make another one primary first" in vendors.said.text()
    vendors.table.setCurrentCell(1, Column.NAME)
    QTest.keyClick(vendors.table, Qt.Key.Key_Delete)
    sold.settle()
    assert [row[1] for row in vendor_cells(sold)] == ["SCP"]


def test_a_memo_keeps_all_else(sold: Hand) -> None:
    set_cell(sold, 1, Column.MEMO, "call first")
    [(_, _, value)] = sold.ops()
    assert {**FERGUSON, "memo": "call first"} in value


def test_sub_accounts_are_told_of_the_vendor_that_is_gone_to(hand: Hand) -> None:
    subs = {
        "primarySubAccount": {"id": 3, "accountName": "Austin", "cost": Decimal("2.4")},
        "otherSubAccounts": [{"id": 4, "accountName": "Dallas", "cost": None}],
    }
    fields = hand.book.mirror[hand.book.key("UN-1007")][1]
    fields |= {"primary_vendor": SCP, "other_vendors": [SCP, {**FERGUSON, **subs}]}
    open_tab(hand, "UN-1007", "Vendors")
    vendors = control(hand, "other_vendors")
    words = "Sub-accounts of Ferguson (kept as they are): Austin: 2.40  ·  Dallas: —"
    assert vendors.detail.text() == words
    vendors.table.setFocus()
    vendors.table.setCurrentCell(0, Column.NAME)
    assert vendors.detail.isHidden()
    QTest.keyClick(vendors.table, Qt.Key.Key_Down)
    assert vendors.detail.text() == words
    assert vendors.detail.isVisible()


# ---------------------------------------------------------------------------------------------------- small structures


def test_a_warranty_and_dimensions(hand: Hand) -> None:
    hand.page.editors.open(hand.book.key("EQ-1000"))
    hand.settle()
    warranty = control(hand, "manufacturer_warranty")
    warranty.lines["duration"].setFocus()
    QTest.keyClicks(warranty.lines["duration"], "24")
    warranty.lines["description"].setFocus()
    assert hand.ops() == [], "it goes on"
    QTest.keyClicks(warranty.lines["description"], "Parts")
    QTest.keyClick(warranty.lines["description"], Qt.Key.Key_Return)
    hand.settle()
    assert hand.ops() == [("set", "manufacturer_warranty", {"duration": 24, "description": "Parts"})]
    size = control(hand, "dimensions")
    size.lines["width"].setFocus()
    QTest.keyClicks(size.lines["width"], "x")
    assert size.lines["width"].property("invalid") == "true"
    size.lines["width"].clear()
    QTest.keyClicks(size.lines["width"], "1.5")
    QTest.keyClick(size.lines["width"], Qt.Key.Key_Return)
    hand.settle()
    assert hand.ops()[1:] == [("set", "dimensions", {"height": 0, "width": Decimal("1.5"), "depth": 0})]
