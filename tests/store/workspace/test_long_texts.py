"""Texts longer than most: filters look at all of them."""

from __future__ import annotations

import pytest

from lazi_desktop.ports.sku_query import SkuQuery, TextFilter, TextMatch
from tests.fakes.feed import FeedMaker, category, sku
from tests.store.workspace.conftest import Desk

LONG = "a" * 31_000


@pytest.mark.parametrize(
    ("match", "text", "expected"),
    [
        (TextMatch.CONTAINS, "needle", ["L-1"]),
        (TextMatch.LACKS, "needle", ["L-2"]),
        (TextMatch.EQUALS, LONG, ["L-2"]),
    ],
)
def test_filters_look_at_all_of_a_long_text(
    desk: Desk, match: TextMatch, text: str, expected: list[str]
) -> None:
    desk.feed(
        FeedMaker().mirrors(
            [
                category(1, "Pipe"),
                sku(1, "L-1", "One", categories=[1], description=f"{LONG} needle"),
                sku(2, "L-2", "Two", categories=[1], description=LONG),
            ]
        )
    )
    queries = desk.open.queries
    found = queries.find(SkuQuery(filters=(TextFilter("description", text, match),)))
    assert [row.code for row in queries.rows(found)] == expected
