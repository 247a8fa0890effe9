"""Costs hidden from a role are nowhere in the window; the same way through it finds them where they are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtGui import QGuiApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.kits.material_list import Job
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.exchange.paper import Paper
from lazi_desktop.exchange.sheet import write_sheet
from lazi_desktop.ports.hub_audit import AuditFilter
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.ui.kits.panels.list_panel import ListPanel
from lazi_desktop.ui.kits.panels.list_paper import list_paper
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.push.planned import read_planned
from lazi_desktop.ui.push.signing import push_paper
from lazi_desktop.ui.review.review_paper import review_paper
from lazi_desktop.ui.seeing.queries import SeenQueries
from tests.ui.seeing.all_texts import everything_in, everything_in_file, everything_on, figures_in
from tests.ui.seeing.costly import (
    COSTS,
    HIDDEN,
    KIT,
    MARGINS,
    PIPE_KEY,
    PUMP_KEY,
    SERVICE_KEY,
    CostlyWindow,
)

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
FIGURES = {*COSTS, *MARGINS}


@pytest.fixture
def costly(tmp_path, qtbot) -> Iterator[CostlyWindow]:
    window = CostlyWindow(tmp_path, qtbot)
    yield window
    window.real.close()


class Walk:
    """Through the whole window; `found` has the figures that were said or known at each place."""

    def __init__(self, costly: CostlyWindow, folder) -> None:
        self.costly = costly
        self.opened, self.window = costly.opened, costly.window
        self.folder = folder
        self.found: dict[str, set[str]] = {}

    def look(self, place: str) -> None:
        self.costly.settle()
        self.found[place] = figures_in(everything_in(self.window), FIGURES)

    def look_at_clipboard(self, place: str, copy: Callable[[], None]) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        copy()
        self.costly.wait(lambda: bool(clipboard.text()))
        self.found[place] = figures_in(everything_on(clipboard.mimeData()), FIGURES)

    def look_at_paper(self, place: str, paper: Paper) -> None:
        target = self.folder / f"{place.replace(' ', '-')}.xlsx"
        write_sheet(paper, target)
        self.found[place] = figures_in(everything_in_file(target), FIGURES)

    def all(self) -> dict[str, set[str]]:
        self.pricebook()
        self.editors()
        self.kits()
        self.review()
        self.past()
        self.window.open_page("settings")
        self.look("settings")
        return self.found

    def pricebook(self) -> None:
        page = self.opened.pricebook
        for tree in Tree:
            page.tree.show_tree(tree)
            self.look(f"grid of {tree}")
            if tree is Tree.SERVICES:
                page.grid.grid.arrange(page.grid.grid.arrangement.with_column("linked_cost"))
            page.grid.grid.selectAll()
            self.look(f"all rows of {tree}")
            self.look_at_clipboard(f"copied rows of {tree}", lambda: page.grid.bulk.copy(headings=True))
        page.show_entity(PUMP_KEY)
        self.look("inspector")
        for key in ("cost", "margin", "linked_cost", "linked_margin", "primary_vendor", "other_vendors"):
            page.grid.grid.arrange(page.grid.grid.arrangement.with_column(key))
            page.grid.filtering.use(GridFilters(typed={key: ">0"}))
            self.look(f"filtered by {key}")
        page.grid.filtering.use(GridFilters(flags=frozenset((SkuFlag.BELOW_FLOOR,))))
        self.look("below the floor")
        page.grid.clear_filters()
        page.grid.choose_columns()
        self.look("column chooser")
        page.grid.reset_columns()

    def editors(self) -> None:
        page = self.opened.pricebook
        for key in (PUMP_KEY, PIPE_KEY, SERVICE_KEY):
            page.editors.open(key)
            self.costly.wait(partial(self._is_open, key))
            tabs = page.editors.panel.tabs
            for tab in range(tabs.count()):
                tabs.setCurrentIndex(tab)
                self.costly.tell_history(key)
                self.look(f"editor of {key.hex[-4:]}, {tabs.tabText(tab)}")
        page.editors.show_table()

    def _is_open(self, key: EntityKey) -> bool:
        editors = self.opened.pricebook.editors
        return editors.key == key and editors.form is not None

    def kits(self) -> None:
        page = self.opened.kits
        self.window.open_page("kits")
        self.costly.wait(lambda: page.kits.is_up_to_date and bool(page.list.model.rows))
        self.look("kits as a table")
        page.list.switch_view()
        self.look("kits as cards")
        page.list.switch_view()
        page.open_kit(KIT)
        self.costly.wait(lambda: bool(page.builder.tree.lines.own_nodes()))
        tree = page.builder.tree
        tree.setCurrentIndex(tree.lines.index(0, 0))
        self.look("builder")
        tree.selectAll()
        self.look("lines")
        self.look_at_clipboard("copied lines", page.builder.handling.copy)
        page.builder.pane.roll_up.total_wanted.emit("cost")
        self.look("how the cost comes about")
        page.builder.browser.search.setText("pump")
        self.look("parts")
        self._kit_panels()

    def _kit_panels(self) -> None:
        page = self.opened.kits
        page.panels.list_materials([Job(kit=KIT)])
        self.look("material list")
        panel = page.panels.currentWidget()
        assert isinstance(panel, ListPanel)
        assert panel.result is not None
        costs = page.kits.shows_costs
        self.look_at_paper(
            "material sheet", list_paper(panel.result, panel.jobs, ["Pump set"], "demo", NOW, costs=costs)
        )
        page.panels.use(KIT)
        page.panels.currentWidget().search.picked.emit(self._row(SERVICE_KEY))
        self.look("use in a service")
        page.panels.compare(KIT)
        compare = page.panels.currentWidget()
        compare.against.setCurrentIndex(2)
        compare.service.picked.emit(self._row(SERVICE_KEY))
        self.look("compare")
        page.show_list()

    def _row(self, key):
        [row] = self.opened.kits.kits._context.queries.rows_of([key])
        return row

    def review(self) -> None:
        page = self.opened.review
        self.window.open_page("review")
        self.costly.wait(lambda: len(page.model.lines) > 1)
        self.look("review")
        for number in range(len(page.model.lines)):
            page.table.go_to(number)
            self.costly.tell_history(PIPE_KEY)
            self.look(f"review, line {number}")
        page.decide()
        self.look("conflicts")
        queries = page._context.queries
        groups, grouping = page.model.groups, page.model.grouping
        self.look_at_paper("review sheet", review_paper(queries, groups, grouping, "demo", NOW))
        floor = page._context.edits.margin_floor
        planned = read_planned(queries, None, floor=floor)
        self.look_at_paper("push sheet", push_paper(queries, planned, None, "demo", NOW))

    def past(self) -> None:
        self.window.open_page("activity")
        activity = self.opened.activity
        activity.audit_button.click()
        wanted = activity.pages.audit.reader.wanted
        assert isinstance(wanted, AuditFilter)
        self.costly.tell_audit(wanted)
        self.look("audit log")


def test_costs_are_nowhere_where_they_are_hidden(costly: CostlyWindow, tmp_path) -> None:
    costly.become("estimator", HIDDEN)
    costly.show()
    found = Walk(costly, tmp_path).all()
    assert {place: figures for place, figures in found.items() if figures} == {}


def test_the_same_way_finds_all_of_them_where_they_are_shown(costly: CostlyWindow, tmp_path) -> None:
    """So that the test above can fail."""
    costly.become("estimator", TeamSettings())
    costly.show()
    found = Walk(costly, tmp_path).all()
    assert FIGURES - set().union(*found.values()) == set()
    nowhere = [place for place, figures in found.items() if not figures and place != "settings"]
    assert nowhere == []


def test_states_and_counts_agree_with_what_is_listed(costly: CostlyWindow) -> None:
    costly.become("estimator", TeamSettings())
    costly.show()
    context = costly.real.context
    queries = SeenQueries(context.queries, context.edits)
    asked = SkuQuery(flags=frozenset((SkuFlag.CHANGED, SkuFlag.PENDING, SkuFlag.CONFLICT)))
    seeing = {row.code: row.state for row in queries.rows(queries.find(asked))}
    assert seeing == {"PUMP": "conflict", "PIPE": "pending"}
    costly.become("estimator", HIDDEN)
    [pipe] = queries.rows(queries.find(asked))
    assert (pipe.code, pipe.state.value, set(pipe.changed)) == ("PIPE", "pending", {"display_name"})
    [pump] = queries.rows_of([PUMP_KEY])
    assert (pump.state, pump.changed) == ("", frozenset())
    flags = queries.flag_counts(SkuQuery())
    assert (flags[SkuFlag.CONFLICT], flags[SkuFlag.PENDING], flags[SkuFlag.CHANGED]) == (0, 1, 1)
    assert queries.counts().conflicts == 0
    assert {one.entity_key for one in queries.pending()} == {PIPE_KEY, SERVICE_KEY}


def test_they_go_and_come_at_once(costly: CostlyWindow, tmp_path) -> None:
    """In every page and editor that is open."""
    costly.become("estimator", TeamSettings())
    costly.show()
    walk = Walk(costly, tmp_path)
    walk.all()
    costly.opened.pricebook.editors.open(PUMP_KEY)
    costly.window.open_page("pricebook")
    walk.look("before")
    assert walk.found["before"]
    costly.become("estimator", HIDDEN)
    walk.look("hidden")
    assert walk.found["hidden"] == set()
    costly.become("manager", HIDDEN)
    walk.look("as a manager")
    assert {"7391.13", "25.1"} <= walk.found["as a manager"]
