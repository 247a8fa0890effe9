"""A computer without ServiceTitan's keys, in the real window: it works on what the team has, and says who pulls."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.session import Session
from lazi_desktop.config.settings import HubSettings, ServiceTitanSettings, Settings, SyncSettings
from lazi_desktop.domain.keys import pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.push.preview_dialog import Look
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.windows import PATIENCE_MS, a_desktop, previewed, pull


@pytest.fixture
def environment(simulator, server, tmp_path, qapp: QApplication, qtbot) -> str:
    """Of a tenant that somebody with keys has pulled."""
    apply_theme(qapp, "light")
    environment = f"keyless{os.urandom(3).hex()}"
    create_tenant(server.admin_url, simulator.tenant, environment)
    with a_desktop(simulator, server, tmp_path / "office", environment, login="office_test") as office:
        pull(office, qtbot)
    return environment


@pytest.fixture
def keyless(environment: str, simulator, server, tmp_path, monkeypatch) -> Iterator[Desktop]:
    url = server.member_url(tenant_id_of(simulator.tenant, environment), "keyless_test")
    settings = Settings(
        profile=tmp_path / "keyless",
        hub=HubSettings(url=url),
        servicetitan=ServiceTitanSettings(tenant=simulator.tenant),
    )
    assert settings.is_configured
    session = Session.of(settings, role="window")
    session.environment = environment
    desktop = Desktop(
        session, has_keys=settings.asks_servicetitan, change_connection=lambda: None, sync=SyncSettings()
    )
    desktop.show()
    try:
        yield desktop
    finally:
        asyncio.run(desktop.leave())


def test_it_fills_itself_edits_and_says_who_pulls(keyless: Desktop, simulator, qtbot):
    item = next(one for one in simulator.items("material") if one["active"])
    key = pulled_key(keyless.tenant_id, EntityKind.MATERIAL, item["id"])
    qtbot.waitUntil(lambda: keyless.context.queries.detail(key) is not None, timeout=PATIENCE_MS)
    actions = keyless.opened.window.actions_by_name
    for name in ("pull", "pull_all", "push"):
        assert not actions[name].isEnabled()
    qtbot.waitUntil(lambda: "pulls and pushes for the team" in actions["pull"].toolTip(), timeout=PATIENCE_MS)
    words = [one.text() for one in keyless.opened.settings.findChildren(QPushButton)]
    assert "Add this computer's ServiceTitan keys…" in words


def test_what_it_submits_is_sent_by_a_computer_that_has_keys(
    keyless: Desktop, environment: str, simulator, server, tmp_path, qtbot
):
    item = next(one for one in simulator.items("material") if one["active"])
    key = pulled_key(keyless.tenant_id, EntityKind.MATERIAL, item["id"])
    context = keyless.context
    qtbot.waitUntil(lambda: context.queries.detail(key) is not None, timeout=PATIENCE_MS)
    before = Decimal(str(item["price"]))
    price = before + 7
    context.edits.edit([FieldEdit(key, "price", price, before)], initiator=keyless.opened.window)
    qtbot.waitUntil(lambda: len(context.queries.pending()) == 1, timeout=PATIENCE_MS)
    preview = previewed(keyless, qtbot)
    assert preview.look is Look.ELSEWHERE
    simulator.clear_requests()
    preview.push.click()

    def states() -> list[OverrideState]:
        return [one.state for one in context.queries.pending()]

    qtbot.waitUntil(lambda: states() == [OverrideState.SUBMITTED], timeout=PATIENCE_MS)
    assert not simulator.requests()
    with a_desktop(simulator, server, tmp_path / "office", environment, login="office_test") as office:
        arrived = office.context.queries.pending
        qtbot.waitUntil(
            lambda: [one.state for one in arrived()] == [OverrideState.SUBMITTED], timeout=PATIENCE_MS
        )
        with qtbot.waitSignal(office.opened.signals.push_finished, timeout=PATIENCE_MS):
            office.opened.push.go_on()
    assert Decimal(str(simulator.item("material", item["id"])["price"])) == price
    qtbot.waitUntil(lambda: states() == [], timeout=PATIENCE_MS)


def test_nothing_runs_by_itself_there(keyless: Desktop, simulator, qtbot):
    told: list[str] = []
    keyless.opened.signals.schedule_changed.connect(lambda jobs: told.extend(job.paused for job in jobs))
    simulator.clear_requests()
    qtbot.waitUntil(lambda: "no ServiceTitan keys on this computer" in told, timeout=PATIENCE_MS)
    assert not simulator.requests()
