"""Days and months have the names of the window's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from lazi_desktop.ui import dates, formatting
from lazi_desktop.ui.activity.words import full_time, until
from lazi_desktop.ui.history.words import day_words
from lazi_desktop.ui.language import use_language

MOMENT = datetime(2024, 9, 3, 14, 5, 12)
NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    assert QLocale.system().language() != QLocale.Language.Spanish, (
        "tests run in another language than Spanish"
    )
    use_language("es")
    yield
    use_language("en")


def test_in_english() -> None:
    assert dates.day(MOMENT) == "3 Sep"
    assert dates.weekday_and_day(MOMENT) == "Tue 3 Sep"
    assert dates.full_day(MOMENT) == "Tuesday, 3 September"
    assert dates.full_day(MOMENT, year=True) == "Tuesday, 3 September 2024"
    assert dates.to_the_minute(MOMENT) == "3 Sep 2024, 14:05"
    assert dates.to_the_second(MOMENT) == "Tue 3 Sep 2024, 14:05:12"


def test_in_spanish(spanish: None) -> None:
    assert dates.day(MOMENT) in ("3 sept", "3 sep")
    assert dates.weekday(MOMENT) == "mar"
    assert dates.full_day(MOMENT) == "Martes, 3 de septiembre"
    assert dates.full_day(MOMENT, year=True) == "Martes, 3 de septiembre de 2024"
    assert re.fullmatch(r"mar 3 sept? 2024, 14:05:12", dates.to_the_second(MOMENT))


def test_where_they_are_shown(spanish: None) -> None:
    assert formatting.moment(NOON - timedelta(days=15), now=NOON) == "5 ene"
    assert formatting.moment(NOON - timedelta(days=3), now=NOON).startswith("sáb ")
    assert full_time(NOON).startswith("mar 20 ene 2026, ")
    assert day_words(NOON - timedelta(days=40), now=NOON) == "Jueves, 11 de diciembre de 2025"
    assert "22 ene" in until(NOON + timedelta(days=2), now=NOON)


def test_nobody_names_days_and_months_by_themselves() -> None:
    """Python's names are English in every language of the window."""
    names = re.compile(r":[^{}\"']*%-?[aAbBcpxX]|strftime")
    alone = [
        path.name
        for path in Path(formatting.__file__).parent.rglob("*.py")
        if names.search(path.read_text(encoding="utf-8"))
    ]
    assert alone == []
