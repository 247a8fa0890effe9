"""Values as a person reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from lazi_desktop.domain.field_tables import FIELDS, field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.typed_text import read_typed
from lazi_desktop.ui import formatting

MATERIAL, SERVICE = EntityKind.MATERIAL, EntityKind.SERVICE
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "name", "value", "shown"),
    [
        (MATERIAL, "price", Decimal("1234.5"), "1,234.50"),
        (MATERIAL, "price", 1200, "1,200.00"),
        (MATERIAL, "price", Decimal("-3.1"), "-3.10"),
        (MATERIAL, "price", Decimal("0.12345"), "0.12345"),
        (MATERIAL, "price", 0, "0.00"),
        (MATERIAL, "price", None, "—"),
        (MATERIAL, "hours", Decimal("1.50"), "1.5"),
        (MATERIAL, "hours", 1000, "1,000"),
        (MATERIAL, "taxable", True, "yes"),
        (MATERIAL, "taxable", False, "no"),
        (MATERIAL, "categories", [1, 2, 3], "3 entries"),
        (MATERIAL, "categories", [7], "1 entry"),
        (MATERIAL, "categories", [], "none"),
        (MATERIAL, "primary_vendor", {"vendorName": "SCP", "cost": 3}, "SCP"),
        (SERVICE, "description", "<p>Fits &amp; seals</p><ul><li>a</li></ul>", "Fits & seals a"),
        (SERVICE, "description", "<p></p>", "—"),
        (MATERIAL, "display_name", '1/2" <b> union', '1/2" <b> union'),
    ],
)
def test_values_are_written_for_a_person(kind, name, value, shown) -> None:
    assert formatting.format_value(field_of(kind, name), value) == shown


@pytest.mark.parametrize(
    ("calculated", "shown", "exact"),
    [
        ("5.7875", "5.79", "5.7875"),
        ("9.465", "9.47", "9.465"),
        ("-0.125", "-0.13", "-0.125"),
        ("1234.5", "1,234.50", ""),
        ("0.004", "0.004", ""),
        ("0.00123", "0.0012", "0.00123"),
        ("0", "0.00", ""),
    ],
)
def test_what_was_calculated_is_rounded_and_told_exactly(calculated: str, shown: str, exact: str) -> None:
    assert formatting.rounded_money(Decimal(calculated)) == shown
    assert formatting.exact_money(Decimal(calculated)) == exact


def test_an_unknown_field_is_shown_as_it_is() -> None:
    assert formatting.format_field(MATERIAL, "brand_new", [1]) == "[1]"
    assert formatting.field_title(MATERIAL, "brand_new") == "brand_new"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("price", "abc", "abc"),
        ("categories", 7, "7"),
        ("description", ["a"], "['a']"),
        ("taxable", "no", "no"),
    ],
)
def test_a_value_that_is_none_of_its_field_is_shown_as_it_is(name: str, value: object, shown: str) -> None:
    assert formatting.format_field(MATERIAL, name, value) == shown


@pytest.mark.parametrize(
    ("name", "value"),
    [("price", Decimal("1234567.5")), ("hours", Decimal("0.25")), ("taxable", False), ("code", "UN-1")],
)
def test_what_an_editor_starts_with_is_read_back_as_the_same_value(name, value) -> None:
    field = FIELDS[MATERIAL][name]
    assert read_typed(field, formatting.edit_text(field, value)) == value


def test_html_keeps_its_lines_and_loses_its_tags() -> None:
    markup = "<p>First<br>second</p><div>third &lt;b&gt;</div>  4 < 5"
    assert formatting.plain_text(markup) == "First\nsecond\nthird <b>\n4 < 5"


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=2), "2 min ago"),
        (timedelta(hours=5), "5 h ago"),
        (timedelta(seconds=-30), "just now"),
    ],
)
def test_moments_are_told_by_their_distance(passed, shown) -> None:
    assert formatting.ago(NOON - passed, now=NOON) == shown


def test_older_moments_are_told_by_their_day() -> None:
    assert formatting.moment(datetime(2025, 9, 2, 10, tzinfo=UTC), now=NOON) == "2 Sep 2025"
    assert formatting.moment("2026-01-02T10:00:00.1234567Z", now=NOON) == "2 Jan"
    assert formatting.moment("not a moment") == "not a moment"


def test_counts_and_shares() -> None:
    assert formatting.counted(1, "change", "changes") == "1 change"
    assert formatting.counted(1200, "change", "changes") == "1,200 changes"
    assert formatting.percent(Decimal("0.375")) == "37.5 %"
    assert formatting.percent(None) == ""
