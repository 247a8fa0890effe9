"""Where the shared database is: what was pasted, its parts, and what was found there."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from lazi_desktop.ui.first_run.check_list import Mark
from lazi_desktop.ui.first_run.founding_forms import Kind
from lazi_desktop.ui.first_run.place_page import CHECKS, PlacePage

PASTED = "postgresql://owner@db.example.com:5432/lazi?sslmode=verify-full"


@pytest.fixture
def page(qtbot) -> PlacePage:
    page = PlacePage()
    qtbot.addWidget(page)
    page.kinds[Kind.POSTGRESQL].setChecked(True)
    page.show()
    return page


def paste(page: PlacePage, text: str) -> None:
    page.connection.input.setText(text)
    page.connection.input.textEdited.emit(text)


def looked_over(page: PlacePage) -> None:
    page.show_busy("Looking…")
    for name in CHECKS:
        page.show_check(name, "well")
    page.show_problems({})


def test_what_was_pasted_follows_its_parts(page: PlacePage) -> None:
    paste(page, PASTED)
    page.fields["host"].input.selectAll()
    QTest.keyClicks(page.fields["host"].input, "other.example.com")
    assert page.connection.text() == PASTED.replace("db.", "other.")
    assert page.form().address.options == {"sslmode": "verify-full"}


def test_without_a_connection_string_none_is_made_up(page: PlacePage) -> None:
    QTest.keyClicks(page.fields["host"].input, "db.example.com")
    assert page.connection.text() == ""


@pytest.mark.parametrize("name", ["host", "port", "database", "login", "password"])
def test_what_was_found_is_forgotten_with_the_place(page: PlacePage, name: str) -> None:
    paste(page, PASTED)
    looked_over(page)
    assert page.checks.isVisible()
    QTest.keyClicks(page.fields[name].input, "1")
    assert not page.checks.isVisible()
    assert set(page.checks.marks.values()) == {Mark.WAITS}
