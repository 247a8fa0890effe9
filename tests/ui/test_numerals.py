"""Numbers in the language of the window: shown and typed in the same spelling."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui import formatting, numerals
from lazi_desktop.ui.language import use_language
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.filter_text import read_filter
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand
from tests.ui.pricebook.conftest import make_page as make_page

PRICE, HOURS = field_of(EntityKind.MATERIAL, "price"), field_of(EntityKind.MATERIAL, "hours")


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    use_language("es")
    yield
    use_language("en")


def test_spain_is_taken_where_the_system_does_not_say_otherwise(spanish: None) -> None:
    spain = QLocale("es")
    assert QLocale.system().language() != spain.language(), "tests run in another language than Spanish"
    shown = formatting.money(Decimal("1234567.5"))
    assert shown == f"1{spain.groupSeparator()}234{spain.groupSeparator()}567{spain.decimalPoint()}50"


def test_no_count_is_spelled_by_itself() -> None:
    """Thousands are grouped in one place, which knows the language."""
    inside = {"numerals.py", "formatting.py"}
    alone = [
        path.name
        for path in Path(formatting.__file__).parent.rglob("*.py")
        if ":,}" in path.read_text(encoding="utf-8") and path.name not in inside
    ]
    assert alone == []


def test_what_is_shown(spanish: None) -> None:
    assert formatting.money(Decimal("1234.5")) == "1.234,50"
    assert formatting.number(Decimal("1.234")) == "1,234"
    assert formatting.percent(Decimal("0.375")) == "37,5 %"
    assert formatting.counted(1200, "cambio", "cambios") == "1.200 cambios"
    assert numerals.whole(6011) == "6.011"
    assert formatting.edit_text(PRICE, Decimal("1234.5")) == "1234,50"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234,50", "1234.5"),
        ("$ 1.234", "1234"),
        ("1.234", "1234"),
        ("12,5", "12.5"),
        ("1,234", "1.234"),
        ("1234.50", "1234.5"),
        ("0,125", "0.125"),
    ],
)
def test_what_is_typed_in_spanish(spanish: None, typed: str, meant: str) -> None:
    field = PRICE if typed.startswith("$") else HOURS
    assert numerals.read_here(field, typed) == Decimal(meant)


@pytest.mark.parametrize(("typed", "meant"), [("1,234", "1234"), ("1.234", "1.234"), ("1,234.5", "1234.5")])
def test_what_is_typed_in_english(typed: str, meant: str) -> None:
    assert numerals.read_here(HOURS, typed) == Decimal(meant)


@pytest.mark.parametrize("value", ["1.234", "1234", "0.5", "1234.25", "12345.678", "0.123"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_an_editor_starts_with_is_read_back(value: str, language: str, spanish: None) -> None:
    use_language("es" if language == "es" else "en")
    assert numerals.read_here(HOURS, formatting.edit_text(HOURS, Decimal(value))) == Decimal(value)


def test_a_text_is_no_number(spanish: None) -> None:
    code = field_of(EntityKind.MATERIAL, "code")
    assert numerals.read_here(code, "1.234") == "1.234"
    assert numerals.typed_again(code, "1.5") == "1.5"


def test_filters_read_what_the_cells_show(spanish: None) -> None:
    assert read_filter(COLUMN["price"], ">1.234") == read_filter(COLUMN["price"], "> 1234")
    assert read_filter(COLUMN["hours"], "1,234") == read_filter(COLUMN["hours"], "=1,234")


def test_an_inspector_and_a_cell_in_spanish(spanish: None, app: FakeApp, make_page) -> None:
    hand: Hand = make_page(app)
    key = app.book.key("UN-1014")
    hand.go_to("UN-1014")
    hand.write("price", "1.234")
    hand.key(Qt.Key.Key_Return, on=hand.widget("price"))
    assert app.book.effective(key, "price") == 1234
    hand.grid.setFocus()
    hand.settle()
    assert hand.widget("price").text() == "$ 1.234,00"
    assert hand.cell("UN-1014", "price") == "1.234,00"
    editor = hand.type_into("UN-1014", "price", "2.345,5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    hand.settle()
    assert app.book.effective(key, "price") == Decimal("2345.5")


def test_what_was_typed_and_not_saved_comes_back_as_it_was_typed(
    spanish: None, app: FakeApp, make_page
) -> None:
    hand: Hand = make_page(app)
    hand.go_to("UN-1014")
    hand.write("price", "1,234")  # three decimals: money has two
    hand.go_to("UN-1021")
    hand.go_to("UN-1014")
    assert hand.widget("price").text() == "1,234"
