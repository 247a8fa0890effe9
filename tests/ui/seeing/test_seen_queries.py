"""What the workspace is asked goes through one gate, which no question goes past unseen."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.operations.proposals import propose
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import ChoiceFilter, RangeFilter, SkuFlag, SkuQuery, SortBy
from lazi_desktop.ui.seeing.queries import TELL_NO_COSTS, SeenQueries
from tests.fakes.ui_fakes import FakeApp

HIDDEN = TeamSettings(margin_floor=Decimal("0.3"), hidden_costs=frozenset(("estimator",)))


@pytest.fixture
def app(tmp_path: Path, qtbot) -> FakeApp:
    app = FakeApp(tmp_path)
    app.edits.use_team_settings(HIDDEN)
    return app


@pytest.fixture
def seen(app: FakeApp) -> SeenQueries:
    app.edits.use_level("estimator")
    return SeenQueries(app.queries, app.edits)


def _questions() -> set[str]:
    return {name for name in dir(PricebookQueries) if not name.startswith("_")}


def test_every_question_is_answered_here_or_known_to_tell_no_costs() -> None:
    """A new one is told nothing before somebody has thought of it."""
    own = {name for name in vars(SeenQueries) if not name.startswith("_")}
    assert own | TELL_NO_COSTS == _questions()
    assert not own & TELL_NO_COSTS


def test_rows_come_without_costs_whatever_they_are_asked_by(seen: SeenQueries, app: FakeApp) -> None:
    numbers = seen.find(SkuQuery(), limit=3)
    rows = [*seen.rows(numbers, ["linked_cost", "primary_vendor"]), *seen.rows_of([app.book.key("UN-1007")])]
    rows += seen.rows_by_code(["UN-1007"])["UN-1007"]
    assert len(rows) == 5
    assert {row.cost for row in rows} == {row.margin for row in rows} == {None}
    assert all("linked_cost" not in row.more for row in rows)
    assert {row.price for row in rows} != {None}


def test_what_asks_about_costs_is_as_if_it_had_not_been_asked(seen: SeenQueries, app: FakeApp) -> None:
    about = SkuQuery(
        tree=Tree.MATERIALS,
        order=(SortBy("cost"), SortBy("price", descending=True)),
        filters=(RangeFilter("margin", most=Decimal("0.2")), ChoiceFilter("unit", frozenset(("EA",)))),
        flags=frozenset((SkuFlag.BELOW_FLOOR, SkuFlag.PENDING)),
    )
    seen.find(about)
    asked = app.queries.asked[-1]
    assert [one.column for one in asked.order] == ["price"]
    assert [one.column for one in asked.filters] == ["unit"]
    assert asked.flags == {SkuFlag.PENDING}
    assert seen.facets(about, "cost") == []
    assert SkuFlag.BELOW_FLOOR not in seen.flag_counts(about)
    sums = seen.sums(list(seen.find(SkuQuery())), "cost")
    assert (sums.total, sums.margin, sums.filled) == (None, None, 0)
    assert seen.reference_rows("markup") == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda queries, key: queries.detail(key).effective,
        lambda queries, key: queries.detail(key).mirror,
        lambda queries, key: queries.values([key], ["cost", "price"])[key].effective,
    ],
)
def test_entries_come_without_their_cost(
    seen: SeenQueries, app: FakeApp, ask: Callable[[object, EntityKey], dict[str, object]]
) -> None:
    key = app.book.key("UN-1007")
    assert "cost" in ask(app.queries, key)
    assert "cost" not in ask(seen, key)
    assert "price" in ask(seen, key)


VENDOR = {"vendorId": 1, "vendorName": "Acme", "vendorPart": "A-1", "cost": Decimal(7)}


def flagged(queries: SeenQueries, flag: SkuFlag) -> set[str]:
    numbers = queries.find(SkuQuery(flags=frozenset((flag,))))
    assert len(numbers) == queries.flag_counts(SkuQuery())[flag]
    return {row.code for row in queries.rows(numbers)}


def test_a_change_of_which_nothing_is_shown_is_none(seen: SeenQueries, app: FakeApp) -> None:
    book = app.book
    cost_alone, cost_too, vendors_cost = book.skus[1], book.skus[2], book.skus[3]
    book.override(cost_alone, "cost", Decimal(9))
    book.override(cost_too, "cost", Decimal(9), OverrideState.FAILED)
    book.override(cost_too, "price", Decimal(9))
    book.mirror[vendors_cost][1]["primary_vendor"] = VENDOR
    book.override(vendors_cost, "primary_vendor", VENDOR | {"cost": Decimal(8)})
    rows = {row.key: row for row in seen.rows_of([cost_alone, cost_too, vendors_cost])}
    assert [rows[key].state for key in (cost_alone, cost_too, vendors_cost)] == ["", "pending", ""]
    assert [rows[key].changed for key in (cost_alone, cost_too, vendors_cost)] == [set(), {"price"}, set()]
    assert {one.entity_key for one in seen.pending()} == {cost_too}
    assert seen.counts().pending_entities == 1
    assert flagged(seen, SkuFlag.CHANGED) == {rows[cost_too].code}
    assert flagged(seen, SkuFlag.FAILED) == set()
    assert flagged(seen, SkuFlag.PENDING) == {rows[cost_too].code}


def test_a_conflict_of_which_nothing_is_shown_is_none(seen: SeenQueries, app: FakeApp) -> None:
    book = app.book
    hidden, shown = book.skus[1], book.skus[2]
    book.conflict_on(hidden, "cost", ours=Decimal(9), theirs=Decimal(8))
    book.conflict_on(shown, "price", ours=Decimal(9), theirs=Decimal(8))
    rows = {row.key: row for row in seen.rows_of([hidden, shown])}
    assert rows[shown].state == "conflict"
    assert rows[hidden].state != "conflict"
    assert flagged(seen, SkuFlag.CONFLICT) == {rows[shown].code}
    assert seen.counts().conflicts == 1


def test_a_vendor_whose_cost_was_taken_out_before_has_no_change(seen: SeenQueries, app: FakeApp) -> None:
    """As the shared database hands it to who is shown no costs."""
    bare = {name: value for name, value in VENDOR.items() if name != "cost"}
    key = app.book.skus[1]
    app.book.mirror[key][1]["primary_vendor"] = bare
    app.book.override(key, "primary_vendor", dict(bare))
    assert seen.pending() == []
    assert seen.rows_of([key])[0].state == ""


def test_who_sees_costs_is_told_all_and_by_the_floor_of_the_team(app: FakeApp) -> None:
    app.edits.use_level("manager")
    seen = SeenQueries(app.queries, app.edits)
    [row] = seen.rows_of([app.book.key("UN-1007")])
    assert row.cost is not None
    seen.find(SkuQuery(flags=frozenset((SkuFlag.BELOW_FLOOR,))))
    assert app.queries.asked[-1].margin_floor == Decimal("0.3")
    assert seen.tells_costs


def test_it_follows_the_role_at_once(seen: SeenQueries, app: FakeApp) -> None:
    key = app.book.key("UN-1007")
    assert seen.rows_of([key])[0].cost is None
    app.edits.use_level("manager")
    assert seen.rows_of([key])[0].cost is not None


def test_what_is_proposed_about_costs_alone_is_neither_told_nor_found_nor_counted(
    seen: SeenQueries, app: FakeApp
) -> None:
    cost, name = app.book.key("UN-1007"), app.book.key("UN-1014")
    edits = [FieldEdit(cost, "cost", 7, None), FieldEdit(name, "display_name", "Elbow", "")]
    propose(app.book, edits)
    asked = SkuQuery(flags=frozenset((SkuFlag.PROPOSED,)))
    assert {row.key for row in seen.rows(seen.find(asked))} == {name}
    assert seen.flag_counts(SkuQuery())[SkuFlag.PROPOSED] == 1
    assert {one.entity_key for one in seen.proposals()} == {name}
    app.edits.use_level("manager")
    assert {row.key for row in seen.rows(seen.find(asked))} == {cost, name}
    assert seen.flag_counts(SkuQuery())[SkuFlag.PROPOSED] == 2
