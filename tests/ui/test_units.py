"""The units of the settings: which ones are offered, and with which one a new entry starts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest

from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.ui.kits.pane.parameter_form import ParameterForm
from lazi_desktop.ui.units import Measures, Units, offered_units
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand
from tests.ui.pricebook.conftest import make_page as make_page


@pytest.mark.parametrize(("measures", "length"), [("us", "ft"), ("metric", "m")])
def test_a_parameter_is_offered_the_units_that_were_chosen_and_takes_any(
    measures: Measures, length: str, qtbot: Any
) -> None:
    form = ParameterForm(offered_units(measures))
    qtbot.addWidget(form)
    form.open(None)
    form.show()
    assert form.unit.text() == "", "a count has no unit"
    assert form.units.itemText(0) == length
    form.units.setCurrentIndex(0)
    assert form.draft().texts["unit"] == length
    form.unit.selectAll()
    QTest.keyClicks(form.unit, "furlong")
    assert form.draft().texts["unit"] == "furlong"


def test_without_a_choice_the_systems_are_offered(qtbot: Any) -> None:
    is_metric = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    assert offered_units("system") == offered_units("metric" if is_metric else "us")


@pytest.fixture
def hand(make_page: Any, app: FakeApp) -> Hand:
    app.context = replace(app.context, units=Units(new_entries="EA"))
    made: Hand = make_page(app)
    return made


@pytest.fixture
def app(tmp_path: Any) -> FakeApp:
    return FakeApp(tmp_path)


def test_a_new_material_starts_with_the_unit_of_the_settings_and_says_so(hand: Hand) -> None:
    hand.page.actions_by_name["new_material"].trigger()
    hand.settle()
    line = hand.page.life.line
    assert line.title.text() == "New material in no category, unit EA"
    line.code.setText("TEE-9")
    line.make.click()
    hand.settle()
    [made] = [op.entity_key for op in hand.book.ledger if op.kind.value == "create"]
    assert hand.book.detail(made).effective["unit_of_measure"] == "EA"


def test_what_has_no_unit_gets_none(hand: Hand) -> None:
    hand.page.actions_by_name["new_discount_fee"].trigger()
    hand.settle()
    line = hand.page.life.line
    assert line.title.text() == "New discount or fee in no category"
    line.code.setText("SPRING")
    line.type.setCurrentText("Fee")
    line.amount_type.setCurrentText("Fixed")
    line.price.setText("25")
    line.make.click()
    hand.settle()
    [made] = [op.entity_key for op in hand.book.ledger if op.kind.value == "create"]
    assert "unit_of_measure" not in hand.book.detail(made).effective


def test_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAZI_UNITS__MEASURES", "imperial")
    with pytest.raises(ConfigurationProblem, match=r"LAZI_UNITS__MEASURES.*“system”, “us” or “metric”"):
        load_settings()
    monkeypatch.setenv("LAZI_UNITS__MEASURES", "metric")
    monkeypatch.setenv("LAZI_UNITS__NEW_ENTRIES", "x" * 31)
    with pytest.raises(ConfigurationProblem, match="30 characters at most"):
        load_settings()
