"""Over a real workspace: the grid, the filters and the editors go by the names, also when the lists change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QModelIndex, Qt

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.hub_feed import ListedRow
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.sku_query import ChoiceFilter, SkuQuery
from lazi_desktop.ui.pricebook.bulk.copying import copied
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.sku_columns import read_cell
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.test_listed_names import row
from tests.ui.real_window import RealWindow

TEE = sku(2, "B", "Tee", cost_type_id=7, general_ledger_account_id=5001, categories=[1])
ROWS = [
    category(1, "Fittings", business_unit_ids=[11, 12]),
    sku(1, "A", "Elbow", cost_type_id=8, categories=[1]),
    TEE,
]
LISTS = [
    row(7, "Rental"),
    row(8, "Freight", active=False),
    row(5001, "4000 Income", of="gl_accounts"),
    row(11, "Plumbing", of="business_units"),
]


@pytest.fixture
def real(tmp_path: Path, qtbot) -> Iterator[RealWindow]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    window.feed(FeedMaker().mirrors(ROWS))
    window.list(LISTS)
    window.show()
    yield window
    window.close()


def list_anew(real: RealWindow, rows: list[ListedRow]) -> None:
    changes: list[Changes] = []
    real.workspace.writer.submit(
        lambda: changes.append(real.workspace.replica.put_lists(rows, rows[0].at, whole=True))
    ).result()
    real.context.edits.announce(changes[0])
    real.quiet()


def texts(real: RealWindow, column: str) -> dict[str, str]:
    model = real.page.grid.model
    place = next(one for one in model.columns if one.key == column)
    return {found.code: model.text_of(found, place) for found in model.rows.cached()}


def show(real: RealWindow, *columns: str) -> None:
    arrangement = real.page.grid.grid.arrangement
    for column in columns:
        arrangement = arrangement.with_column(column)
    real.page.grid.grid.arrange(arrangement)
    real.quiet()


def test_cells_say_names_and_follow_the_lists(real: RealWindow) -> None:
    show(real, "cost_type_id", "general_ledger_account_id")
    assert texts(real, "cost_type_id") == {"A": "Freight (inactive)", "B": "Rental"}
    assert texts(real, "general_ledger_account_id") == {"A": "", "B": "4000 Income"}
    list_anew(real, [row(7, "Steel"), *LISTS[1:]])
    assert texts(real, "cost_type_id") == {"A": "Freight (inactive)", "B": "Steel"}
    list_anew(real, LISTS[1:])
    assert texts(real, "cost_type_id")["B"] == "No. 7, not in the list (yet)"


def test_an_editor_shows_them_too(real: RealWindow) -> None:
    real.page.editors.open(key_of(TEE))
    real.quiet()
    form = real.page.editors.form
    assert form is not None
    assert form.editors["cost_type_id"].control.widget.currentText() == "Rental"  # type: ignore[attr-defined]
    list_anew(real, [row(7, "Steel"), *LISTS[1:]])
    assert form.editors["cost_type_id"].control.widget.currentText() == "Steel"  # type: ignore[attr-defined]


def cell(real: RealWindow, code: str, column: str) -> QModelIndex:
    model = real.page.grid.model
    found = next(one for one in model.rows.cached() if one.code == code)
    return model.index(model.rows.position_of(found.number), model.place_of(column))


def tee(real: RealWindow) -> SkuRow:
    return next(one for one in real.page.grid.model.rows.cached() if one.code == "B")


def cost_type(real: RealWindow, entry: dict[str, Any]) -> object:
    detail = real.context.queries.detail(key_of(entry))
    return detail and detail.effective.get("cost_type_id")


def test_part_of_a_name_is_typed_into_a_cell_where_it_is_clear(real: RealWindow) -> None:
    list_anew(real, [*LISTS, row(9, "Subcontractor"), row(10, "Substitute")])
    show(real, "cost_type_id")
    at, model = cell(real, "B", "cost_type_id"), real.page.grid.model
    assert model.data(at, Qt.ItemDataRole.EditRole) == "Rental"
    column = COLUMN["cost_type_id"]
    assert model.setData(at, read_cell(column, tee(real), "subc")[1])
    real.quiet()
    assert cost_type(real, TEE) == 9
    assert texts(real, "cost_type_id")["B"] == "Subcontractor"
    assert read_cell(column, tee(real), "sub")[1:] == (None, "“sub” may be Subcontractor or Substitute.")
    assert read_cell(column, tee(real), "")[1:] == (None, ""), "emptied"


def test_what_is_copied_is_the_name_and_reads_back(real: RealWindow) -> None:
    list_anew(real, [*LISTS, row(9, "Rental", of="cost_types")])
    show(real, "cost_type_id")
    column, model = COLUMN["cost_type_id"], real.page.grid.model
    rows = {one.code: one for one in model.rows.cached()}
    clip = copied([(rows["A"], [0]), (rows["B"], [0])], [column], model.text_of)
    assert clip.text == "Freight\n7", "two are called Rental: its number leads back to it"


def test_the_grid_is_filtered_by_the_name(real: RealWindow) -> None:
    show(real, "cost_type_id")
    query = SkuQuery(tree=Tree.MATERIALS, filters=(ChoiceFilter("cost_type_id", frozenset(("Rental",))),))
    assert [one.code for one in real.context.queries.rows(real.context.queries.find(query))] == ["B"]
