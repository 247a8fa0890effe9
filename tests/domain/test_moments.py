"""ServiceTitan's timestamps, finer than Python's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lazi_desktop.domain.moments import format_moment, parse_moment


@pytest.mark.parametrize(
    "text, microsecond",
    [
        ("2026-01-02T03:04:05Z", 0),
        ("2026-01-02T03:04:05.1Z", 100_000),
        ("2026-01-02T03:04:05.1234567Z", 123_456),
        ("2026-01-02T03:04:05.12345Z", 123_450),
        ("2026-01-02T04:04:05.5+01:00", 500_000),
        ("2026-01-02T03:04:05", 0),
    ],
)
def test_every_precision_is_read(text, microsecond):
    assert parse_moment(text) == datetime(2026, 1, 2, 3, 4, 5, microsecond, UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-01-02", "2026-13-02T03:04:05Z"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError):
        parse_moment(text)


def test_a_moment_is_written_as_servicetitan_writes_it():
    assert format_moment(datetime(2026, 1, 2, 3, 4, 5, 600, UTC)) == "2026-01-02T03:04:05.000600Z"
