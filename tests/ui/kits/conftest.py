"""A pump pad in a pricebook in memory or on the disk, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.shown_kit import ShownKit
from tests.fakes.ui_fakes import FakeApp
from tests.ui.kits.kit_desk import KitDesk
from tests.ui.kits.pump_pad import PumpPad, build


@pytest.fixture
def desk(tmp_path: Path, qtbot) -> Iterator[KitDesk]:
    """The same for real: the page of kits over a workspace on the disk."""
    desk = KitDesk(tmp_path, qtbot)
    desk.show()
    yield desk
    desk.close()


@pytest.fixture
def pad(app: FakeApp) -> PumpPad:
    return build(app)


@pytest.fixture
def kits(app: FakeApp, pad: PumpPad, qtbot) -> Kits:
    kits = Kits(app.context)
    kits.ensure()
    qtbot.waitUntil(lambda: kits.is_ready)
    return kits


@pytest.fixture
def shown(kits: Kits, pad: PumpPad) -> ShownKit:
    shown = ShownKit(kits)
    shown.show(pad.kit)
    return shown
