"""The panels: a kit is used in services, followed or left there, compared, replaced everywhere, listed to be bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCompleter

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.comparing import Matched
from lazi_desktop.domain.kits.kit import Merge
from lazi_desktop.domain.kits.material_list import Job
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.kits.lines import NewLine, add_lines, set_quantity
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.whole_kits import create_kit, rename
from lazi_desktop.operations.undo import undo
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.pane.used_in_section import UsedInSection
from lazi_desktop.ui.kits.panels.compare_panel import ComparePanel, With
from lazi_desktop.ui.kits.panels.kit_panels import KitPanels
from lazi_desktop.ui.kits.panels.list_panel import ListPanel
from lazi_desktop.ui.kits.panels.list_rows import extended_words, name_words
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.kits.panels.replace_panel import ReplacePanel
from lazi_desktop.ui.kits.panels.review_panel import ReviewPanel
from lazi_desktop.ui.kits.panels.use_panel import UsePanel
from lazi_desktop.ui.kits.shown_kit import ShownKit
from tests.fakes.ui_fakes import FakeApp, key_of
from tests.ui.kits.pump_pad import PumpPad


@pytest.fixture
def panels(app: FakeApp, kits: Kits, qtbot) -> KitPanels:
    panels = KitPanels(app.context, kits)
    qtbot.addWidget(panels)
    panels.resize(1200, 700)
    panels.show()
    return panels


@pytest.fixture
def used_in(app: FakeApp, shown: ShownKit, qtbot) -> UsedInSection:
    section = UsedInSection(app.context, shown)
    qtbot.addWidget(section)
    section.show()
    return section


@pytest.fixture
def services(app: FakeApp) -> Sequence[EntityKey]:
    return [app.book.key("SV-1000"), app.book.key("SV-1007")]


PanelT = TypeVar("PanelT", bound=KitPanel)


def current(panels: KitPanels, kind: type[PanelT]) -> PanelT:
    found = panels.currentWidget()
    assert isinstance(found, kind)
    return found


def quantity(app: FakeApp, service: EntityKey, code: str) -> Decimal:
    links = app.book.detail(service).effective.get("service_materials") or []
    return sum(
        (Decimal(one["quantity"]) for one in links if one["skuId"] == app.book.remote_ids[key_of(code)]),
        Decimal(0),
    )


def use_in(panels: KitPanels, pad: PumpPad, services: Sequence[EntityKey], qtbot) -> None:
    panels.use(pad.kit, services=services)
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.act.isEnabled())
    with qtbot.waitSignal(panels.closed):
        panel.act.click()


# --------------------------------------------------------------------------------------------------------------- using


def test_a_kit_is_used_in_two_services_as_edits_of_one_step(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    panels.use(pad.kit, services=services)
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.act.text() == "Use in 2 services")
    assert {row.code for row in panel.rows.rows} >= {"PIPE", "UN-SLIP", "BOLT"}
    assert {row.after for row in panel.rows.rows if row.code == "UN-SLIP"} == {4}
    assert not any(row.code == "ANCHOR" for row in panel.rows.rows)
    with qtbot.waitSignal(panels.closed):
        panel.act.click()
    assert [quantity(app, one, "PIPE") for one in services] == [6, 6]
    assert "2 services" in app.notifier.told[-1]
    take_back = app.notifier.undos[-1]
    assert take_back is not None
    take_back()
    qtbot.waitUntil(lambda: [quantity(app, one, "PIPE") for one in services] == [0, 0])


def test_how_often_with_what_and_how_it_meets_what_is_there(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    link = {"skuId": app.book.remote_ids[key_of("ELBOW")], "quantity": 20}
    app.book.override(services[0], "service_materials", [link])
    panels.use(pad.kit, values={"run_ft": Decimal(60)}, services=services[:1])
    panel = current(panels, UsePanel)

    def after(code: str) -> Decimal | None:
        return next((row.after for row in panel.rows.rows if row.code == code), None)

    qtbot.waitUntil(lambda: after("PIPE") == 7)
    assert after("ELBOW") == 28
    panel.how.multiplier.selectAll()
    QTest.keyClicks(panel.how.multiplier, "2")
    qtbot.waitUntil(lambda: after("PIPE") == 14)
    assert after("ELBOW") == 36
    panel.merge.setCurrentIndex(panel.merge.findData(Merge.LARGER))
    panel.merge.activated.emit(panel.merge.currentIndex())
    assert after("ELBOW") == 20
    panel.merge.setCurrentIndex(panel.merge.findData(Merge.REPLACE))
    panel.merge.activated.emit(panel.merge.currentIndex())
    assert after("ELBOW") == 16
    panel.how.multiplier.clear()
    QTest.keyClicks(panel.how.multiplier, "x")
    qtbot.waitUntil(lambda: not panel.act.isEnabled())
    assert panel.how.multiplier.property("invalid") == "true"


def test_what_is_typed_a_moment_before_counts(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    panels.use(pad.kit, services=services)
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.act.isEnabled())
    panel.how.multiplier.selectAll()
    QTest.keyClicks(panel.how.multiplier, "3")
    with qtbot.waitSignal(panels.closed):
        panel.act.click()
    assert [quantity(app, one, "PIPE") for one in services] == [18, 18]


def test_a_value_that_is_refused_is_used_nowhere(
    panels: KitPanels, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    panels.use(pad.kit, services=services)
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.act.isEnabled())
    run = next(row for row in panel.how.rows if row.parameter.name == "run_ft")
    run.line.selectAll()
    QTest.keyClicks(run.line, "1000")
    qtbot.waitUntil(lambda: not panel.act.isEnabled())
    assert "200 ft at most" in panel.status.text()
    assert panel.plan is None


def test_a_parameter_that_a_colleague_adds_is_asked_for(
    panels: KitPanels, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    panels.use(pad.kit, services=services)
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.act.isEnabled())
    run = next(row for row in panel.how.rows if row.parameter.name == "run_ft")
    run.line.selectAll()
    QTest.keyClicks(run.line, "60")
    pad.do(lambda work: add_parameter(work, pad.kit, {"name": "depth_ft", "default": 4}))
    pad.do(lambda work: rename(work, pad.kit, "Pump pad, deep"))
    qtbot.waitUntil(lambda: "depth_ft" in [row.parameter.name for row in panel.how.rows])
    qtbot.waitUntil(lambda: panel.subject.text() == "Pump pad, deep")
    assert panel.how.values["run_ft"] == 60, "what was typed stays"


def test_a_service_is_found_by_its_code_and_left_out_again(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    panels.use(pad.kit)
    panel = current(panels, UsePanel)
    assert not panel.act.isEnabled()
    QTest.keyClicks(panel.search, "SV-1000")
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.act.text() == "Use in 1 service")
    panel.chosen.removed.emit(services[0])
    assert not panel.act.isEnabled()


def test_what_the_service_has_already_stays_and_what_it_comes_to_is_told(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    link = {"skuId": app.book.remote_ids[key_of("PIPE")], "quantity": 2}
    app.book.override(services[0], "service_materials", [link])
    panels.use(pad.union_set, services=services[:1])
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.act.isEnabled())
    shown = {
        str(panel.rows.index(at, 2).data()): [
            str(panel.rows.index(at, column).data()) for column in (3, 4, 5, 7)
        ]
        for at in range(panel.rows.rowCount())
    }
    assert shown['PVC pipe 1-1/2" × 10 ft'] == ["2", "—", "2", "stays"]
    assert shown["Linked cost"] == ["14.84", "31.72", "46.56", ""]
    assert shown["Price of what the kit gives"] == ["", "62.00", "", ""]


def test_a_service_without_a_cost_is_offered_with_none(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    app.book.override(services[0], "cost", Decimal(0))
    panels.use(pad.kit)
    panel = current(panels, UsePanel)
    completer = panel.search.findChild(QCompleter)
    assert completer is not None
    QTest.keyClicks(panel.search, "SV-1000")
    model = completer.model()
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    assert not str(model.index(0, 0).data()).endswith("0.00")


def test_a_kit_used_a_second_time_is_told_of(
    panels: KitPanels, app: FakeApp, pad: PumpPad, kits: Kits, services: Sequence[EntityKey], qtbot
):
    use_in(panels, pad, services[:1], qtbot)
    qtbot.waitUntil(lambda: bool(kits.book.kits[pad.kit].uses))
    panels.use(pad.kit, services=services)
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.hint.text().startswith("Already in SV-1000: "))
    panel.merge.setCurrentIndex(panel.merge.findData(Merge.REPLACE))
    panel.merge.activated.emit(panel.merge.currentIndex())
    assert panel.hint.isHidden()
    assert {row.after for row in panel.rows.rows if row.code == "PIPE"} == {6}


def test_services_stand_as_they_were_chosen_however_fast(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    panels.use(pad.kit)
    panel = current(panels, UsePanel)
    later, earlier = sorted(services, key=str, reverse=True)
    for key in (later, earlier):  # the second before the first was read
        (row,) = app.queries.rows_of([key])
        panel.search.picked.emit(row)
    qtbot.waitUntil(lambda: panel.act.text() == "Use in 2 services")
    assert list(dict.fromkeys(row.service.key for row in panel.rows.rows)) == [later, earlier]


def test_an_estimator_proposes_and_the_service_stays(
    panels: KitPanels, app: FakeApp, pad: PumpPad, services: Sequence[EntityKey], qtbot
):
    app.edits.use_level("estimator")
    panels.use(pad.kit, services=services[:1])
    panel = current(panels, UsePanel)
    qtbot.waitUntil(lambda: panel.act.text() == "Propose for 1 service")
    with qtbot.waitSignal(panels.closed):
        panel.act.click()
    assert quantity(app, services[0], "PIPE") == 0
    assert app.book.proposals()


# ------------------------------------------------------------------------------------------------------ the kit changed


def test_a_changed_kit_asks_its_services_and_they_follow(
    panels: KitPanels,
    app: FakeApp,
    pad: PumpPad,
    used_in: UsedInSection,
    services: Sequence[EntityKey],
    qtbot,
):
    use_in(panels, pad, services, qtbot)
    qtbot.waitUntil(lambda: [one.words for one in used_in.rows] == ["up to date"] * 2)
    pad.do(lambda work: set_quantity(work, pad.kit, [pad.lines["ELBOW"]], Decimal(10)))
    qtbot.waitUntil(lambda: [one.words for one in used_in.rows] == ["kit changed: review"] * 2)
    with qtbot.waitSignal(used_in.review_wanted) as wanted:
        used_in.review_all.click()
    panels.review(wanted.args[0])
    panel = current(panels, ReviewPanel)
    first = panel.rows.rows[0]
    assert first.row is not None
    assert first.code == "ELBOW"
    assert [first.row.then, first.row.wanted] == [8, 10]
    with qtbot.waitSignal(panels.closed):
        panel.act.click()
    assert [quantity(app, one, "ELBOW") for one in services] == [10, 10]
    qtbot.waitUntil(lambda: [one.words for one in used_in.rows] == ["up to date"] * 2)


def test_one_service_follows(
    panels: KitPanels,
    app: FakeApp,
    pad: PumpPad,
    used_in: UsedInSection,
    services: Sequence[EntityKey],
    qtbot,
):
    use_in(panels, pad, services[:1], qtbot)
    pad.do(lambda work: set_quantity(work, pad.kit, [pad.lines["ELBOW"]], Decimal(10)))
    qtbot.waitUntil(lambda: [one.words for one in used_in.rows] == ["kit changed: review"])
    panels.review(used_in.differences)
    with qtbot.waitSignal(panels.closed):
        current(panels, ReviewPanel).act.click()
    assert app.notifier.told[-1] == "1 service follows the kit"


def test_what_is_left_is_not_asked_again_and_what_was_done_by_hand_stays(
    panels: KitPanels,
    app: FakeApp,
    pad: PumpPad,
    used_in: UsedInSection,
    services: Sequence[EntityKey],
    qtbot,
):
    use_in(panels, pad, services[:1], qtbot)
    links = app.book.detail(services[0]).effective["service_materials"]
    elbow = app.book.remote_ids[key_of("ELBOW")]
    fewer = [{**one, "quantity": 5} if one["skuId"] == elbow else one for one in links]
    pad.do(lambda work: edit_fields(work, [FieldEdit(services[0], "service_materials", fewer, links)]))
    qtbot.waitUntil(lambda: [one.words for one in used_in.rows] == ["changed by hand"])
    pad.do(lambda work: set_quantity(work, pad.kit, [pad.lines["ELBOW"]], Decimal(10)))
    qtbot.waitUntil(lambda: [one.words for one in used_in.rows] == ["kit changed: review"])
    panels.review(used_in.differences)
    panel = current(panels, ReviewPanel)
    assert panel.over_hand.isVisible()
    with qtbot.waitSignal(panels.closed):
        panel.leave.click()
    assert quantity(app, services[0], "ELBOW") == 5
    qtbot.waitUntil(lambda: [one.words for one in used_in.rows] == ["changed by hand"])


# ----------------------------------------------------------------------------------------------------------- comparing


def test_what_changes_from_another_kit_to_this_one(panels: KitPanels, pad: PumpPad):
    panels.compare(pad.union_set)
    panel = current(panels, ComparePanel)
    QTest.keyClicks(panel.kit, "pump")
    panel.kit.returnPressed.emit()
    panel.merged.setChecked(True)
    matched = {row.left.code: row.matched for row in panel.rows.rows if row.left is not None}
    assert matched["UN-SLIP"] is Matched.CHANGED
    assert matched["PIPE"] is Matched.REMOVED, "this kit does not have what the other has"
    titles = [panel.rows.headerData(at, Qt.Orientation.Horizontal) for at in (3, 4, 6, 7)]
    other = "Pump pad, 1.5 HP variable speed"
    assert titles == [other, "This kit", f"Cost: {other}", "Cost: this kit"]
    assert panel.counts.text().startswith(f"From “{other}” to this kit: ")
    assert "this kit: 31.72" in panel.status.text()


def test_what_a_comparison_comes_to_is_told_in_cents(panels: KitPanels, kits: Kits, pad: PumpPad, qtbot):
    bolt = kits.book.skus[key_of("BOLT")]
    other = KitId(key_of("wires"))
    pad.do(lambda work: create_kit(work, "Wires", kit=other))
    pad.do(lambda work: add_lines(work, other, [NewLine(sku=key_of("WIRE"))]))
    qtbot.waitUntil(lambda: kits.is_up_to_date and kits.book.kits[other].lines != ())
    kits.book.put_skus({bolt.key: replace(bolt, cost=Decimal("1.1575"))})
    panels.compare(pad.union_set)
    panel = current(panels, ComparePanel)
    panel.kit.picked.emit(other)
    assert panel.status.text().endswith("+31.12 in cost")


def test_an_earlier_version_and_a_service(
    panels: KitPanels, pad: PumpPad, kits: Kits, services: Sequence[EntityKey], qtbot
):
    use_in(panels, pad, services[:1], qtbot)
    qtbot.waitUntil(lambda: bool(kits.book.kits[pad.kit].versions))
    pad.do(lambda work: set_quantity(work, pad.kit, [pad.lines["ELBOW"]], Decimal(10)))
    qtbot.waitUntil(lambda: kits.is_up_to_date)
    panels.compare(pad.kit, version=kits.book.kits[pad.kit].versions[0].key)
    panel = current(panels, ComparePanel)
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 1)
    (row,) = panel.rows.rows
    assert (row.matched, row.cost.amount) == (Matched.CHANGED, Decimal("4.28"))
    panel.against.setCurrentIndex(panel.against.findData(With.SERVICE))
    QTest.keyClicks(panel.service, "SV-1000")
    QTest.keyClick(panel.service, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 1)
    (row,) = panel.rows.rows
    assert row.left is not None
    assert row.right is not None
    assert row.left.code == "ELBOW"
    assert [row.left.quantity, row.right.quantity] == [8, 10]


# ----------------------------------------------------------------------------------------------------------- replacing


def test_one_sku_is_replaced_everywhere_in_one_step(
    panels: KitPanels, app: FakeApp, pad: PumpPad, kits: Kits, services: Sequence[EntityKey], qtbot
):
    use_in(panels, pad, services, qtbot)
    panels.replace(Thing(sku=key_of("UN-SLIP")))
    panel = current(panels, ReplacePanel)
    qtbot.waitUntil(lambda: panel.status.text() == "It is in 1 kit and linked in 2 SKUs. By what?")
    QTest.keyClicks(panel.new.sku, "VALVE-NEW")
    QTest.keyClick(panel.new.sku, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.act.text() == "Replace in 3 places")
    panel.model.setData(panel.model.index(0, 4), "2")
    assert panel.model.rows[0].after == 4
    second = panel.model.rows[2].place
    panel.model.ticked.emit([second], False)
    assert panel.act.text() == "Replace in 2 places"
    with qtbot.waitSignal(panels.closed):
        panel.act.click()
    line = kits.book.kits[pad.union_set].lines[0]
    qtbot.waitUntil(lambda: kits.book.kits[pad.union_set].lines[0].sku == key_of("VALVE-NEW"))
    assert line.sku == key_of("UN-SLIP")
    left = {one: quantity(app, one, "UN-SLIP") for one in services}
    assert sorted(left.values()) == [0, 4]
    pad.do(undo)
    qtbot.waitUntil(lambda: kits.book.kits[pad.union_set].lines[0].sku == key_of("UN-SLIP"))
    assert [quantity(app, one, "UN-SLIP") for one in services] == [4, 4]


def test_nothing_takes_its_own_place(panels: KitPanels, pad: PumpPad):
    panels.replace(Thing(sku=key_of("PIPE")))
    panel = current(panels, ReplacePanel)
    panel.new.show_thing(Thing(sku=key_of("PIPE")))
    panel.new.chosen.emit()
    assert panel.status.text() == "This would take its own place."
    assert not panel.act.isEnabled()


# -------------------------------------------------------------------------------------------------------- material list


def test_the_list_for_three_jobs_is_merged_and_saved_as_a_sheet(
    panels: KitPanels, app: FakeApp, pad: PumpPad, tmp_path: Path, qtbot
):
    jobs = [
        Job(kit=pad.kit, title="Smith"),
        Job(kit=pad.kit, values={"run_ft": Decimal(60)}, title="Jones"),
        Job(kit=pad.union_set, count=Decimal(3)),
    ]
    panels.list_materials(jobs)
    panel = current(panels, ListPanel)
    rows = {row.item.sku.code: row.item for row in panel.rows.rows if row.item and row.item.sku}
    assert [rows["PIPE"].buy, rows["UN-SLIP"].buy] == [13, 14]
    assert dict(rows["PIPE"].jobs) == {"Smith": 6, "Jones": 7}
    assert "1 without a cost" in panel.status.text()
    panel.act.click()
    assert panel.exporting is not None
    assert panel.exporting.dialog is not None
    panel.exporting.dialog.fileSelected.emit(str(tmp_path / "list.xlsx"))
    panel.exporting.dialog.reject()
    qtbot.waitUntil(lambda: (tmp_path / "list.xlsx").exists() and app.tasks.idle)
    with ZipFile(tmp_path / "list.xlsx") as packed:
        words = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    assert "PVC pipe 1-1/2" in words
    assert "7  Jones" in words


def test_jobs_are_added_changed_and_left_out(panels: KitPanels, pad: PumpPad, qtbot):
    panels.list_materials([])
    panel = current(panels, ListPanel)
    assert not panel.act.isEnabled()
    panel.add.picked.emit(pad.union_set)
    assert {row.item.buy for row in panel.rows.rows if row.item} == {1, 2}
    card = panel.cards[0]
    card.how.multiplier.selectAll()
    QTest.keyClicks(card.how.multiplier, "5")
    qtbot.waitUntil(lambda: {row.item.buy for row in panel.rows.rows if row.item} == {5, 10})
    card.close_button.click()
    assert not panel.rows.rows


def test_what_each_vendor_comes_to_is_told_where_there_are_several(
    panels: KitPanels, kits: Kits, pad: PumpPad
):
    bolt = kits.book.skus[key_of("BOLT")]
    kits.book.put_skus({bolt.key: replace(bolt, vendor="Acme")})
    panels.list_materials([Job(kit=pad.union_set, count=Decimal(2))])
    panel = current(panels, ListPanel)
    sums = [(row.vendor, name_words(row), extended_words(row)) for row in panel.rows.rows if row.item is None]
    assert sums == [("Acme", "Subtotal", "4.60"), ("", "Subtotal", "58.84")]
    assert panel.status.text().endswith("63.44")
    kits.book.put_skus({bolt.key: bolt})
    panels.list_materials([Job(kit=pad.union_set)])
    assert all(row.item for row in panel.rows.rows)


def test_names_of_vendors_are_shown_whole_where_there_is_room(panels: KitPanels, kits: Kits, pad: PumpPad):
    bolt = kits.book.skus[key_of("BOLT")]
    name = "Acme Bolt & Fastener Supply of the West"
    kits.book.put_skus({bolt.key: replace(bolt, vendor=name)})
    panels.resize(1500, 700)
    panels.list_materials([Job(kit=pad.union_set)])
    table = current(panels, ListPanel).table
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(name)
    assert sum(map(table.columnWidth, range(10))) <= table.viewport().width()


def test_the_field_is_empty_for_the_next_kit(panels: KitPanels, pad: PumpPad, qtbot):
    panels.list_materials([])
    panel = current(panels, ListPanel)
    QTest.keyClicks(panel.add, "union")
    completer = panel.add.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.cards) == 1 and not panel.add.text())


def test_escape_leads_back(panels: KitPanels, pad: PumpPad, qtbot):
    panels.list_materials([])
    panel = current(panels, ListPanel)
    panel.add.setFocus()
    with qtbot.waitSignal(panels.closed):
        QTest.keyClick(panel.add, Qt.Key.Key_Escape)
