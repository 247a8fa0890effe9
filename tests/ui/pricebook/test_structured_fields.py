"""Fields of the editor that are no line of text: small structures, what is attached, variations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView

from lazi_desktop.ui.editors.assets.control import AssetsControl
from lazi_desktop.ui.editors.assets.model import AssetRole
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.field_editor import FieldEditor
from tests.ui.pricebook.conftest import Hand


def form(hand: Hand) -> EntityForm:
    shown = hand.page.editors.form
    assert shown is not None
    return shown


def editor(hand: Hand, name: str) -> FieldEditor:
    return form(hand).editors[name]


def control(hand: Hand, name: str) -> Any:
    return editor(hand, name).control


def open_tab(hand: Hand, code: str) -> None:
    hand.page.editors.open(hand.book.key(code))
    hand.settle()


def mirror(hand: Hand, code: str) -> dict[str, Any]:
    return hand.book.mirror[hand.book.key(code)][1]


def kept(hand: Hand) -> dict[str, object]:
    return {name: draft.typed for (_, name), draft in hand.app.drafts.kept.items()}


# ---------------------------------------------------------------------------------------------------- small structures


@pytest.fixture
def sized(hand: Hand) -> Hand:
    mirror(hand, "EQ-1000")["dimensions"] = {"height": 4, "width": 3, "depth": 2}
    open_tab(hand, "EQ-1000")
    return hand


def type_over(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_size_that_is_no_number_is_kept_and_said_and_not_recorded(sized: Hand) -> None:
    size = control(sized, "dimensions")
    type_over(size.lines["width"], "wide")
    assert editor(sized, "dimensions").note.text == "“wide” is not a number. Type it like 1.5."
    assert {name: line.property("invalid") for name, line in size.lines.items()} == {
        "height": None, "width": "true", "depth": None,
    }  # fmt: skip
    sized.qtbot.waitUntil(lambda: kept(sized) == {"dimensions": {"height": 4, "width": "wide", "depth": 2}})
    form(sized).editors["code"].setFocus()
    sized.settle()
    assert sized.ops() == []
    open_tab(sized, "UN-1014")
    open_tab(sized, "EQ-1000")
    size = control(sized, "dimensions")
    assert [line.text() for line in size.lines.values()] == ["4", "wide", "2"]
    type_over(size.lines["width"], "3.5")
    QTest.keyClick(size.lines["width"], Qt.Key.Key_Return)
    sized.settle()
    assert sized.ops() == [("set", "dimensions", {"height": 4, "width": Decimal("3.5"), "depth": 2})]
    assert size.lines["width"].property("invalid") is None
    sized.qtbot.waitUntil(lambda: kept(sized) == {})


def test_a_warranty_of_half_a_month_is_refused_beside_it(sized: Hand) -> None:
    warranty = control(sized, "manufacturer_warranty")
    type_over(warranty.lines["duration"], "1.5")
    assert editor(sized, "manufacturer_warranty").note.text == "Duration is a whole number."
    QTest.keyClick(warranty.lines["duration"], Qt.Key.Key_Escape)
    assert not editor(sized, "manufacturer_warranty").note.text
    assert warranty.lines["duration"].property("invalid") is None


# ------------------------------------------------------------------------------------------------- attached, variations

MANUAL = {
    "type": "Attachment",
    "url": "https://example.org/m.pdf",
    "isDefault": False,
}
PHOTO = {
    "type": "Image",
    "url": "Images/Service/a1.jpg",
    "isDefault": True,
    "alias": "Front",
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the browser was asked for."""
    asked: list[str] = []
    monkeypatch.setattr(
        "lazi_desktop.ui.editors.assets.control.QDesktopServices.openUrl",
        lambda url: asked.append(url.toString()),
    )
    return asked


def cells(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def listed(assets: AssetsControl) -> list[tuple[str, str]]:
    """Names, and what is said below each."""
    rows = [assets.model.index(row) for row in range(assets.model.rowCount())]
    return [(row.data(), row.data(AssetRole.FACTS)[0]) for row in rows]


def test_what_is_attached_is_listed_and_only_the_web_is_opened(hand: Hand, opened: list[str]) -> None:
    mirror(hand, "SV-1000")["assets"] = [PHOTO, MANUAL, {"type": "Video", "url": "file:///etc/hosts"}]
    open_tab(hand, "SV-1000")
    assets = control(hand, "assets")
    assert listed(assets) == [
        ("Front", "Picture"),
        ("m.pdf", "File  ·  https://example.org/m.pdf"),
        ("hosts", "Video  ·  in ServiceTitan's storage"),
    ]
    for row in range(3):
        assets.view.choose([assets.model.assets[row].address])
        QTest.keyClick(assets.view, Qt.Key.Key_Return)
        assert assets.line.isHidden() is (row == 1)
    assert "own storage" in assets.line.words.text()
    assert opened == ["https://example.org/m.pdf"]
    open_tab(hand, "SV-1007")
    assert listed(control(hand, "assets")) == []


def test_pictures_of_a_categorys_skus_are_listed_by_their_files(hand: Hand) -> None:
    key = hand.category("Chemicals")
    hand.book.mirror[key][1]["sku_images"] = ["Images/Category/x.png"]
    hand.page.editors.open(key)
    hand.settle()
    assert listed(control(hand, "sku_images")) == [("x.png", "Images/Category/x.png")]


def test_variations_are_told_by_code_and_name(hand: Hand) -> None:
    numbers = [hand.book.remote_ids[hand.book.key(code)] for code in ("EQ-1014", "EQ-1007")]
    mirror(hand, "EQ-1000").update(
        is_configurable_equipment=True, variations_or_configurable_equipment=[*numbers, 987654]
    )
    open_tab(hand, "EQ-1000")
    variations = control(hand, "variations_or_configurable_equipment")
    shown = cells(variations.table)
    assert [line[0] for line in shown] == ["EQ-1007", "EQ-1014", "ST 987654"]
    assert shown[0][1] == mirror(hand, "EQ-1007")["display_name"]
    assert variations.said.text() == "It is sold as one of these:"
    mirror(hand, "EQ-1007")["variations_or_configurable_equipment"] = [
        hand.book.remote_ids[hand.book.key("EQ-1000")]
    ]
    open_tab(hand, "EQ-1007")
    variations = control(hand, "variations_or_configurable_equipment")
    assert variations.said.text() == "It is a variation of these:"
    assert [line[0] for line in cells(variations.table)] == ["EQ-1000"]
