"""What the chip, the banner and the progress say of each thing the engine tells."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import (
    BadAnswer,
    HubUnavailable,
    LaziError,
    LeaseHeld,
    PullStopped,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
)
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    KindReport,
    Progress,
    PullFinished,
    PullReport,
    PushFinished,
    PushReport,
    RunsRead,
    ScheduleChanged,
    ScheduledJob,
    WorkspaceChanged,
)
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.theme.tokens import Role
from tests.fakes.ui_fakes import FakeApp, key_of


class Watched:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.now = datetime(2026, 3, 4, 12, tzinfo=UTC)
        self.signals = EngineSignals(app.engine, app.edits)
        self.status = SyncStatus(self.signals, app.state, now=lambda: self.now)

    def hear(self, event) -> None:
        with self.qtbot.waitSignal(self.status.changed):
            self.app.engine.tell(event)

    @property
    def chip(self) -> str:
        return self.status.chip().text


@pytest.fixture
def watched(app: FakeApp, qtbot) -> Watched:
    return Watched(app, qtbot)


def test_the_chip_tells_how_long_ago_the_last_pull_was(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    assert watched.chip == "Online"
    watched.hear(PullFinished(PullReport([], 1.0)))
    watched.now += timedelta(minutes=2)
    assert watched.chip == "Online · pulled 2 min ago"


def a_pull_elsewhere(watched: Watched, what: str, minutes: float, state: str = "done") -> RunRow:
    ended = watched.now - timedelta(minutes=minutes)
    return RunRow(
        run_id=uuid4(),
        what=what,
        full=False,
        by="Luis",
        device="TRUCK-4",
        started=ended,
        finished=ended,
        state=state,
        counts={},
        detail="",
    )


def a_whole_pull_elsewhere(watched: Watched, minutes: float, **states: str) -> list[RunRow]:
    """The newest run first. `states` by kind: "" for what was not begun."""
    kinds = [kind for kind in EntityKind if states.get(kind, "done")]
    runs = [
        a_pull_elsewhere(watched, kind, minutes + (len(kinds) - place) / 100, states.get(kind, "done"))
        for place, kind in enumerate(kinds)
    ]
    return runs[::-1]


def test_the_last_pull_of_anybody_counts(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    runs = [
        a_pull_elsewhere(watched, "push", 1),
        a_pull_elsewhere(watched, "service", 2, "failed"),
        *a_whole_pull_elsewhere(watched, 3),
        a_pull_elsewhere(watched, "sweep material", 60),
    ]
    watched.hear(RunsRead(runs))
    assert watched.chip == "Online · pulled 3 min ago"
    assert watched.status.chip().role is Role.PROVED
    assert watched.status.pulled.puller == "TRUCK-4"


CUT = dict.fromkeys(("service", "equipment", "discount_fee"), "")


def test_a_first_pull_that_was_cut_short_is_no_pull(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    runs = a_whole_pull_elsewhere(watched, 1, material="interrupted", **CUT)
    watched.hear(RunsRead(runs))
    assert (watched.chip, watched.status.chip().role) == ("First pull cut short", Role.CHANGED)
    goes_on = watched.now + timedelta(minutes=4)
    watched.hear(ScheduleChanged([ScheduledJob("pull", "Changes", "*/5 * * * *", goes_on)]))
    assert watched.chip == f"First pull cut short · goes on at {goes_on.astimezone():%H:%M}"
    watched.hear(ScheduleChanged([ScheduledJob("pull", "Changes", "*/5 * * * *", goes_on, "on battery")]))
    assert watched.chip == "First pull cut short"
    again = Watched(watched.app, watched.qtbot)
    assert again.status.pulled.whole is None


def test_a_pull_that_is_gone_on_with_is_cut_short_no_more(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    runs = a_whole_pull_elsewhere(watched, 1, material="interrupted", **CUT)
    watched.hear(RunsRead([a_pull_elsewhere(watched, "category", 0, "running"), *runs]))
    assert watched.chip == "Online · first pull under way"


def test_a_later_pull_that_was_cut_short_is_no_pull_either(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    before = a_whole_pull_elsewhere(watched, 6)
    watched.hear(RunsRead([*a_whole_pull_elsewhere(watched, 1, material="interrupted", **CUT), *before]))
    assert (watched.chip, watched.status.chip().role) == ("Pull cut short · pulled 6 min ago", Role.CHANGED)
    categories_only = a_whole_pull_elsewhere(watched, 1, material="", **CUT)
    watched.hear(RunsRead([*categories_only, *before]))
    assert watched.chip == "Online · pulled 6 min ago"
    watched.hear(RunsRead([*a_whole_pull_elsewhere(watched, 0), *categories_only, *before]))
    assert watched.chip == "Online · pulled just now"


def test_a_pull_that_was_cut_short_and_went_on_is_whole(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 6, material="interrupted", **CUT)))
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 1)))
    assert (watched.chip, watched.status.chip().role) == ("Online · pulled 1 min ago", Role.PROVED)
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 0.5, material="interrupted", **CUT)))
    watched.hear(PullFinished(PullReport([], 1.0)))
    assert watched.chip == "Online · pulled just now"


@pytest.mark.parametrize(
    "states", [{"material": "failed"} | CUT, {"material": ""} | CUT, {"service": "cancelled"}]
)
def test_a_first_pull_that_did_not_come_to_its_end_is_told(watched: Watched, states) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 1, **states)))
    assert (watched.chip, watched.status.chip().role) == ("Online · first pull unfinished", Role.CHANGED)


def test_a_first_pull_elsewhere_is_told_while_it_goes_on(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 1, material="running", **CUT)))
    assert (watched.chip, watched.status.chip().role) == ("Online · first pull under way", Role.ACCENT)


def test_what_servicetitan_does_not_allow_is_not_waited_for(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 3, equipment="refused")))
    assert watched.chip == "Online · pulled 3 min ago"


def test_what_ran_before_says_nothing_of_how_it_stands(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 3)))
    earlier = a_whole_pull_elsewhere(watched, 900, material="interrupted", **CUT)
    watched.app.engine.tell(RunsRead(earlier, older=True))
    watched.hear(ConnectionChanged(Connection.ONLINE))
    assert watched.chip == "Online · pulled 3 min ago"


def test_the_chip_is_not_green_while_servicetitan_is_not_reached(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(PullFinished(PullReport([], 1.0)))
    watched.now += timedelta(minutes=2)
    watched.hear(ActivityFailed("pull", RemoteUnavailable("It answered 503.")))
    watched.status.dismiss()
    chip = watched.status.chip()
    assert (chip.text, chip.role) == ("ServiceTitan not reached · pulled 2 min ago", Role.CHANGED)
    watched.hear(RunsRead(a_whole_pull_elsewhere(watched, 1)))
    assert watched.status.chip().role is Role.PROVED


def test_a_wait_that_servicetitan_asks_for_is_told_as_it_is(watched: Watched) -> None:
    watched.hear(Progress("push", "ServiceTitan asks to wait 8 s", 2, 5))
    assert watched.chip == "ServiceTitan asks to wait 8 s"
    watched.hear(Progress("push", "AF-1001", 3, 5))
    assert watched.chip == "Pushing 3 of 5…"


def test_the_built_in_database_is_nobody_elses(app: FakeApp) -> None:
    status = SyncStatus(EngineSignals(app.engine, app.edits), app.state, alone=True)
    words = []
    for connection in (Connection.SYNCING, Connection.ONLINE, Connection.OFFLINE):
        status.connection = connection
        words.append(status.hub_words())
    assert words == ["Local database: starting", "Local database: running", "Local database: not running"]


def test_the_last_pull_is_remembered(watched: Watched, qtbot) -> None:
    watched.hear(PullFinished(PullReport([], 1.0)))
    again = Watched(watched.app, qtbot)
    assert again.status.pulled.whole == watched.now


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress("pull", "materials", 3000, 6011), "Pulling 3,000 of 6,011 materials…"),
        (Progress("pull", "materials", 3000), "Pulling 3,000 materials…"),
        (Progress("push", "UN-1000", 12, 38), "Pushing 12 of 38…"),
        (Progress("replicate", "", 4000), "Catching up with the team 4,000…"),
    ],
)
def test_progress_is_told_in_numbers(watched: Watched, progress: Progress, words: str) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(progress)
    assert watched.chip == words


def test_what_a_person_asked_for_shows_before_the_engine_speaks(watched: Watched) -> None:
    watched.status.begin("pull")
    assert (watched.chip, watched.status.activity) == ("Pulling…", "pull")


def test_catching_up_ends_when_the_last_row_is_there(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(Progress("replicate", "", 2000, 4000))
    assert watched.status.activity == ""  # nothing that could be cancelled
    watched.hear(Progress("replicate", "", 4000, 4000))
    assert watched.chip == "Online"
    watched.hear(Progress("replicate", "", 3000))
    watched.hear(WorkspaceChanged(Changes(aspects=frozenset({Aspect.EVERYTHING}))))
    assert watched.chip == "Online"


def test_offline_says_that_editing_goes_on_and_coming_back_ends_it(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.OFFLINE, "The server does not answer."))
    assert watched.chip == "Offline: edits are kept here"
    notice = watched.status.notice
    assert notice is not None
    assert (notice.action, notice.role) == ("wake", Role.CHANGED)
    assert "Go on editing" in notice.text
    assert "does not answer" in notice.text
    watched.hear(ConnectionChanged(Connection.ONLINE))
    assert watched.status.notice is None


def test_a_closed_offline_banner_stays_closed_until_the_hub_was_reached(watched: Watched) -> None:
    watched.hear(ConnectionChanged(Connection.OFFLINE))
    watched.status.dismiss()
    watched.hear(ConnectionChanged(Connection.OFFLINE))
    assert watched.status.notice is None
    watched.hear(ConnectionChanged(Connection.ONLINE))
    watched.hear(ConnectionChanged(Connection.OFFLINE))
    assert watched.status.notice is not None


@pytest.mark.parametrize(
    ("error", "action", "role"),
    [
        (SignInFailed("The client secret is wrong."), "settings", Role.DANGER),
        (ScopeMissing("Materials are not allowed."), "settings", Role.DANGER),
        (RemoteUnavailable("It answered 500."), "pull", Role.CHANGED),
        (BadAnswer("It was cut off."), "pull", Role.CHANGED),
        (HubUnavailable("No answer."), "wake", Role.CHANGED),
    ],
)
def test_a_failed_pull_names_the_one_action_that_helps(watched: Watched, error, action, role) -> None:
    watched.status.begin("pull")
    watched.hear(ActivityFailed("pull", error))
    notice = watched.status.notice
    assert notice is not None
    assert (notice.action, notice.role, notice.text) == (action, role, str(error))
    assert watched.status.activity == ""


def test_a_refused_kind_is_named_though_the_others_came(watched: Watched) -> None:
    refused = KindReport(EntityKind.MATERIAL, IngestCounts(), refused=ScopeMissing("Materials."))
    watched.hear(PullFinished(PullReport([refused], 1.0)))
    assert watched.status.notice is not None
    assert "Materials." in watched.status.notice.text
    watched.status.begin("pull")
    assert watched.status.notice is None


def test_a_stopped_push_offers_to_push_again(watched: Watched) -> None:
    watched.hear(PushFinished(PushReport([], 3, 1.0, stopped=RemoteUnavailable("Gone."))))
    assert watched.status.notice is not None
    assert watched.status.notice.action == "push"


def test_what_passes_is_said_once(watched: Watched, qtbot) -> None:
    with qtbot.waitSignal(watched.status.told) as said:
        watched.app.engine.tell(ActivityFailed("pull", LeaseHeld("Luis pulls.")))
    assert "Luis pulls." in said.args[0]
    with qtbot.waitSignal(watched.status.told) as said:
        watched.app.engine.tell(ActivityFailed("push", LaziError(), cancelled=True))
    assert said.args[0] == "Push stopped. What was not sent waits until you push again."
    assert watched.status.notice is None


def test_an_unknown_problem_is_handed_on(watched: Watched, qtbot) -> None:
    error = LaziError("Nothing was lost.", title="The pull failed")
    with qtbot.waitSignal(watched.status.failed) as failed:
        watched.app.engine.tell(ActivityFailed("pull", error))
    assert failed.args == [error]


def test_the_tripwire_asks_and_knows_whether_the_pull_was_full(watched: Watched, qtbot) -> None:
    watched.status.begin("pull", full=True)
    with qtbot.waitSignal(watched.status.stopped_to_ask) as asked:
        watched.app.engine.tell(ActivityFailed("pull", PullStopped("130 of 6,011 are missing.")))
    assert asked.args[1] is True


def test_events_told_on_another_thread_arrive_on_this_one(watched: Watched, qtbot) -> None:
    heard = []
    watched.signals.progressed.connect(lambda progress: heard.append((progress, threading.current_thread())))
    event = Progress("pull", "materials", 1, 2)
    thread = threading.Thread(target=lambda: watched.app.engine.tell(event))
    thread.start()
    qtbot.waitUntil(lambda: bool(heard))
    thread.join()
    assert heard == [(event, threading.current_thread())]


def test_what_replication_brings_is_announced_like_an_edit(watched: Watched, qtbot) -> None:
    changes = Changes(frozenset({EntityKey(key_of("UN-1"))}), frozenset({Aspect.FIELDS}))
    with qtbot.waitSignal(watched.app.edits.changed) as announced:
        watched.app.engine.tell(WorkspaceChanged(changes))
    assert announced.args == [changes, None]
