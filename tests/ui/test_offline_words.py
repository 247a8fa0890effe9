"""Why there is no exchange with the hub: only a hub that is out of reach is told as one."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import HubRefused, HubSchemaMismatch, HubUnavailable, LaziError
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import SyncStatus
from tests.fakes.ui_fakes import FakeApp


@pytest.mark.parametrize(
    ("error", "words", "action", "chip"),
    [
        (HubUnavailable("No answer."), "sent later. No answer.", "wake", "Offline: edits are kept here"),
        (
            HubSchemaMismatch("It must be updated: lazi-desktop db upgrade"),
            "lazi-desktop db upgrade",
            "wake",
            "Not syncing: edits are kept here",
        ),
        (
            HubRefused("This login does not belong to this tenant."),
            "The shared database refused. This login does not belong to this tenant.",
            "settings",
            "Not syncing: edits are kept here",
        ),
        (
            LaziError("The log has the details.", title="An unexpected problem"),
            "An unexpected problem. The log has the details.",
            "wake",
            "Not syncing: edits are kept here",
        ),
    ],
)
def test_each_reason_has_its_own_words(app: FakeApp, qtbot, error, words, action, chip) -> None:
    signals = EngineSignals(app.engine, app.edits)
    status = SyncStatus(signals, app.state)
    with qtbot.waitSignal(status.changed):
        app.engine.tell(ConnectionChanged(Connection.OFFLINE, error.detail, error))
    notice = status.notice
    assert notice is not None
    assert words in notice.text
    assert notice.action == action
    assert ("cannot be reached" in notice.text) == isinstance(error, HubUnavailable)
    assert status.chip().text == chip
    with qtbot.waitSignal(status.changed):
        app.engine.tell(ConnectionChanged(Connection.ONLINE, level="manager"))
    assert status.notice is None
