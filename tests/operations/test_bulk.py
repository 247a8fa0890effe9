"""Plans for many cells: what changes, what is the same, what is refused and why."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pasted_block import read_block
from lazi_desktop.domain.pasted_table import PastedTable, understood
from lazi_desktop.operations.bulk import (
    BulkPlan,
    appending,
    clearing,
    copying,
    fields_to_ask,
    pasting,
    plan_changes,
    prepending,
    typing,
    without,
)
from lazi_desktop.operations.bulk_paste import PastedText, plan_matched, plan_paste, titles_of
from lazi_desktop.ports.pricebook import SkuRow, SkuState

M, S = EntityKind.MATERIAL, EntityKind.SERVICE


def row(code: str = "UN-1", *, number: int = 1, kind: EntityKind = M, **values) -> SkuRow:
    more = values.pop("more", {})
    given = {
        "name": "Union", "cost": Decimal(4), "price": Decimal("10.5"), "member_price": Decimal(9),
        "add_on_price": None, "unit": "EA", "vendor_part": "", "hours": None, "taxable": True, "active": True,
        "state": SkuState.NONE, "changed": frozenset(), **values,
    }  # fmt: skip
    return SkuRow(
        number=number, key=EntityKey(uuid4()), kind=kind, remote_id=number, code=code, more=more, **given
    )


def planned(change, name: str, one: SkuRow) -> BulkPlan:
    return plan_changes([one], [name], change)


def test_a_change_the_same_and_a_refusal() -> None:
    one = row()
    assert planned(pasting("11"), "price", one).edits[0].value == 11
    assert planned(pasting("$10.50"), "price", one).same == 1
    (refused,) = planned(pasting("abc"), "price", one).refused
    assert (refused.code, refused.title) == ("UN-1", "Price")
    assert "not a number" in refused.reason


def test_a_kind_without_the_field_says_so() -> None:
    (refused,) = planned(typing("EA"), "unit_of_measure", row(kind=EntityKind.SERVICE)).refused
    assert refused.reason == "Services have no such field."


def test_what_comes_from_servicetitan_is_left_alone() -> None:
    service = row(kind=EntityKind.SERVICE)
    (refused,) = planned(typing("5"), "cost", service).refused
    assert "comes from ServiceTitan" in refused.reason
    assert planned(pasting("4.00"), "cost", service).same == 1


def test_texts_are_emptied_and_numbers_are_not() -> None:
    assert planned(clearing(), "unit_of_measure", row()).edits[0].value is None
    assert planned(clearing(), "unit_of_measure", row(unit="")).same == 1
    for name in ("price", "code", "taxable"):
        assert planned(clearing(), name, row()).refused, name


def test_texts_are_put_before_and_behind() -> None:
    assert planned(appending(" new"), "display_name", row()).edits[0].value == "Union new"
    assert planned(prepending("New "), "display_name", row()).edits[0].value == "New Union"
    assert "not a text" in planned(appending("1"), "price", row()).refused[0].reason


def test_other_fields_take_what_the_copied_one_says() -> None:
    price = field_of(M, "price")
    assert planned(copying(price, Decimal("10.5")), "member_price", row()).edits[0].value == Decimal("10.5")
    assert planned(copying(price, Decimal("10.5")), "display_name", row()).edits[0].value == "10.50"
    name = field_of(M, "display_name")
    assert "not a number" in planned(copying(name, "Union"), "price", row()).refused[0].reason
    categories = field_of(M, "categories")
    assert "cannot be put" in planned(copying(categories, [1]), "display_name", row()).refused[0].reason


def test_structures_are_copied_to_the_same_field_alone_and_without_the_numbers_of_their_rows() -> None:
    service = row(kind=S)
    categories, links = field_of(S, "categories"), field_of(S, "service_materials")
    assert "cannot be put" in planned(copying(categories, [1]), "upgrades", service).refused[0].reason
    held = [{"id": 7, "quantity": 2, "skuId": 3}]
    assert "cannot be put" in planned(copying(links, held), "service_equipment", service).refused[0].reason
    [edit] = planned(copying(links, held), "service_materials", service).edits
    assert edit.value == [{"quantity": 2, "skuId": 3}]


def test_what_is_put_behind_formatted_text_is_letters() -> None:
    formatted, plain = row(more={"description": "<p>1 &amp; 2</p>"}), row(more={"description": "1 in"})
    assert planned(appending(" < 3"), "description", formatted).edits[0].value == "<p>1 &amp; 2</p> &lt; 3"
    assert planned(appending(" < 3"), "description", plain).edits[0].value == "1 in < 3"


def test_only_what_a_row_does_not_bring_is_asked_for() -> None:
    assert fields_to_ask(["code", "display_name", "account", "price", "account"]) == ("account",)
    assert planned(typing("4000"), "account", row(more={"account": "4000"})).same == 1


def test_unticked_changes_are_left_out() -> None:
    rows = [row(f"UN-{number}") for number in range(4)]
    plan = without(plan_changes(rows, ["price"], typing("1")), [1, 3])
    assert [one.row.code for one in plan.changed] == ["UN-0", "UN-2"]


def test_a_column_of_commas_is_read_by_its_own_rule() -> None:
    rows = {number: row(f"UN-{number}", number=number) for number in (1, 2)}
    texts = [
        PastedText(1, "price", "Price", "12,50", (0, 0)),
        PastedText(2, "price", "Price", "1.234", (1, 0)),
    ]
    assert [one.edit.value for one in plan_paste(texts, rows).changed] == [Decimal("12.5"), 1234]


def test_a_row_that_is_gone_is_told() -> None:
    plan = plan_paste([PastedText(7, "price", "Price", "1", (0, 0))], {})
    assert plan.refused[0].reason == "This row is gone."


# ------------------------------------------------------------------------------------------------- rows by code

TITLES = titles_of(frozenset([M]))


def table(text: str, following=()) -> PastedTable:
    return understood(read_block(text), TITLES, following)


@pytest.mark.parametrize(
    "text, columns, heading",
    [
        ("Price\tCODE\nx\ty\n", ("price", "code"), True),
        ("code\tMemberPrice\tmember price\n1\t2\t3\n", ("code", "member_price", ""), True),
        ("Code\tWhatever\n1\t2\n", ("code", ""), True),
        ("UN-1\t2\t3\n", ("code", "cost", "price"), False),
        ("UN-1\n", ("code",), False),
    ],
)
def test_columns_are_understood(text: str, columns, heading: bool) -> None:
    found = table(text, ["cost", "price"])
    assert (tuple(found.columns), found.has_heading) == (columns, heading)


def test_rows_go_by_their_codes_and_what_is_not_found_is_kept() -> None:
    one, twin, other = row("UN-1"), row("UN-2", number=2), row("UN-2", number=3, kind=EntityKind.SERVICE)
    by_code = {"UN-1": [one], "UN-2": [twin, other], "UN-3": [twin, twin]}
    found = plan_matched(
        table("Code\tPrice\nUN-1\t20\nUN-2\t30\nNO\t1\n\t5\nUN-3\t4\n\t\n"), by_code, among=frozenset([M])
    )
    assert [(one.row.number, one.edit.value) for one in found.plan.changed] == [(1, 20), (2, 30)]
    assert found.unmatched == [3, 4, 5]
    assert [one.reason for one in found.plan.refused] == [
        "No entry has this code.",
        "There is no code in this row.",
        "2 entries have this code.",
    ]
    assert found.plan.refused[0].text == "NO\t1"


def test_cells_beyond_the_headings_are_told() -> None:
    found = plan_matched(table("Code\tPrice\nUN-1\t20\t99\n"), {"UN-1": [row()]})
    assert len(found.plan.changed) == 1
    assert "no name" in found.plan.refused[0].reason
