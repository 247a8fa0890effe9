"""Cron lines: in local time, through both nights when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lazi_desktop.config.cron import CronLine, check_cron

BERLIN = ZoneInfo("Europe/Berlin")


def times(line: str, begin: datetime, count: int) -> list[str]:
    found, at = [], begin
    for _ in range(count):
        at = CronLine(line).after(at, BERLIN)
        assert at.tzinfo is UTC
        found.append(f"{at.astimezone(BERLIN):%d %H:%M%z}")
    return found


def test_a_nightly_line_comes_once_in_the_night_that_lacks_its_hour():
    begin = datetime(2026, 3, 28, 0, 0, tzinfo=UTC)
    assert times("30 2 * * *", begin, 3) == ["28 02:30+0100", "29 03:00+0200", "30 02:30+0200"]


def test_a_nightly_line_comes_once_in_the_night_that_has_its_hour_twice():
    begin = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    assert times("30 2 * * *", begin, 2) == ["25 02:30+0200", "26 02:30+0100"]


def test_asked_in_the_second_of_two_equal_hours_it_never_names_the_past():
    second = datetime(2026, 10, 25, 1, 20, tzinfo=UTC)  # 02:20 for the second time
    assert times("30 2 * * *", second, 1) == ["26 02:30+0100"]


@pytest.mark.parametrize(
    "begin", [datetime(2026, 3, 29, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 0, 50, tzinfo=UTC)]
)
def test_every_five_minutes_stays_every_five_minutes(begin: datetime):
    at = begin
    for _ in range(30):
        later = CronLine("*/5 * * * *").after(at, BERLIN)
        assert later - at == timedelta(minutes=5)
        at = later


@pytest.mark.parametrize(
    "text, says",
    [
        ("*/5 * * *", "five fields"),
        ("0 */5 * * * *", "five fields"),
        ("70 * * * *", "“70 . . . .” is no cron line: bad minute"),
        ("0 0 * * fryday", "bad day-of-week"),
        ("0 0 30 2 *", "bad day-of-month"),
        ("0 0 */20 * 1L", "never comes"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(text: str, says: str):
    with pytest.raises(ValueError, match=says):
        check_cron(text)


def test_an_empty_line_means_never():
    assert check_cron("  ") == ""
