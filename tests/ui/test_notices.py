"""What a person should read without being stopped: a restored database, a clock, a version, a recovered workspace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lazi_desktop.domain.errors import HubSchemaMismatch, HubUnavailable, LaziError, PullStopped, SignInFailed
from lazi_desktop.domain.update_news import UpdateNews, UpdateState
from lazi_desktop.ports.engine import ActivityFailed, Connection, ConnectionChanged, HubRestored
from lazi_desktop.store.hub.schema import judge
from lazi_desktop.ui.shell.banner import Banner
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.theme.tokens import Role
from tests.fakes.ui_fakes import FakeApp


class Reader:
    """Somebody who looks at the banner."""

    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        self.status = SyncStatus(self.signals, app.state)
        self.banner = Banner(self.status)
        qtbot.addWidget(self.banner)

    def hear(self, event) -> None:
        with self.qtbot.waitSignal(self.status.changed):
            self.app.engine.tell(event)

    @property
    def words(self) -> str:
        return self.banner.words.text() if not self.banner.isHidden() else ""


@pytest.fixture
def reader(app: FakeApp, qtbot) -> Reader:
    return Reader(app, qtbot)


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        (
            12,
            "The shared database went back to an earlier state; your 12 edits made since were offered again.",
        ),
        (1, "The shared database went back to an earlier state; your edit made since was offered again."),
        (0, "The shared database went back to an earlier state. None of your edits was lost."),
    ],
)
def test_a_restored_database_says_what_became_of_the_edits_since(reader: Reader, edits, words) -> None:
    reader.hear(HubRestored(edits))
    assert reader.words == words
    reader.hear(ConnectionChanged(Connection.ONLINE))
    assert reader.words == words  # to be read, not to flash by
    reader.banner.close_button.click()
    assert reader.words == ""
    reader.hear(HubRestored(edits))
    assert reader.words == words  # again: it was restored once more


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (420.0, "This computer's clock is 7 minutes ahead of the database's."),
        (-3600.0, "This computer's clock is 60 minutes behind the database's."),
        (31_536_000.0, "This computer's clock is 8,760 hours ahead of the database's."),
    ],
)
def test_a_clock_that_is_off_is_noted(reader: Reader, ahead: float, words: str) -> None:
    reader.hear(ConnectionChanged(Connection.ONLINE, clock_ahead=ahead))
    assert reader.words.startswith(words)
    assert "Nothing depends on it" in reader.words
    reader.hear(ConnectionChanged(Connection.ONLINE, clock_ahead=0.4))
    assert reader.words == ""


def test_a_clock_note_that_was_closed_stays_closed_until_the_clock_was_right(reader: Reader) -> None:
    reader.hear(ConnectionChanged(Connection.ONLINE, clock_ahead=420))
    reader.banner.close_button.click()
    reader.hear(ConnectionChanged(Connection.ONLINE, clock_ahead=540))
    assert reader.words == ""
    reader.hear(ConnectionChanged(Connection.ONLINE))
    reader.hear(ConnectionChanged(Connection.ONLINE, clock_ahead=540))
    assert "9 minutes" in reader.words


def test_a_few_seconds_are_nothing_to_tell(reader: Reader) -> None:
    reader.hear(ConnectionChanged(Connection.ONLINE, clock_ahead=-240))
    assert reader.words == ""


@pytest.mark.parametrize(
    ("sentence", "step"),
    [
        ("The shared database is newer (0002) than this program (0001): update LAZI Desktop.", "update LAZI"),
        (
            "The shared database is older (0001) than this program (0002): lazi-desktop db upgrade",
            "db upgrade.",
        ),
    ],
)
def test_a_program_that_does_not_fit_names_the_step_and_editing_goes_on(
    reader: Reader, sentence, step
) -> None:
    error = HubSchemaMismatch(sentence)
    reader.hear(ConnectionChanged(Connection.OFFLINE, error.detail, error))
    assert step in reader.words
    assert "Editing goes on" in reader.words
    assert reader.app.edits.may_edit
    assert not reader.banner.action.isHidden()
    reader.hear(ConnectionChanged(Connection.ONLINE))
    assert reader.words == ""


NEW = UpdateNews(
    state=UpdateState.READY, installed="0.1.0", kind="tarball", version="0.2.0", hub_revision="0009"
)


def too_old(found: str = "0009") -> HubSchemaMismatch:
    """As the shared database's own check says it to an older program."""
    with pytest.raises(HubSchemaMismatch) as raised:
        judge(found, found).demand()
    return raised.value


def told(reader: Reader, **other) -> None:
    with reader.qtbot.waitSignal(reader.status.changed):
        reader.status.take_update(replace(NEW, **other))


def test_a_new_version_that_is_ready_is_a_quiet_line(reader: Reader) -> None:
    told(reader)
    assert reader.words == "Version 0.2.0 is ready. It is installed when you close LAZI Desktop."
    assert reader.banner.action.text() == "Show settings"
    reader.banner.close_button.click()
    told(reader, state=UpdateState.LOOKING)
    told(reader)
    assert reader.words == ""
    told(reader, version="0.3.0")
    assert "0.3.0" in reader.words


@pytest.mark.parametrize(
    ("kind", "words"), [("deb", "Version 0.2.0 is there. On this computer IT installs it."), ("", "")]
)
def test_what_somebody_else_installs_is_told_where_somebody_installed_it(reader: Reader, kind, words) -> None:
    told(reader, state=UpdateState.FOR_IT, kind=kind)
    assert reader.words == words


@pytest.mark.parametrize("state", [*set(UpdateState) - {UpdateState.READY, UpdateState.FOR_IT}])
def test_everything_else_about_new_versions_disturbs_nobody(reader: Reader, state: UpdateState) -> None:
    told(reader, state=state, error=LaziError("Nobody answers."))
    assert reader.words == ""


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (UpdateState.READY, "close LAZI Desktop, which installs it."),
        (UpdateState.FETCHING, "it is being fetched."),
        (UpdateState.FOR_IT, "let IT install it."),
        (UpdateState.OFFERED, "look for it in Settings › Updates."),
    ],
)
@pytest.mark.parametrize("update_first", [False, True])
def test_a_database_that_is_too_new_names_the_version_it_needs(
    reader: Reader, state: UpdateState, step: str, update_first: bool
) -> None:
    error = too_old()
    mismatch = ConnectionChanged(Connection.OFFLINE, error.detail, error)
    if update_first:
        told(reader, state=state)
        reader.hear(mismatch)
    else:
        reader.hear(mismatch)
        assert "0.2.0" not in reader.words
        told(reader, state=state)
    assert (
        f"update LAZI Desktop. The team's database needs version 0.2.0: {step} Editing goes on"
        in reader.words
    )
    reader.hear(ConnectionChanged(Connection.ONLINE))
    assert "needs version" not in reader.words


def test_a_version_that_would_not_fit_either_is_not_named(reader: Reader) -> None:
    error = too_old("0010")
    told(reader)
    reader.hear(ConnectionChanged(Connection.OFFLINE, error.detail, error))
    assert "needs version" not in reader.words


def test_a_database_that_is_too_old_asks_for_no_new_program(reader: Reader) -> None:
    with pytest.raises(HubSchemaMismatch) as older:
        judge("0000", "0000").demand()
    told(reader)
    reader.hear(ConnectionChanged(Connection.OFFLINE, older.value.detail, older.value))
    assert "needs version" not in reader.words
    assert "db upgrade" in reader.words


def test_a_recovered_workspace_stays_told_until_it_is_read(reader: Reader) -> None:
    recovered = "It was damaged. All 3 edits that were not yet shared were recovered."
    reader.status.mind(LaziError(recovered, title="About your local workspace"))
    reader.hear(ConnectionChanged(Connection.OFFLINE, "", HubUnavailable("No answer.")))
    reader.hear(ConnectionChanged(Connection.ONLINE))
    assert "All 3 edits" in reader.words


def test_what_happened_to_the_workspace_on_the_way_is_a_banner_too(reader: Reader) -> None:
    error = LaziError("It goes on as a new device.", title="About your local workspace")
    reader.hear(ActivityFailed("replicate", error))
    assert reader.words == "About your local workspace. It goes on as a new device."


def test_two_words_about_the_workspace_are_both_read(reader: Reader) -> None:
    reader.status.mind(LaziError("It was damaged."))
    reader.hear(ActivityFailed("replicate", LaziError("It goes on as a new device.")))
    assert "new device" in reader.words
    reader.banner.close_button.click()
    assert "damaged" in reader.words


def test_the_most_urgent_is_shown_and_closing_it_uncovers_the_next(reader: Reader) -> None:
    reader.hear(ConnectionChanged(Connection.ONLINE, clock_ahead=420))
    reader.hear(HubRestored(2))
    reader.hear(ActivityFailed("pull", SignInFailed("The client secret is wrong.")))
    shown = []
    while reader.words:
        shown.append(reader.words.split(" ")[0])
        reader.banner.close_button.click()
    assert shown == ["ServiceTitan", "The", "This"]


def test_a_scheduled_pull_that_stops_to_ask_opens_no_dialog_and_leads_to_activity(reader: Reader) -> None:
    asked = []
    reader.status.stopped_to_ask.connect(lambda *given: asked.append(given))
    reader.hear(ActivityFailed("pull", PullStopped("130 of 6,011 materials are missing.")))
    assert asked == []
    notice = reader.status.notice
    assert notice is not None
    assert (notice.action, notice.role) == ("activity", Role.DANGER)
    assert reader.banner.action.text() == "Show Activity"
