"""Numbers of rows in ServiceTitan's lists: which field names which list, and which row a text means."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.column_values import ColumnValue, column_value, is_of_numbers
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS, field_of
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.list_titles import LIST_TITLES
from lazi_desktop.domain.listed_fields import LISTED_FIELDS, NAMED_LISTS, ListedNames
from lazi_desktop.domain.references import REFERENCE_FIELDS

COST_TYPE = field_of(EntityKind.MATERIAL, "cost_type_id")
NAMES = ListedNames(
    [
        ("cost_types", 7, "Freight", True),
        ("cost_types", 8, "Freight in", True),
        ("cost_types", 9, "Rental", False),
        ("cost_types", 10, "Rental", True),
        ("cost_types", 11, "Subcontractor", True),
        ("cost_types", 12, "Twice", True),
        ("cost_types", 13, "twice", True),
        ("cost_types", 14, "", True),
        ("vendors", 1, "Watts", True),
        ("vendors", 2, "Acme", False),
        ("vendors", 3, "Acme", True),
    ]
)


def test_every_number_of_something_elsewhere_is_resolved() -> None:
    """A field that is called like a number of something and is not named here would be shown as a bare number."""
    own = {"external_id", *REFERENCE_FIELDS, "parent_id"}
    numbers = {
        name
        for table in FIELDS.values()
        for name, field in table.items()
        if name.endswith(("_id", "_ids"))
        and field.type in (FieldType.INTEGER, FieldType.IDS)
        and name not in own
    }
    assert numbers == LISTED_FIELDS.keys()
    assert set(LIST_TITLES) >= NAMED_LISTS


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Freight", 7), (" freight ", 7), ("freight IN", 8), ("Rental", 10), ("sub", 11), ("contractor", 11),
        ("11", 11), ("4711", 4711), ("in", 8),
    ],
)  # fmt: skip
def test_a_row_is_meant_by_its_name_by_part_of_it_or_by_its_number(text: str, number: int) -> None:
    assert NAMES.number_of(COST_TYPE, text) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fr", "“fr” may be Freight or Freight in."),
        ("twice", r"may be twice \(No. 13\) or Twice \(No. 12\)|may be Twice \(No. 12\) or twice \(No. 13\)"),
        ("Nobody", "among the cost types none is called “Nobody”"),
        ("", "none is called"),
    ],
)
def test_what_is_not_clear_says_which_are_possible(text: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        NAMES.number_of(COST_TYPE, text)


def test_what_an_editor_starts_with_reads_back() -> None:
    for number in range(7, 15):
        typed = NAMES.typed_for(COST_TYPE, number)
        assert NAMES.number_of(COST_TYPE, typed) == number
    assert NAMES.typed_for(COST_TYPE, 7) == "Freight"
    assert NAMES.typed_for(COST_TYPE, 12) == "12"
    assert NAMES.typed_for(COST_TYPE, 9) == "9", "an active one has its name"


def test_columns_sort_and_filter_by_the_name() -> None:
    assert column_value("cost_type_id", 7, NAMES) == ColumnValue("Freight")
    assert column_value("cost_type_id", 4711, NAMES) == ColumnValue("4711")
    assert column_value("cost_type_id", None, NAMES) is None
    assert not is_of_numbers("cost_type_id")


def test_a_vendor_is_found_by_its_whole_name_where_that_is_its_own() -> None:
    assert NAMES.vendor("watts") == (1, "Watts")
    assert NAMES.vendor("Acme") == (3, "Acme")
    assert NAMES.vendor("Wat") is None
