"""In the pricebook: the kits that a SKU is in, and whether a service has what its kits give."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QObject

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.kits.lines import set_quantity
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.kit_uses import KitUses
from lazi_desktop.ui.kits.panels.use_panel import UsePanel
from lazi_desktop.ui.using.used_in import UsedInView
from lazi_desktop.ui.widgets.two_lines import LineRole
from tests.fakes.ui_fakes import FakeApp, key_of
from tests.ui.kits.pump_pad import PumpPad


@pytest.fixture
def view(app: FakeApp, kits: Kits, qtbot) -> UsedInView:
    owner = QObject()
    uses = KitUses(kits, owner)
    view = UsedInView(app.context, uses)
    view.owner = owner  # type: ignore[attr-defined]  # lives as long
    qtbot.addWidget(view)
    view.resize(300, 500)
    view.show()
    return view


def titles(view: UsedInView) -> list[str]:
    return [view.rows.index(row, 0).data(LineRole.TITLE) for row in range(view.rows.rowCount())]


def detail_of(view: UsedInView, title: str) -> str:
    row = titles(view).index(title)
    return str(view.rows.index(row, 0).data(LineRole.DETAIL))


def test_a_sku_tells_of_its_kits_and_a_click_goes_there(view: UsedInView, app: FakeApp, pad: PumpPad, qtbot):
    view.show_entity(app.book.detail(key_of("UN-SLIP")))
    qtbot.waitUntil(lambda: titles(view)[:2] == ["Kits", "Union set"])
    assert view.rows.index(1, 0).data(LineRole.AT_RIGHT) == "× 2"
    more = view._more
    assert more is not None
    with qtbot.waitSignal(more.wanted) as wanted:
        view.list.activated.emit(view.rows.index(1, 0))
    assert wanted.args == [pad.union_set]


def test_a_service_says_when_its_kit_changed(view: UsedInView, app: FakeApp, kits: Kits, pad: PumpPad, qtbot):
    service: EntityKey = app.book.key("SV-1000")
    panel = UsePanel(app.context, kits)
    qtbot.addWidget(panel)
    panel.open(pad.kit, services=[service])
    qtbot.waitUntil(panel.act.isEnabled)
    with qtbot.waitSignal(panel.closed):
        panel.act.click()
    qtbot.waitUntil(lambda: kits.is_up_to_date)
    name = "Pump pad, 1.5 HP variable speed"
    view.show_entity(app.book.detail(service))
    qtbot.waitUntil(lambda: titles(view)[:2] == ["Made with kits", name])
    assert detail_of(view, name) == "up to date"
    pad.do(lambda work: set_quantity(work, pad.kit, [pad.lines["ELBOW"]], Decimal(10)))
    qtbot.waitUntil(lambda: detail_of(view, name) == "kit changed: review it there")
