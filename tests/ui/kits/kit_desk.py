"""The whole window over a workspace on disk, with parts to build kits of and a pump pad that was built of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Choice, Kit
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.groups import group_lines
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.samples import add_sample
from lazi_desktop.operations.kits.versions import save_version
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.kits.builder import KitBuilder
from lazi_desktop.ui.kits.lines.columns import Column
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.ui.real_window import RealWindow

PATIENCE_MS = 20_000
PARTS: Sequence[tuple[str, str, str, str | None, str]] = (
    ("PI-1001", 'PVC pipe 1-1/2" x 10 ft', "stick", "7.42", "14.83"),
    ("UN-1028", '1-1/2" Pump Union w/ O-ring', "EA", "11.40", "24.00"),
    ("UN-1063", '1-1/2" Check Valve Union', "EA", "26.01", "54.99"),
    ("UN-1070", '1-1/2" PVC Union Slip', "EA", "11.36", "22.00"),
    ("UN-1084", '1-1/4" PVC Union Slip', "EA", "9.80", "19.00"),
    ("UN-1091", '1-1/2" PVC Union Thread', "EA", "12.10", "25.00"),
    ("BO-2001", 'Bolt 3/8" SS', "EA", "1.15", "3.00"),
    ("TA-2002", "Thread seal tape", "EA", "6.70", "12.00"),
    ("EL-3001", '90° elbow 1-1/2"', "EA", "2.14", "4.75"),
    ("GL-3002", "PVC glue, pint", "EA", "12.80", "26.00"),
    ("WI-4001", "Bond wire #8 solid", "ft", "0.62", "1.48"),
    ("BR-4002", "Breaker 20 A GFCI 2-pole", "EA", "71.20", "149.00"),
    ("WH-4003", "Liquid-tight whip 6 ft", "EA", "9.61", "21.00"),
    ("TI-4004", "Timer bracket", "EA", None, "12.00"),
    ("PA-5001", "Equipment pad 24x36", "EA", "38.40", "79.00"),
    ("AN-5002", "Anchor set", "EA", "3.10", "4.00"),
)


class KitDesk(RealWindow):
    def __init__(self, folder: Path, qtbot: Any, more: int = 0) -> None:
        super().__init__(folder, uuid4(), qtbot)
        self.qtbot = qtbot
        parts = [
            sku(
                number,
                code,
                name,
                unit_of_measure=unit,
                cost=None if cost is None else Decimal(cost),
                price=Decimal(price),
                categories=[2 if number < 11 else 3],
            )
            for number, (code, name, unit, cost, price) in enumerate(PARTS, 1)
        ]
        others = [
            sku(
                1_000 + number,
                f"ZZ-{number:05}",
                f"Fitting {number:05}",
                cost=Decimal(number) / 4,
                categories=[2],
            )
            for number in range(1, more + 1)
        ]
        self.keys = {one["fields"]["code"]: key_of(one) for one in (*parts, *others)}
        homes = [category(1, "Plumbing"), category(2, "PVC Sch 40", parent_id=1), category(3, "Electrical")]
        self.feeder = FeedMaker()
        self.feed(self.feeder.mirrors([*homes, *parts, *others]))

    def part(self, code: str) -> EntityKey:
        return self.keys[code]

    def do(self, operation: Callable[[UnitOfWork], Changes]) -> None:
        """As somebody does at this desktop, or elsewhere: the window hears of it."""

        def work() -> Changes:
            with self.workspace.workspace.unit_of_work() as unit:
                return operation(unit)

        changes = self.workspace.writer.submit(work).result()
        self.context.edits.announce(changes)

    @property
    def builder(self) -> KitBuilder:
        return self.opened.kits.builder

    def kit(self, key: KitId) -> Kit:
        return self.opened.kits.kits.book.kits[key]

    @property
    def shown(self) -> Kit:
        kit = self.opened.kits.shown.kit
        assert kit is not None
        return kit

    def open(self, key: KitId) -> None:
        self.window.open_page("kits")
        self.opened.kits.open_kit(key)
        self.wait(lambda: self.opened.kits.shown.key == key and self.builder.browser.isVisible())

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def back(self) -> None:
        """The keyboard is the window's again after a list dropped down."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()

    def at_rest(self) -> None:
        """Nothing is on its way, and the kits are as they are in the workspace."""
        self.wait(
            lambda: self.tasks.idle and self.opened.kits.kits.is_up_to_date and self.builder.keys.is_empty
        )

    def type(self, text: str) -> None:
        """Into whatever has the keyboard, as fast as keys can come."""
        for letter in text:
            self.press(letter)

    def press(
        self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str) and not key.isascii():  # which QTest has no keys for
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, modifier, key))
            return
        QTest.keyClick(target, key, modifier)  # type: ignore[arg-type]

    def drawn(self) -> list[list[str]]:
        """The lines as they are read: name, quantity, unit, extended cost, note."""
        model = self.builder.tree.lines
        columns = (Column.LINE, Column.QUANTITY, Column.UNIT, Column.EXTENDED, Column.NOTE)
        return [
            [str(model.data(model.index_of(node, column))) for column in columns] for node in model.nodes()
        ]


def union_set(desk: KitDesk) -> KitId:
    """1-1/2" union, a bolt and tape: 31.72."""
    kit = KitId(uuid4())

    def make(work: UnitOfWork) -> Changes:
        changes = create_kit(work, "Union set", kit=kit, path=["Plumbing"])
        return changes | add_lines(
            work,
            kit,
            [
                NewLine(sku=desk.part("UN-1070"), quantity=Decimal(2)),
                NewLine(sku=desk.part("BO-2001"), quantity=Decimal(2)),
                NewLine(sku=desk.part("TA-2002")),
            ],
        )

    desk.do(make)
    return kit


def pump_pad(desk: KitDesk) -> KitId:
    """As it is drawn: three groups, a kit in it, a formula for pipe, and a bracket that has no cost."""
    inner, kit = union_set(desk), KitId(uuid4())

    def lines(work: UnitOfWork, wanted: Sequence[NewLine], name: str, colour: str) -> Changes:
        keyed = [_keyed(work, one) for one in wanted]
        changes = add_lines(work, kit, keyed)
        return changes | group_lines(work, kit, [one.key for one in keyed if one.key], name, colour=colour)

    def part(code: str, quantity: Decimal | str = Decimal(1), **more: Any) -> NewLine:
        return NewLine(sku=desk.part(code), quantity=quantity, **more)

    def make(work: UnitOfWork) -> Changes:
        changes = create_kit(
            work, "Pump pad, 1.5 HP variable speed", kit=kit, path=["Plumbing", "Equipment pads"]
        )
        for parameter in (
            {"name": "run_ft", "unit": "ft", "default": Decimal(47)},
            {"name": "pipe_dia", "choices": [Choice('1-1/2"', Decimal("1.5"))], "default": Decimal("1.5")},
        ):
            changes |= add_parameter(work, kit, parameter)
        pipe = _keyed(
            work, part("PI-1001", "=ROUNDUP([run_ft]*1.1/10,0)", substitutes=[desk.part("UN-1028")])
        )
        changes |= lines(
            work,
            [
                pipe,
                NewLine(includes=inner, quantity=Decimal(2)),
                part("UN-1063"),
                part("EL-3001", Decimal(8)),
                part("GL-3002", Decimal("0.25"), note="shared consumable"),
            ],
            "Suction & discharge",
            "blue",
        )
        changes |= lines(
            work,
            [
                part("WI-4001", "=[run_ft]/2+1.5", waste=Decimal("0.1")),
                part("BR-4002"),
                part("WH-4003"),
                part("TI-4004"),
            ],
            "Electrical",
            "violet",
        )
        changes |= lines(work, [part("PA-5001"), part("AN-5002", optional=True)], "Pad", "green")
        assert pipe.key is not None
        changes |= add_sample(work, kit, "47 ft", {"run_ft": Decimal(47)}, {pipe.key: Decimal(6)})
        changes |= save_version(work, kit)
        return changes

    desk.do(make)
    return kit


def _keyed(work: UnitOfWork, line: NewLine) -> NewLine:
    return line if line.key is not None else replace(line, key=PartId(work.new_key()))
