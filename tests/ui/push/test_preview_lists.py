"""Whoever looks at a push sees which parts a changed list gets and loses."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.push.planned import read_planned
from lazi_desktop.ui.push.signing import push_paper
from tests.ui.push.flows import AT, Flow


def link(flow: Flow, code: str, quantity: int) -> dict[str, Any]:
    book = flow.app.book
    return {"skuId": book.row(book.skus.index(book.key(code))).remote_id, "quantity": Decimal(quantity)}


def test_the_chosen_line_shows_its_list_row_by_row(flow: Flow) -> None:
    book = flow.app.book
    service = book.key("SV-1000")
    for code in ("UN-1000", "UN-1007"):
        book.mirror[book.key(code)][1]["cost"] = Decimal(10)
    book.mirror[service][1].update(service_equipment=[], service_materials=[link(flow, "UN-1000", 1)])
    book.override(service, "service_materials", [link(flow, "UN-1000", 1), link(flow, "UN-1007", 2)])
    flow.change(1)
    dialog = flow.ask()

    def choose(wanted: Callable[[str], bool]) -> None:
        """As the lines stand now: the second look may put them in another order."""
        flow.settle()
        lines = {row.first.code: number for number, row in enumerate(dialog.model.rows)}
        dialog.table.selectRow(next(number for code, number in lines.items() if wanted(code)))

    choose(lambda code: code == "SV-1000")
    flow.qtbot.waitUntil(dialog.lists.isVisible)
    assert "UN-1007" in dialog.lists.rows.text()
    assert "UN-1000" not in dialog.lists.rows.text()
    assert dialog.lists.fold.text() == "▸ 1 unchanged"
    assert dialog.costs.text() == "Effect linked cost 10.00 → 30.00"
    choose(lambda code: code != "SV-1000")
    flow.qtbot.waitUntil(lambda: not dialog.lists.isVisible())
    assert not dialog.costs.isVisible()


def test_the_sheet_to_sign_names_the_rows_too(flow: Flow) -> None:
    book = flow.app.book
    service = book.key("SV-1000")
    for code in ("UN-1000", "UN-1007", "UN-1014"):
        book.mirror[book.key(code)][1].update(cost=Decimal(10), display_name=f"Part {code}")
    before = [link(flow, "UN-1000", 1), link(flow, "UN-1014", 1)]
    after = [link(flow, "UN-1014", 1), link(flow, "UN-1007", 2)]
    book.mirror[service][1].update(service_equipment=[], service_materials=before)
    book.override(service, "service_materials", after)
    new = book.make_new(EntityKind.SERVICE, code="S-1", display_name="Swap")
    book.override(new, "service_materials", [link(flow, "UN-1007", 3)])
    queries = flow.app.queries
    paper = push_paper(queries, read_planned(queries, None, floor=None), None, "demo", AT)
    by_code = {str(row[0]): row for row in paper.rows}
    rows = "+ UN-1007  Part UN-1007: 2\n− UN-1000  Part UN-1000: 1\n1 unchanged"
    assert by_code["SV-1000"][4:6] == (rows, "linked cost 20.00 → 30.00")
    assert by_code["S-1"][4].endswith("Materials:\n+ UN-1007  Part UN-1007: 3\nlinked cost 30.00")
