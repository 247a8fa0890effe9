"""Each thing the engine tells comes out as its own signal, on the window's thread."""

from __future__ import annotations

from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.audit import AuditPeopleRead, AuditRead
from lazi_desktop.ports.engine import (
    AttemptsRead,
    HistoryRead,
    HubRestored,
    QuestionsRead,
    RulesRead,
    RunsRead,
    ScheduleChanged,
    ScheduledJob,
    ViewsRead,
)
from lazi_desktop.ports.hub_audit import AuditFilter
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from tests.fakes.ui_fakes import FakeApp

KEY = EntityKey(UUID(int=5))
JOB = ScheduledJob("pull", "Pricebook", "*/5 * * * *", None, "on battery")


@pytest.mark.parametrize(
    ("event", "signal", "carried"),
    [
        (RunsRead(()), "runs_read", RunsRead(())),
        (AttemptsRead(UUID(int=1), ()), "attempts_read", AttemptsRead(UUID(int=1), ())),
        (ViewsRead(()), "views_read", ViewsRead(())),
        (HistoryRead(KEY, ()), "history_read", HistoryRead(KEY, ())),
        (AuditRead(AuditFilter(), None, ()), "audit_read", AuditRead(AuditFilter(), None, ())),
        (AuditPeopleRead(()), "audit_people_read", AuditPeopleRead(())),
        (RulesRead(()), "rules_read", RulesRead(())),
        (QuestionsRead(()), "questions_read", QuestionsRead(())),
        (ScheduleChanged([JOB]), "schedule_changed", [JOB]),
        (HubRestored(12), "hub_restored", HubRestored(12)),
    ],
)
def test_an_event_is_told_on_as_a_signal(app: FakeApp, qtbot, event, signal: str, carried: object) -> None:
    signals = EngineSignals(app.engine, app.edits)
    with qtbot.waitSignal(getattr(signals, signal)) as heard:
        app.engine.tell(event)
    assert heard.args == [carried]
