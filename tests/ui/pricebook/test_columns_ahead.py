"""Columns that are shown are worked out while nothing else is to do."""

from __future__ import annotations

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.sku_query import SkuQuery, SortBy


def times_asked(hand, column: str) -> int:
    wanted = SkuQuery(tree=Tree.MATERIALS, order=(SortBy(column),))
    return hand.app.queries.asked.count(wanted)


def test_a_column_that_is_shown_is_worked_out_before_it_is_sorted_by(hand) -> None:
    hand.page.tree.show_tree(Tree.MATERIALS)
    hand.settle()
    hand.show("account", "hours")
    hand.qtbot.waitUntil(lambda: times_asked(hand, "account") == 1)
    hand.search("copper")
    hand.search("")
    hand.app.context.edits.announce(Changes(aspects=frozenset((Aspect.EVERYTHING,))))
    hand.qtbot.waitUntil(lambda: times_asked(hand, "account") == 2)
    assert times_asked(hand, "hours") == 0, "every row brings its hours"
