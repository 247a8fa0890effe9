"""The pane and the panels in the whole window, over a workspace on disk, with no network at all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.operations.kits.whole_kits import KitCopy, duplicate_kit
from lazi_desktop.ui.kits.panels.compare_panel import ComparePanel
from lazi_desktop.ui.kits.panels.list_panel import ListPanel
from lazi_desktop.ui.kits.panels.replace_panel import ReplacePanel
from lazi_desktop.ui.kits.panels.review_panel import ReviewPanel
from lazi_desktop.ui.kits.panels.use_panel import UsePanel
from tests.fakes.feed import key_of, sku
from tests.ui.kits.kit_desk import KitDesk, pump_pad


@pytest.fixture
def pad(desk: KitDesk) -> KitId:
    kit = pump_pad(desk)
    desk.open(kit)
    desk.at_rest()
    return kit


@pytest.fixture
def services(desk: KitDesk) -> Sequence[EntityKey]:
    made = [
        sku(9_001, "SV-9001", "Install VS pump 1.5 HP", kind="service"),
        sku(9_002, "SV-9002", "New pad package", kind="service"),
    ]
    desk.feed(desk.feeder.mirrors(made))
    return [key_of(one) for one in made]


def linked(desk: KitDesk, service: EntityKey, code: str) -> Decimal:
    detail = desk.context.queries.detail(service)
    part = desk.context.queries.detail(desk.part(code))
    assert detail is not None
    assert part is not None
    links = detail.effective.get("service_materials") or ()
    return sum((Decimal(one["quantity"]) for one in links if one["skuId"] == part.remote_id), Decimal(0))


def find(field: QLineEdit, code: str) -> None:
    field.clear()
    field.setFocus()
    QTest.keyClicks(field, code)
    QTest.keyClick(field, Qt.Key.Key_Return)


def _is_planned(panel: UsePanel, code: str) -> bool:
    return any(row.service.code == code for row in panel.rows.rows)


def _is_found(field: QLineEdit, code: str) -> bool:
    return field.text().startswith(f"{code} · ")


def use(desk: KitDesk, services: Sequence[EntityKey]) -> None:
    desk.opened.kits.header.use.click()
    panel = desk.opened.kits.panels.currentWidget()
    assert isinstance(panel, UsePanel)
    for code in ("SV-9001", "SV-9002")[: len(services)]:
        find(panel.search, code)
        desk.wait(partial(_is_planned, panel, code))
    panel.act.click()
    desk.wait(lambda: desk.builder.isVisible())
    desk.at_rest()


def test_a_kit_goes_into_two_services_changes_there_and_is_undone(
    desk: KitDesk, pad: KitId, services: Sequence[EntityKey]
):
    use(desk, services)
    assert [linked(desk, one, "UN-1070") for one in services] == [4, 4]
    rows = desk.builder.pane.used_in.rows
    desk.wait(lambda: [one.words for one in desk.builder.pane.used_in.rows] == ["up to date"] * 2)
    assert rows
    row = next(iter(desk.builder.pane.parameters.rows.values()))
    row.line.selectAll()
    QTest.keyClicks(row.line, "60")
    desk.builder.pane.parameters.tried.keep.click()
    desk.wait(lambda: [one.words for one in desk.builder.pane.used_in.rows] == ["kit changed: review"] * 2)
    desk.builder.pane.used_in.review_all.click()
    panel = desk.opened.kits.panels.currentWidget()
    assert isinstance(panel, ReviewPanel)
    panel.act.click()
    desk.wait(lambda: [linked(desk, one, "PI-1001") for one in services] == [7, 7])
    desk.at_rest()
    desk.window.undo()
    desk.wait(lambda: [linked(desk, one, "PI-1001") for one in services] == [6, 6])
    desk.at_rest()


def test_a_variant_is_compared_and_a_valve_replaced_everywhere(
    desk: KitDesk, pad: KitId, services: Sequence[EntityKey]
):
    use(desk, services[:1])
    desk.do(lambda work: duplicate_kit(work, [KitCopy(pad, name="Pump pad, 2.7 HP")]))
    desk.at_rest()
    desk.opened.kits.header.compare.click()
    panel = desk.opened.kits.panels.currentWidget()
    assert isinstance(panel, ComparePanel)
    QTest.keyClicks(panel.kit, "2.7")
    panel.kit.returnPressed.emit()
    assert panel.comparison is not None
    assert panel.rows.rowCount() == 0  # nothing differs yet
    QTest.keyClick(panel.kit, Qt.Key.Key_Escape)
    desk.wait(lambda: desk.builder.isVisible())
    desk.opened.kits.header.replace.click()
    swap = desk.opened.kits.panels.currentWidget()
    assert isinstance(swap, ReplacePanel)
    for field, code in ((swap.old.sku, "UN-1063"), (swap.new.sku, "UN-1028")):
        find(field, code)
        desk.wait(partial(_is_found, field, code))
    desk.wait(lambda: swap.act.text() == "Replace in 3 places")
    swap.act.click()
    desk.wait(lambda: linked(desk, services[0], "UN-1028") == 1)
    desk.at_rest()
    assert linked(desk, services[0], "UN-1063") == 0
    desk.wait(lambda: [one.words for one in desk.builder.pane.used_in.rows] == ["up to date"])


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_the_list_for_three_jobs_is_printed_with_the_network_off(
    desk: KitDesk, pad: KitId, tmp_path: Path, ending: str
):
    desk.opened.kits.header.material.click()
    panel = desk.opened.kits.panels.currentWidget()
    assert isinstance(panel, ListPanel)
    for name in ("Pump pad", "Union"):
        panel.add.setFocus()
        QTest.keyClicks(panel.add, name)
        panel.add.returnPressed.emit()
    assert len(panel.cards) == 3
    pipe = next(
        row.item for row in panel.rows.rows if row.item and row.item.sku and row.item.sku.code == "PI-1001"
    )
    assert pipe.buy == 12
    panel.act.click()
    assert panel.exporting is not None
    assert panel.exporting.dialog is not None
    target = tmp_path / f"list.{ending}"
    panel.exporting.dialog.fileSelected.emit(str(target))
    panel.exporting.dialog.reject()
    desk.wait(lambda: target.exists() and target.stat().st_size > 1_000)
    desk.wait(lambda: desk.tasks.idle)


def test_the_history_tells_what_was_done_here(desk: KitDesk, pad: KitId):
    pane = desk.builder.pane
    pane.tabs.setCurrentIndex(2)
    desk.wait(lambda: pane.history.list.model().rowCount() > 1)
    rows = range(pane.history.list.model().rowCount())
    told = [str(pane.history.list.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)) for row in rows]
    assert any("Pump pad, 1.5 HP variable speed" in one for one in told)
