"""Editors over rows of ServiceTitan's lists: units as chips, accounts and vendors offered by the lists, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtTest import QTest

from lazi_desktop.ports.hub_feed import ListedRow
from lazi_desktop.ui.editors.known_lists import KnownLists
from lazi_desktop.ui.editors.listed_chips import ListedChips
from lazi_desktop.ui.editors.reference_control import ReferenceControl
from lazi_desktop.ui.editors.vendors.known import vendor_number
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.test_listed_names import row
from tests.ui.real_window import RealWindow

FITTINGS = category(1, "Fittings", business_unit_ids=[11, 12])
WATTS = {"id": 1, "vendorId": 7, "vendorName": "Watts", "cost": 1, "active": True}
ELBOW = sku(
    1,
    "A",
    "Elbow",
    categories=[1],
    general_ledger_account_id=2,
    account="Sales",
    primary_vendor=WATTS,
    other_vendors=[WATTS],
)


def account(number: int, name: str, *, active: bool = True) -> ListedRow:
    return ListedRow(
        name="gl_accounts", remote_id=number, title=f"40{number} {name}", active=active,
        payload=f'{{"id": {number}, "name": "{name}"}}', gone=False, at=row(1, "x").at,
    )  # fmt: skip


LISTS = [
    row(11, "Plumbing", of="business_units"),
    row(12, "Heating", of="business_units", active=False),
    row(13, "Pool Service", of="business_units"),
    row(14, "Pool Sales", of="business_units"),
    row(7, "Watts", of="vendors"),
    row(8, "Acme", of="vendors"),
    row(9, "Gone Supply", of="vendors", active=False),
    account(1, "Fees"),
    account(2, "Sales"),
    account(3, "Old", active=False),
]


@pytest.fixture
def real(tmp_path: Path, qtbot) -> Iterator[RealWindow]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    window.feed(FeedMaker().mirrors([FITTINGS, ELBOW]))
    window.list(LISTS)
    window.show()
    yield window
    window.close()


@pytest.fixture
def units(real: RealWindow) -> ListedChips:
    real.page.editors.open(key_of(FITTINGS))
    real.quiet()
    form = real.page.editors.form
    assert form is not None
    control = form.editors["business_unit_ids"].control
    assert isinstance(control, ListedChips)
    return control


def held(real: RealWindow) -> list[int]:
    real.quiet()
    detail = real.context.queries.detail(key_of(FITTINGS))
    assert detail is not None
    return list(detail.effective["business_unit_ids"])


def words(control: ListedChips) -> list[str]:
    return [chip.label.text() for chip in control.chips()]


def enter(control: ListedChips, text: str) -> None:
    control.line.setFocus()
    QTest.keyClicks(control.line, text)
    control.line.returnPressed.emit()


def test_units_are_chips_that_come_and_go_by_name(real: RealWindow, units: ListedChips) -> None:
    assert words(units) == ["Heating (inactive)", "Plumbing"]
    enter(units, "pool se")
    assert held(real) == [11, 12, 13]
    assert words(units) == ["Heating (inactive)", "Plumbing", "Pool Service"]
    units.chips()[0].removed.emit()
    assert held(real) == [11, 13]


def test_what_is_not_clear_is_not_taken_and_says_why(real: RealWindow, units: ListedChips) -> None:
    enter(units, "pool")
    assert units.line.toolTip().endswith("“pool” may be Pool Sales or Pool Service.")
    assert held(real) == [11, 12]
    enter(units, " x")
    assert "none is called" in units.line.toolTip()
    units.line.clear()
    assert held(real) == [11, 12]


def asked(real: RealWindow, ask: Callable[[KnownLists, Callable[[object], None]], None]) -> list[str]:
    found: list[list[str]] = []
    known = KnownLists(real.context, real.window)
    ask(known, lambda texts: found.append(list(texts)))  # type: ignore[call-overload]
    real.settle()
    return found[0]


def test_accounts_and_vendors_are_offered_those_in_use_first(real: RealWindow) -> None:
    accounts = asked(real, lambda known, done: known.texts("account", done, owner=known))
    assert accounts == ["Sales", "Fees"]
    assert asked(real, lambda known, done: known.vendors(done, owner=known)) == ["Watts", "Acme"]


def test_a_vendor_that_no_entry_has_is_known_by_the_list(real: RealWindow) -> None:
    assert vendor_number(real.context.queries, "acme") == (8, "Acme")
    assert vendor_number(real.context.queries, "Nobody") is None


def test_what_cannot_be_changed_is_shown_and_not_chosen_from(real: RealWindow) -> None:
    real.page.editors.open(key_of(ELBOW))
    real.quiet()
    form = real.page.editors.form
    assert form is not None
    control = form.editors["general_ledger_account_id"].control
    assert isinstance(control, ReferenceControl)
    assert not control.combo.isEnabled()
    assert [control.combo.itemText(at) for at in range(control.combo.count())] == ["None", "402 Sales"]
    assert control.combo.currentText() == "402 Sales"


def test_one_row_is_chosen_for_several_that_differ(real: RealWindow) -> None:
    real.page.editors.open(key_of(ELBOW))
    real.quiet()
    form = real.page.editors.form
    assert form is not None
    control = form.editors["cost_type_id"].control
    assert isinstance(control, ReferenceControl)
    assert control.line is not None
    typed: list[object] = []
    control.typed.connect(typed.append)
    control.show_different("3 different values")
    assert (control.combo.currentText(), control.line.placeholderText()) == ("", "3 different values")
    control.line.setText("x")
    control.line.returnPressed.emit()
    assert typed == []
    control.combo.setCurrentIndex(0)
    control.combo.activated.emit(0)
    assert typed == [None], "also nothing is chosen for all"
