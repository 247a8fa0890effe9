"""What a person has begun to type in the panels and the pane of kits stays while others change the kits."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ui.kits.panels.replace_panel import ReplacePanel
from tests.ui.kits.kit_desk import KitDesk, pump_pad

RATIO = 4


@pytest.fixture
def pad(desk: KitDesk) -> KitId:
    kit = pump_pad(desk)
    desk.open(kit)
    desk.at_rest()
    return kit


def test_a_ratio_being_typed_stays_when_a_place_appears(desk: KitDesk, pad: KitId) -> None:
    desk.opened.kits.panels.replace(Thing(sku=desk.part("EL-3001")))
    panel = desk.opened.kits.panels.currentWidget()
    assert isinstance(panel, ReplacePanel)
    desk.at_rest()
    panel.new.sku.setFocus()
    QTest.keyClicks(panel.new.sku, "UN-1084")
    QTest.keyClick(panel.new.sku, Qt.Key.Key_Return)
    desk.wait(lambda: len(panel.model.rows) == 1)
    panel.table.edit(panel.model.index(0, RATIO))
    field = panel.table.viewport().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "2.5")
    other = KitId(uuid4())
    desk.do(
        lambda work: (
            create_kit(work, "A colleague's", kit=other)
            | add_lines(work, other, [NewLine(sku=desk.part("EL-3001"))])
        )
    )
    desk.wait(lambda: len(panel.model.rows) == 2)
    assert panel.table.viewport().findChild(QLineEdit) is field
    assert field.text() == "2.5"
    QTest.keyClick(field, Qt.Key.Key_Return)
    wanted = {pad: Decimal("2.5"), other: Decimal(1)}
    desk.wait(lambda: {row.place.owner: row.ratio for row in panel.model.rows} == wanted)
