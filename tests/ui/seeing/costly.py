"""A small pricebook whose costs are figures that stand nowhere else, in a whole window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ports.audit import AuditRead
from lazi_desktop.ports.engine import Connection, ConnectionChanged, HistoryRead
from lazi_desktop.ports.hub_audit import AuditFilter, AuditRow
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.ui.real_window import RealWindow

COSTS = {
    "7391.13": "of the pump",
    "6123.47": "what another vendor asks for it",
    "5017.39": "what a sub-account asks for it",
    "7402.21": "ours, in conflict with ServiceTitan's",
    "3217.89": "of the pipe, in ServiceTitan",
    "3311.77": "of the pipe, as somebody changed it",
    "24717.57": "what is linked in the service, and what the kit comes to",
    "14782.26": "two pumps",
    "9935.31": "three pipes",
    "6999.31": "of the pump, as it was last year",
    "6801.17": "of the pump, before a push",
}
MARGINS = {"25.1", "17.2", "17.6", "22.1"}
"""Of the pump, of the pipe, of the service by its links, of the kit: percent."""
HIDDEN = TeamSettings(hidden_costs=frozenset(("estimator", "viewer")))
LONG_AGO = datetime(2025, 3, 4, 5, 6, tzinfo=UTC)

_VENDOR = {"vendorId": 3, "vendorName": "SCP", "vendorPart": "SCP-77", "active": True, "memo": ""}
_ACME = {"vendorId": 4, "vendorName": "Acme", "vendorPart": "A-12", "active": True, "memo": ""}
_SUB = {"id": 9, "accountName": "Austin", "cost": Decimal("5017.39")}
PUMP = sku(
    101, "PUMP", "Variable speed pump", cost=Decimal("7391.13"), price=Decimal("9871.27"), categories=[1],
    unit_of_measure="EA", primary_vendor=_VENDOR | {"cost": Decimal("7391.13")},
    other_vendors=[
        _VENDOR | {"cost": Decimal("7391.13")}, _ACME | {"cost": Decimal("6123.47"), "primarySubAccount": _SUB},
    ],
)  # fmt: skip
PIPE = sku(
    102, "PIPE", "Copper pipe", cost=Decimal("3217.89"), price=4000, categories=[1], unit_of_measure="FT"
)
LINKS = [{"skuId": 101, "quantity": 2}, {"skuId": 102, "quantity": 3}]
SERVICE = sku(
    201,
    "SV-1",
    "Install a pump",
    kind="service",
    price=30000,
    cost=0,
    categories=[2],
    service_materials=LINKS,
)
PUMP_KEY, PIPE_KEY, SERVICE_KEY = key_of(PUMP), key_of(PIPE), key_of(SERVICE)
KIT = KitId(uuid4())


class CostlyWindow:
    def __init__(self, folder: Path, qtbot: Any) -> None:
        self.real = RealWindow(folder, uuid4(), qtbot)
        self.qtbot = qtbot
        maker = FeedMaker()
        self.real.feed(
            [
                *maker.mirrors([category(1, "Pumps"), category(2, "Work", tree="Services"), PUMP, PIPE, SERVICE]),
                *maker.override(PIPE_KEY, "cost", Decimal("3311.77"), base=Decimal("3217.89"), op_id=UUID(int=5)),
                *maker.override(PIPE_KEY, "display_name", "Pipe of copper", base="Copper pipe", op_id=UUID(int=6)),
                *maker.override(
                    SERVICE_KEY, "service_materials", LINKS, base=LINKS[:1], op_id=UUID(int=8)
                ),
                *maker.conflict(
                    PUMP_KEY, "cost", UUID(int=7), base=Decimal("7391.13"), ours=Decimal("7402.21"),
                    theirs=Decimal("7391.13"),
                ),
            ]
        )  # fmt: skip
        self._make_kit()

    def _make_kit(self) -> None:
        def make() -> None:
            with self.real.workspace.workspace.unit_of_work() as work:
                create_kit(work, "Pump set", kit=KIT)
            with self.real.workspace.workspace.unit_of_work() as work:
                add_lines(
                    work,
                    KIT,
                    [NewLine(sku=PUMP_KEY, quantity=Decimal(2)), NewLine(sku=PIPE_KEY, quantity=Decimal(3))],
                )

        self.real.workspace.writer.submit(make).result()

    # ---------------------------------------------------------------------------------------------------------- rights

    def become(self, level: str, settings: TeamSettings) -> None:
        self.real.context.edits.use_level(level)
        self.real.context.edits.use_team_settings(settings)

    def show(self) -> None:
        self.real.show()
        self.tell(ConnectionChanged(Connection.ONLINE))

    # --------------------------------------------------------------------------------------------------------- telling

    def tell(self, event: Any) -> None:
        self.real.engine.tell(event)
        self.settle()

    def settle(self) -> None:
        self.real.quiet()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=15_000)
        self.settle()

    def tell_history(self, key: EntityKey) -> None:
        """Of an entry, whoever asked for it."""
        self.tell(HistoryRead(key, [_set("cost", "6999.31", "7391.13"), _pulled()]))

    def tell_audit(self, wanted: AuditFilter) -> None:
        rows = [
            AuditRow(
                recorded=one, number=number, link=1, entity_key=PUMP_KEY, kind=EntityKind.MATERIAL, code="PUMP",
                name="Variable speed pump",
            )
            for number, one in enumerate((_set("cost", "6999.31", "7391.13"), _pulled()), 1)
        ]  # fmt: skip
        self.tell(AuditRead(wanted, None, rows))

    @property
    def window(self) -> Any:
        return self.real.window

    @property
    def opened(self) -> Any:
        return self.real.opened


def _set(field: str, before: str, after: str) -> Recorded:
    return Recorded(
        number=12,
        at=LONG_AGO,
        by="Ann",
        action="set",
        field=field,
        before=Decimal(before),
        after=Decimal(after),
    )


def _pulled() -> Recorded:
    before, after = (
        {"cost": cost, "display_name": name, "primary_vendor": _VENDOR | {"cost": cost}}
        for cost, name in ((Decimal("6801.17"), "Pump"), (Decimal("6999.31"), "Variable speed pump"))
    )
    return Recorded(number=11, at=LONG_AGO, by="", action="pull", before=before, after=after)
