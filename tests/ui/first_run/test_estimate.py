"""How long a first pull still takes: told when enough was measured, and never more exactly than anybody can know."""

from __future__ import annotations

import pytest

from lazi_desktop.ui.first_run.estimate import Estimate, rounded

TOTALS = {"category": None, "material": 6000, "service": 2000}


def test_nothing_is_told_before_something_was_measured() -> None:
    estimate = Estimate(TOTALS)
    assert estimate.seconds_left(0.0) is None
    estimate.note("category", 1543, None, 10.0)
    assert estimate.seconds_left(20.0) is None
    estimate.note("material", 500, 6000, 20.0)
    assert estimate.seconds_left(20.5) is None


def test_what_is_left_takes_as_long_as_what_came() -> None:
    estimate = Estimate(TOTALS)
    estimate.note("material", 500, 6000, 20.0)
    estimate.note("material", 1500, 6000, 25.0)
    assert estimate.seconds_left(25.0) == pytest.approx(6500 * 5 / 1000)
    estimate.note("material", 6000, 6000, 40.0)
    estimate.note("service", 2000, 2000, 60.0)
    assert estimate.seconds_left(60.0) == 0
    assert estimate.share == 1


def test_a_list_that_grew_meanwhile_is_counted_as_it_is() -> None:
    estimate = Estimate(TOTALS)
    estimate.note("material", 6100, 6050, 20.0)
    assert estimate.whole == 8050
    assert estimate.share < 1


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.1, (5, "s")), (12, (15, "s")), (41, (50, "s")), (89, (90, "s")), (91, (2, "min"))],
)
def test_it_is_rounded_up(seconds: float, shown: tuple[int, str]) -> None:
    assert rounded(seconds) == shown
