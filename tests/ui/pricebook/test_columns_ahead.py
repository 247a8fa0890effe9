"""Columns that are shown are worked out while nothing else is to do."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.sku_query import SkuQuery, SortBy
from lazi_desktop.ui.pricebook import columns_ahead
from lazi_desktop.ui.pricebook.columns_ahead import ColumnsAhead
from tests.fakes.queries import FakeQueries
from tests.fakes.ui_fakes import FakeApp


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


class Unwilling(FakeQueries):
    """Cannot be read the first time that it is asked for "account"."""

    def find(self, query: SkuQuery, *, limit: int | None = None, interruptible: bool = False) -> array[int]:
        found = super().find(query, limit=limit, interruptible=interruptible)
        if query.order[0].column == "account" and self.asked.count(query) == 1:
            raise WorkspaceProblem("Another program holds it.")
        return found


def test_a_column_that_could_not_be_read_is_tried_again_and_stops_no_other(
    app: FakeApp, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(columns_ahead, "PAUSE", 1)
    monkeypatch.setattr(columns_ahead, "AGAIN", 100)
    queries, owner = Unwilling(app.book), QObject()
    names = ("account", "price")
    ahead = ColumnsAhead(queries, app.tasks, lambda: (Tree.MATERIALS, names), owner)
    ahead.soon()
    qtbot.waitUntil(lambda: len(queries.asked) == 3 and app.tasks.idle)
    assert [query.order[0].column for query in queries.asked] == ["account", "price", "account"]
    assert app.notifier.problems == []
