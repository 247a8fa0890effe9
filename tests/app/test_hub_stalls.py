"""A shared database that stops answering in the middle of a call: the window does not notice, and one works on."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.domain.keys import pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.connection import Database
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.test_desktop import type_into_cell
from tests.app.windows import PATIENCE_MS, a_desktop, pull
from tests.faults.proxy import HOLE, TcpProxy, Weather

BEATS = 300
ENVIRONMENT = "stalls"


class Calls:
    """The program's calls of the hub that have not ended, by their numbers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._numbers = itertools.count(1)
        self._under_way: set[int] = set()
        self._lock = threading.Lock()
        real = Database.connection

        @asynccontextmanager
        async def connection(database: Database, *seconds: float) -> AsyncIterator[Any]:
            with self._lock:
                number = next(self._numbers)
                self._under_way.add(number)
            try:
                async with real(database, *seconds) as connection:
                    yield connection
            finally:
                with self._lock:
                    self._under_way.discard(number)

        monkeypatch.setattr(Database, "connection", connection)

    @property
    def under_way(self) -> frozenset[int]:
        with self._lock:
            return frozenset(self._under_way)


class Heart:
    """Beats in the window's own thread: how often, during each of the calls."""

    def __init__(self, calls: Calls) -> None:
        self.during: Counter[int] = Counter()
        self._calls = calls
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(1)

    def stop(self) -> None:
        self._timer.stop()

    def _on_timeout(self) -> None:
        self.during.update(self._calls.under_way)


def types_a_price(desktop: Desktop, qtbot: Any, remote_id: int, text: str) -> None:
    """And is told that it is saved."""
    page, key = desktop.opened.pricebook, pulled_key(desktop.tenant_id, EntityKind.MATERIAL, remote_id)
    page.show_entity(key)
    qtbot.waitUntil(lambda: page.shows(key) and page.grid.grid.currentIndex().isValid(), timeout=PATIENCE_MS)
    with qtbot.waitSignal(desktop.context.edits.changed, timeout=PATIENCE_MS):
        type_into_cell(desktop, qtbot, "Price", text)


def test_the_window_goes_on_while_the_hub_says_nothing(
    qapp: QApplication,
    simulator: RunningSimulator,
    server: EmbeddedPostgres,
    to_hub: TcpProxy,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
):
    apply_theme(qapp, "light")
    create_tenant(server.admin_url, simulator.tenant, ENVIRONMENT)
    first, second = [one["id"] for one in simulator.items("material") if one["active"]][:2]
    calls = Calls(monkeypatch)
    with a_desktop(simulator, server, tmp_path / "profile", ENVIRONMENT, hub_port=to_hub.port) as desktop:
        pull(desktop, qtbot)
        queries = desktop.context.queries
        heart = Heart(calls)
        to_hub.turn(Weather(up=HOLE, down=HOLE))
        types_a_price(desktop, qtbot, first, "1,001 $")

        def hanging() -> list[int]:
            return [call for call in calls.under_way if heart.during[call] > BEATS]

        qtbot.waitUntil(lambda: bool(hanging()), timeout=PATIENCE_MS)
        call = hanging()[0]
        types_a_price(desktop, qtbot, second, "1,002 $")
        saved = heart.during[call]
        assert queries.counts().unsent_ops == 2
        qtbot.waitUntil(lambda: heart.during[call] > saved + BEATS, timeout=PATIENCE_MS)
        assert call in calls.under_way, "all of that was while one call hung"

        heart.stop()
        to_hub.heal()
        to_hub.cut()
        desktop.context.engine.wake()
        qtbot.waitUntil(lambda: not queries.counts().unsent_ops, timeout=PATIENCE_MS)
        assert {change.ours for change in queries.pending()} == {1001, 1002}
