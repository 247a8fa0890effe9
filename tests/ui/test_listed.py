"""Numbers of ServiceTitan's lists are written, and read, by the names of their rows."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.listed_fields import ListedNames
from lazi_desktop.domain.pasted_cell import read_pasted
from lazi_desktop.ui.formatting import edit_text, format_field, is_right_aligned
from lazi_desktop.ui.listed import listed_names, use_listed_names, vendor_words
from lazi_desktop.ui.numerals import read_here
from lazi_desktop.ui.sync.difference import difference

M, C = EntityKind.MATERIAL, EntityKind.CATEGORY
COST_TYPE = field_of(M, "cost_type_id")
UNKNOWN = "No. 4711, not in the list (yet)"


@pytest.fixture(autouse=True)
def known(no_names: None) -> None:
    use_listed_names(
        ListedNames(
            [
                ("cost_types", 7, "Freight", True),
                ("cost_types", 3, "Heater Service", False),
                ("gl_accounts", 5001, "4000 Material Income", True),
                ("business_units", 1, "Plumbing", True),
                ("business_units", 2, "Heating", False),
                ("vendors", 9, "Watts", False),
            ]
        )
    )


@pytest.mark.parametrize(
    ("kind", "name", "value", "words"),
    [
        (M, "cost_type_id", 7, "Freight"),
        (M, "cost_type_id", 3, "Heater Service (inactive)"),
        (M, "cost_type_id", 4711, UNKNOWN),
        (M, "cost_type_id", None, "—"),
        (M, "general_ledger_account_id", 5001, "4000 Material Income"),
        (C, "business_unit_ids", [1, 2, 4711], f"Heating (inactive), {UNKNOWN}, Plumbing"),
        (C, "business_unit_ids", [], "none"),
        (M, "primary_vendor", {"vendorId": 9, "vendorName": "Watts"}, "Watts (inactive)"),
        (M, "primary_vendor", {"vendorId": 4711}, UNKNOWN),
    ],
)
def test_values_are_written_by_name(kind: EntityKind, name: str, value: object, words: str) -> None:
    assert format_field(kind, name, value) == words
    assert not is_right_aligned(kind, name)


def test_a_change_says_which_come_and_go() -> None:
    shown = difference(C, "business_unit_ids", theirs=[1], ours=[2], categories={})
    assert (shown.theirs, shown.ours) == ("Plumbing", "+ Heating (inactive)  − Plumbing")
    assert (shown.all_theirs, shown.all_ours) == ("Plumbing", "Heating (inactive)")
    one = difference(M, "cost_type_id", theirs=7, ours=4711, categories={})
    assert (one.theirs, one.ours, one.is_number) == ("Freight", UNKNOWN, False)


def test_what_is_typed_or_pasted_is_a_name_too() -> None:
    assert edit_text(COST_TYPE, 7) == "Freight"
    assert edit_text(COST_TYPE, 4711) == "4711"
    assert read_here(COST_TYPE, "freight") == 7
    assert read_here(COST_TYPE, "") is None
    assert read_pasted(COST_TYPE, "Heater Service", seen=None, names=listed_names()) == 3
    assert read_pasted(COST_TYPE, "4711", seen=7, names=listed_names()) == 4711
    for read in (
        lambda text: read_here(COST_TYPE, text),
        lambda text: read_pasted(COST_TYPE, text, seen=None),
    ):
        with pytest.raises(InvalidValue, match="none is called “Nobody”"):
            read("Nobody")


def test_a_vendor_without_a_name_is_called_as_the_list_does() -> None:
    assert vendor_words({"vendorId": 9}) == "Watts (inactive)"
    assert vendor_words({"vendorId": 5, "vendorName": "Acme"}) == "Acme"
    assert vendor_words({}) == ""
