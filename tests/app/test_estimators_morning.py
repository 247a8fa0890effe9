"""An estimator's morning with kits, through the window: a pump pad is built, varied, compared, put into services and
pushed; a valve that is discontinued is replaced everywhere; and what three jobs need is printed without a network."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZipFile

from PySide6.QtWidgets import QApplication

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.domain.keys import EntityKey, pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.comparing import Matched
from lazi_desktop.ports.engine import Connection, PushResult
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.formatting import money_difference, number
from lazi_desktop.ui.kits.panels.compare_panel import ComparePanel
from lazi_desktop.ui.kits.panels.list_panel import ListPanel
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.kits.panels.replace_panel import ReplacePanel
from lazi_desktop.ui.kits.panels.use_panel import UsePanel
from lazi_desktop.ui.push.preview_dialog import Look
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.estimator import CONTROL, SHIFT, Estimator, Key
from tests.app.windows import PATIENCE_MS, a_desktop, pull
from tests.faults.proxy import TcpProxy, Weather

ENVIRONMENT = "morning"
MATERIALS: Sequence[tuple[str, str, str, float]] = (
    ("PI-1001", 'PVC pipe 1-1/2" x 10 ft', "stick", 7.42),
    ("UN-1070", '1-1/2" PVC Union Slip', "EA", 11.36),
    ("BO-2001", 'Bolt 3/8" SS', "EA", 1.15),
    ("TA-2002", "Thread seal tape", "EA", 6.70),
    ("VA-1063", '1-1/2" Check Valve Union', "EA", 26.01),
    ("VA-1064", '1-1/2" Swing Valve, clear', "EA", 28.40),
    ("EL-3001", 'Elbow 90 deg 1-1/2"', "EA", 2.14),
    ("GL-3002", "PVC glue, pint", "EA", 12.80),
    ("WI-4001", "Bond wire #8 solid", "ft", 0.62),
    ("BR-4002", "Breaker 20 A GFCI 2-pole", "EA", 71.20),
    ("BR-4003", "Breaker 30 A GFCI 2-pole", "EA", 88.00),
    ("PA-5001", "Equipment pad 24x36", "EA", 38.40),
)
SERVICES = (("VS-150", "Install VS pump 1.5 HP"), ("VS-151", "Replace pump, like for like"))
WITH_VALVE = tuple((f"CV-{number}", f"Check valve service {number}") for number in range(1, 5))


PanelT = TypeVar("PanelT", bound=KitPanel)


class Office:
    """What the pricebook in ServiceTitan has for this morning."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self.simulator = simulator
        self.tenant_id = tenant_id_of(simulator.tenant, ENVIRONMENT)
        self.numbers: dict[str, int] = {}
        for code, name, unit, cost in MATERIALS:
            fields = {"cost": cost, "price": round(cost * 2, 2), "unitOfMeasure": unit, "active": True}
            self._make("material", code, name, fields)
        for code, name in SERVICES:
            self._make("service", code, name, {"price": 900.0, "hours": 3.0, "active": True})
        for code, name in WITH_VALVE:
            links = [{"skuId": self.numbers["VA-1063"], "quantity": 2}]
            self._make("service", code, name, {"price": 150.0, "active": True, "serviceMaterials": links})

    def _make(self, kind: str, code: str, name: str, fields: dict[str, Any]) -> None:
        named = {"code": code, "displayName": name, "description": name}
        self.numbers[code] = self.simulator.office_create(kind, {**named, **fields})["id"]

    def key(self, code: str) -> EntityKey:
        kind = EntityKind.MATERIAL if code in {one[0] for one in MATERIALS} else EntityKind.SERVICE
        return pulled_key(self.tenant_id, kind, self.numbers[code])

    def linked(self, service: str) -> dict[str, Decimal]:
        """By the code of the material, as ServiceTitan has it."""
        codes = {number: code for code, number in self.numbers.items()}
        links = self.simulator.item("service", self.numbers[service])["serviceMaterials"]
        return {codes[one["skuId"]]: Decimal(str(one["quantity"])) for one in links}


class Morning(Estimator):
    def __init__(self, desktop: Desktop, qtbot: Any, office: Office, folder: Path) -> None:
        super().__init__(desktop, qtbot)
        self.office, self.folder = office, folder

    # ------------------------------------------------------------------------------------------------------- building

    def builds_the_union_set(self) -> None:
        self.makes_kit("Union set")
        for part, quantity in (("union slip", "2"), ("bolt", "2"), ("seal tape", "1")):
            self.adds(part, quantity)
        self.wait(lambda: len(self.shown.lines) == 3)
        self.settled()

    def builds_the_pump_pad(self) -> None:
        self.makes_kit("Pump pad")
        parameters = self.builder.pane.parameters
        self.clicks(parameters.add)
        self.types("run_ft")
        self.press(Key.Key_Tab)
        self.types("ft")
        self.press(Key.Key_Tab)
        self.enters("20")
        self.wait(lambda: [one.name for one in self.shown.parameters] == ["run_ft"])
        self.settled()
        self.clicks(self.builder.browser.search)
        for part, quantity in (
            ("pvc pipe 1-1/2", "=ROUNDUP([run_ft]*1.1/10, 0)"),
            ("union set", "2"),
            ("check valve", ""),
            ("elbow 90", "8"),
            ("glue", "1/4"),
            ("bond wire", "=[run_ft]/2+1.5"),
            ("breaker 20", ""),
            ("equipment pad", ""),
        ):
            self.adds(part, quantity)
        self.wait(lambda: len(self.shown.lines) == 8)
        self.settled()

    def tries_47_ft(self) -> None:
        """6 sticks and 4 bolts, and how they come about."""
        (row,) = self.builder.pane.parameters.rows.values()
        self.clicks(row.line)
        self.types_over("47")
        self.wait(lambda: self.drawn()['PVC pipe 1-1/2" x 10 ft'][0] == "6")
        drawn = self.drawn()
        assert drawn['PVC pipe 1-1/2" x 10 ft'] == ["6", "stick", "44.52"]
        self.stands_on_line("Union set")
        self.press(Key.Key_Right)
        assert drawn['Bolt 3/8" SS'] == ["2 × 2", "EA", "4.60"]
        explained = self.builder.pane.explanation.words
        assert "2 kits × (2 × 11.36 + 2 × 1.15 + 6.70) = 63.44" in explained.text(), explained.text()
        self.stands_on_line('PVC pipe 1-1/2" x 10 ft')
        assert "ROUNDUP(47 × 1.1 ÷ 10, 0) = 6" in explained.text(), explained.text()
        assert "6 × 7.42 = 44.52" in explained.text(), explained.text()
        self.stands_on_line('Bolt 3/8" SS')
        assert "2 × 2 × 1.15 = 4.60" in explained.text(), explained.text()
        assert explained.isVisible()

    # -------------------------------------------------------------------------------------------------- a variant of it

    def makes_the_variant(self) -> None:
        """Duplicated, called otherwise, five lines changed by the keyboard."""
        self.clicks(self.builder.pane.parameters.tried.keep)
        self.wait(lambda: self.shown.parameters[0].default == 47)
        self.goes_to_the_list()
        self.stands_on("Pump pad")
        self.press("d", CONTROL)
        self.wait(partial(self.is_listed, "Pump pad copy"))
        self.settled()
        self.press(Key.Key_F2)
        self.types_over("Pump pad, 2.7 HP")
        self.press(Key.Key_Return)
        self.wait(partial(self.is_listed, "Pump pad, 2.7 HP"))
        self.settled()
        self.opens("Pump pad, 2.7 HP")
        for name, quantity in (
            ('PVC pipe 1-1/2" x 10 ft', "=ROUNDUP([run_ft]*1.2/10, 0)"),
            ('Elbow 90 deg 1-1/2"', "10"),
            ("PVC glue, pint", "½"),
            ("Bond wire #8 solid", "30"),
        ):
            self.stands_on_line(name)
            self.press(Key.Key_F2)
            self.types_over(quantity)
            self.press(Key.Key_Return)
            self.settled()
        self.stands_on_line("Equipment pad 24x36")
        self.press("+")
        self.settled()
        self.wait(lambda: self.drawn()["Equipment pad 24x36"][0] == "2")

    def compares(self) -> None:
        self.opens("Pump pad")
        self.clicks(self.kits.header.compare)
        panel = self.panel(ComparePanel)
        self.clicks(panel.kit)
        self.types("2.7")
        self.press(Key.Key_Return)
        self.wait(lambda: panel.comparison is not None)
        self.comes_back()
        found = [
            (
                row.right.code,
                number(row.left.quantity),
                number(row.right.quantity),
                money_difference(row.cost.amount),
            )
            for row in panel.rows.rows
            if row.matched is Matched.CHANGED and row.left is not None and row.right is not None
        ]
        assert found == [
            ("PI-1001", "6", "6", "0.00"),  # another formula that comes to the same with 47 ft
            ("EL-3001", "10", "8", "−4.28"),
            ("GL-3002", "0.5", "0.25", "−3.20"),
            ("WI-4001", "30", "25", "−3.10"),
            ("PA-5001", "2", "1", "−38.40"),
        ]
        assert panel.rows.rowCount() == 5
        told = str(panel.rows.index(0, panel.rows.columnCount() - 1).data())
        assert told == "Quantity: =ROUNDUP([run_ft]*1.2/10, 0) → =ROUNDUP([run_ft]*1.1/10, 0)"
        assert panel.counts.text().endswith("to this kit: 5 changed · 3 the same")
        assert panel.status.text().endswith("−48.98 in cost")
        self.press(Key.Key_Escape)
        self.wait(self.builder.isVisible)

    # --------------------------------------------------------------------------------------------------- into services

    def applies_to_two_services(self) -> None:
        self.clicks(self.kits.header.use)
        panel = self.panel(UsePanel)
        for code, _name in SERVICES:
            self.clicks(panel.search)
            self.enters(code)
            self.wait(partial(_is_planned, panel, code))
        assert panel.act.text() == "Use in 2 services"
        self.clicks(panel.act)
        self.wait(self.builder.isVisible)
        self.settled()
        used = self.builder.pane.used_in
        self.wait(lambda: [one.words for one in used.rows] == ["up to date"] * 2)
        assert [self.office.linked(code) for code, _ in SERVICES] == [{}, {}]

    def pushes_what_waits(self) -> None:
        review = self.desktop.opened.review
        self.goes_to("Review")
        waiting = [(code, "service_materials") for code, _ in SERVICES]
        self.wait(
            lambda: (
                sorted((row.changes[0].code, row.changes[0].field) for row in review.model.rows()) == waiting
            )
        )
        self.clicks(review.head.push)
        self.wait(lambda: self.desktop.opened.push.preview is not None)
        preview = self.desktop.opened.push.preview
        assert preview is not None
        self.wait(lambda: preview.look is Look.READ)
        with self.qtbot.waitSignal(
            self.desktop.opened.signals.push_finished, timeout=PATIENCE_MS
        ) as finished:
            self.clicks(preview.push)
        assert [one.result for one in finished.args[0].fields] == [PushResult.VERIFIED] * 2
        self.comes_back()
        links = {
            "PI-1001": 6, "UN-1070": 4, "BO-2001": 4, "TA-2002": 2, "VA-1063": 1, "EL-3001": 8,
            "GL-3002": Decimal("0.25"), "WI-4001": 25, "BR-4002": 1, "PA-5001": 1,
        }  # fmt: skip
        assert [self.office.linked(code) for code, _ in SERVICES] == [links, links]

    # ------------------------------------------------------------------------------------------------ the valve is gone

    def has_more_kits_with_the_valve(self) -> None:
        self.goes_to("Kits")
        self.makes_kit("Valve box")
        self.adds("check valve", "2")
        self.adds("union slip", "1")
        self.wait(lambda: len(self.shown.lines) == 2)
        self.settled()
        self.goes_to_the_list()
        for counted in ("", " 2", " 3", " 4"):
            self.stands_on("Valve box")
            self.press("d", CONTROL)
            wanted = f"Valve box copy{counted}"
            self.wait(partial(self.is_listed, wanted))
            self.settled()

    def replaces_the_valve(self) -> None:
        """In seven kits and six services; one step back undoes all of it."""
        self.opens("Pump pad")
        self.stands_on_line('1-1/2" Check Valve Union')
        self.clicks(self.kits.header.replace)
        panel = self.panel(ReplacePanel)
        assert panel.old.sku.text() == 'VA-1063 · 1-1/2" Check Valve Union'
        self.enters("VA-1064")
        self.wait(lambda: panel.act.text() == "Replace in 13 places")
        self.comes_back()
        self.clicks(panel.act)
        self.wait(self.builder.isVisible)
        self.settled()
        self.wait(lambda: self.with_the_valve("VA-1063") == set())
        assert len(self.with_the_valve("VA-1064")) == 13
        self.press("z", CONTROL)
        self.wait(lambda: len(self.with_the_valve("VA-1063")) == 13)
        self.settled()
        assert self.with_the_valve("VA-1064") == set()
        self.wait(lambda: bool(self.context.queries.undo_labels()[1]) and self.can("Redo"))
        self.press("z", CONTROL | SHIFT)
        self.wait(lambda: len(self.with_the_valve("VA-1064")) == 13)
        self.settled()
        assert self.with_the_valve("VA-1063") == set()

    def with_the_valve(self, code: str) -> set[str]:
        """Kits and services that have it, by name."""
        key, number = self.office.key(code), self.office.numbers[code]
        book = self.kits.kits.book
        kits = {kit.name for kit in book.kits.values() if any(line.sku == key for line in kit.lines)}
        services = {self.office.key(one): one for one, _ in (*SERVICES, *WITH_VALVE)}
        values = self.context.queries.values(services, ["service_materials"])
        return kits | {
            code
            for service, code in services.items()
            if any(link["skuId"] == number for link in values[service].effective["service_materials"] or ())
        }

    # -------------------------------------------------------------------------------------------------- without network

    def prints_for_three_jobs(self) -> None:
        self.goes_to_the_list()
        self.clicks(self.kits.list.table)
        self.stands_on("Pump pad")
        self.press(Key.Key_Down, SHIFT)
        self.press(Key.Key_K, CONTROL)
        self.types("list what the kits")
        self.press(Key.Key_Return)
        self.wait(self.kits.panels.isVisible)
        self.comes_back()
        panel = self.panel(ListPanel)
        assert [card.name.text() for card in panel.cards] == ["Pump pad", "Pump pad, 2.7 HP"]
        self.clicks(panel.add)
        self.enters("union set")
        self.wait(lambda: len(panel.cards) == 3)
        self.comes_back()
        for card, title in zip(panel.cards, ("Smith", "Jones", "Brown"), strict=True):
            self.clicks(card.title)
            self.types(title)
        self.clicks(panel.cards[2].how.multiplier)
        self.types_over("3")
        self.clicks(panel.cards[1].how.rows[0].line)
        self.types_over("60")
        self.wait(lambda: self.bought(panel)["PI-1001"] == 14)
        assert self.bought(panel)["BO-2001"] == 14
        assert self.bought(panel)["VA-1064"] == 2
        for ending in ("xlsx", "pdf"):
            self.clicks(panel.act)
            assert panel.exporting is not None
            assert panel.exporting.dialog is not None
            self.saves_as(panel.exporting.dialog, self.folder / f"jobs.{ending}")

    def bought(self, panel: ListPanel) -> dict[str, Decimal]:
        return {row.item.sku.code: row.item.buy for row in panel.rows.rows if row.item and row.item.sku}

    def panel(self, kind: type[PanelT]) -> PanelT:
        found = self.kits.panels.currentWidget()
        assert isinstance(found, kind)
        assert found.isVisible()
        return found


def _is_planned(panel: UsePanel, code: str) -> bool:
    return any(row.service.code == code for row in panel.rows.rows)


def test_an_estimators_morning(
    qapp: QApplication,
    simulator: RunningSimulator,
    server: EmbeddedPostgres,
    to_hub: TcpProxy,
    to_servicetitan: TcpProxy,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    apply_theme(qapp, "light")
    office = Office(simulator)
    create_tenant(server.admin_url, simulator.tenant, ENVIRONMENT)
    with a_desktop(
        simulator, server, tmp_path / "profile", ENVIRONMENT, login="morning_dana", person="Dana",
        hub_port=to_hub.port, servicetitan_port=to_servicetitan.port,
    ) as desktop:  # fmt: skip
        pull(desktop, qtbot)
        dana = Morning(desktop, qtbot, office, tmp_path)
        dana.goes_to("Kits")
        dana.builds_the_union_set()
        dana.builds_the_pump_pad()
        dana.tries_47_ft()
        dana.makes_the_variant()
        dana.compares()
        dana.applies_to_two_services()
        dana.pushes_what_waits()
        dana.has_more_kits_with_the_valve()
        dana.replaces_the_valve()
        for network in (to_hub, to_servicetitan):
            network.turn(Weather(refuses=True))
            network.cut()
        dana.wait(lambda: desktop.opened.status.connection is Connection.OFFLINE)
        dana.prints_for_three_jobs()
    with ZipFile(tmp_path / "jobs.xlsx") as packed:
        words = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    assert "PVC pipe" in words
    assert "Smith" in words
    assert (tmp_path / "jobs.pdf").read_bytes().startswith(b"%PDF")
