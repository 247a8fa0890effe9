"""A changed list is shown row by row: what comes, what goes, how many, and what that costs."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.review.arranging import Grouping
from lazi_desktop.ui.review.review_paper import review_paper
from lazi_desktop.ui.sync.list_changes import RowChange, amount_words
from tests.ui.review.conftest import Desk

SERVICE = "SV-1000"


def links(desk: Desk, quantities: dict[str, int]) -> list[dict[str, Any]]:
    found = [
        {
            "skuId": desk.book.row(desk.book.skus.index(desk.book.key(code))).remote_id,
            "quantity": Decimal(count),
        }
        for code, count in quantities.items()
    ]
    made: list[dict[str, Any]] = FIELDS[EntityKind.SERVICE]["service_materials"].canonical(found)
    return made


def change(desk: Desk, before: dict[str, int], after: dict[str, int]) -> None:
    key = desk.book.key(SERVICE)
    desk.book.mirror[key][1]["service_materials"] = links(desk, before)
    desk.book.mirror[key][1]["service_equipment"] = []
    desk.book.override(key, "service_materials", links(desk, after))
    desk.read()
    desk.choose(desk.number(SERVICE))
    desk.settle()


def shown(desk: Desk) -> list[tuple[str, str, str]]:
    (one,) = desk.page.side.card.lists.changes
    return [(row.what.value, row.code, amount_words(row)) for row in one.rows]


def test_rows_that_come_go_and_change_are_named_with_their_quantities(desk: Desk) -> None:
    change(desk, {"UN-1000": 1, "UN-1007": 1, "UN-1014": 2}, {"UN-1007": 3, "UN-1014": 2, "UN-1021": 5})
    assert shown(desk) == [
        ("added", "UN-1021", "5"),
        ("removed", "UN-1000", "1"),
        ("changed", "UN-1007", "1 → 3"),
        ("same", "UN-1014", "2"),
    ]
    card = desk.page.side.card
    assert not card.lists.isHidden()
    assert not card.theirs.isVisible()
    name = desk.book.row(desk.book.skus.index(desk.book.key("UN-1021"))).name
    assert "UN-1021" in card.lists.rows.text()
    assert name.replace('"', "&quot;") in card.lists.rows.text()


def test_what_stays_is_folded(desk: Desk) -> None:
    change(desk, {"UN-1000": 1}, {"UN-1000": 1, "UN-1007": 2})
    lists = desk.page.side.card.lists
    assert lists.fold.text() == "▸ 1 unchanged"
    assert not lists.unchanged.isVisible()
    desk.qtbot.mouseClick(lists.fold, Qt.MouseButton.LeftButton)
    assert lists.unchanged.isVisible()
    assert "UN-1000" in lists.unchanged.text()


def test_the_effect_is_what_everything_linked_cost_and_will_cost(desk: Desk) -> None:
    for code, cost in (("UN-1000", "12.40"), ("UN-1007", "20.85")):
        desk.book.mirror[desk.book.key(code)][1]["cost"] = Decimal(cost)
    change(desk, {"UN-1000": 1}, {"UN-1000": 1, "UN-1007": 4})
    assert desk.page.side.card.effect.text() == "Effect linked cost 12.40 → 95.80"


def test_a_cost_that_is_not_known_makes_it_incomplete(desk: Desk) -> None:
    desk.book.mirror[desk.book.key("UN-1000")][1]["cost"] = Decimal("12.40")
    desk.book.mirror[desk.book.key("UN-1007")][1]["cost"] = Decimal(0)
    change(desk, {"UN-1000": 1}, {"UN-1000": 1, "UN-1007": 4})
    assert desk.page.side.card.effect.text() == "Effect linked cost 12.40 → 12.40 (incomplete)"


@pytest.mark.parametrize("field", ["upgrades", "recommendations"])
def test_links_without_quantities_are_named_too(desk: Desk, field: str) -> None:
    book = desk.book
    key, other = book.key(SERVICE), book.key("SV-1007")
    book.mirror[key][1][field] = []
    book.override(key, field, [book.row(book.skus.index(other)).remote_id])
    desk.read()
    desk.choose(desk.number(SERVICE))
    desk.settle()
    assert shown(desk) == [("added", "SV-1007", "")]
    assert not desk.page.side.card.effect.isVisible()


def test_categories_are_named_by_where_they_hang(desk: Desk) -> None:
    book = desk.book
    key, node = book.key("UN-1007"), next(one for one in book.nodes if one.name == "Valves")
    book.mirror[key][1]["categories"] = []
    book.override(key, "categories", [node.remote_id])
    desk.read()
    desk.choose(desk.number("UN-1007", "categories"))
    desk.settle()
    (one,) = desk.page.side.card.lists.changes
    assert [(row.what, row.name) for row in one.rows] == [(RowChange.ADDED, "Plumbing › Valves")]


def test_another_change_has_no_rows(desk: Desk) -> None:
    change(desk, {}, {"UN-1007": 2})
    desk.book.override(desk.book.key("UN-1014"), "price", Decimal(9))
    desk.read()
    desk.choose(desk.number("UN-1014"))
    desk.settle()
    card = desk.page.side.card
    assert not card.lists.isVisible()
    assert card.ours.isVisible()
    assert card.effect.text().startswith("Effect ")


def test_a_new_service_tells_its_parts_and_what_they_cost(desk: Desk) -> None:
    desk.book.mirror[desk.book.key("UN-1007")][1]["cost"] = Decimal(10)
    parts = links(desk, {"UN-1007": 2})
    desk.book.make_new(EntityKind.SERVICE, code="S-1", display_name="Swap", service_materials=parts)
    desk.read()
    desk.choose(desk.number("S-1"))
    desk.settle()
    assert shown(desk) == [("added", "UN-1007", "2")]
    assert desk.page.side.card.effect.text() == "Effect linked cost 20.00"


def test_unfolded_rows_stay_so_while_the_page_reads_again(desk: Desk) -> None:
    change(desk, {"UN-1000": 1}, {"UN-1000": 1, "UN-1007": 2})
    lists = desk.page.side.card.lists
    desk.qtbot.mouseClick(lists.fold, Qt.MouseButton.LeftButton)
    desk.read()
    assert lists.isVisible()
    assert lists.fold.isChecked()


def test_the_exported_list_names_the_rows(desk: Desk) -> None:
    for code in ("UN-1000", "UN-1007"):
        desk.book.mirror[desk.book.key(code)][1].update(cost=Decimal(10), display_name=f"Part {code}")
    change(desk, {"UN-1000": 1}, {"UN-1000": 1, "UN-1007": 2})
    groups, now = desk.page.model.groups, datetime(2026, 3, 3, tzinfo=UTC)
    paper = review_paper(desk.app.queries, groups, Grouping.NONE, "demo", now)
    (row,) = paper.rows
    assert row[5:7] == ["+ UN-1007  Part UN-1007: 2\n1 unchanged", "linked cost 10.00 → 30.00"]
