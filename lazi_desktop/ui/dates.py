"""Days and times in the language of the window: Python's own names of days and months are English whatever it speaks.

What is given is in local time. ISO dates (`2026-11-22`) are the same everywhere and need none of this.
"""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from lazi_desktop.ui.language import spoken_language, spoken_locale

_AT_LENGTH = {"en": "dddd, d MMMM", "es": "dddd, d 'de' MMMM"}
_YEAR = {"en": " yyyy", "es": " 'de' yyyy"}


def clock(then: datetime) -> str:
    """`14:05`"""
    return f"{then:%H:%M}"


def weekday(then: date) -> str:
    """`Tue`, `mar`"""
    return _named(then, "ddd")


def day(then: date, *, year: bool = False) -> str:
    """`3 Sep`, `3 Sep 2024`"""
    month = _named(then, "MMM")
    return f"{then.day} {month} {then.year}" if year else f"{then.day} {month}"


def weekday_and_day(then: date) -> str:
    """`Tue 3 Sep`"""
    return f"{weekday(then)} {day(then)}"


def full_day(then: date, *, year: bool = False) -> str:
    """`Tuesday, 3 September`, `martes, 3 de septiembre`, to stand by itself."""
    language = spoken_language()
    text = _named(then, _AT_LENGTH[language] + (_YEAR[language] if year else ""))
    return text[:1].upper() + text[1:]


def to_the_minute(then: datetime) -> str:
    """`3 Sep 2024, 14:05`"""
    return f"{day(then, year=True)}, {clock(then)}"


def to_the_second(then: datetime) -> str:
    """`Tue 3 Sep 2024, 14:05:12`"""
    return f"{weekday(then)} {day(then, year=True)}, {then:%H:%M:%S}"


def _named(then: date, form: str) -> str:
    """Spanish puts a point behind some shortened names in some countries: here no language does."""
    english = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    locale = english if spoken_language() == "en" else spoken_locale()
    return locale.toString(QDate(then.year, then.month, then.day), form).replace(".", "")
