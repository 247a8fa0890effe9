"""Where syncing stands, in words: the state chip, the progress, and the banner that names the one thing that helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal

from lazi_desktop.domain.errors import (
    AppKeyRefused,
    ConfigurationProblem,
    HubRefused,
    HubSchemaMismatch,
    HubUnavailable,
    LaziError,
    LeaseHeld,
    PullStopped,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.domain.update_news import UpdateNews, UpdateState
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    HubRestored,
    Progress,
    PullReport,
    PushReport,
    RunsRead,
    ScheduledJob,
)
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.last_pull import LastPull
from lazi_desktop.ui.sync.status_words import (
    clock_words,
    ended,
    restored_words,
    stopped_words,
    unfit_words,
    update_words,
)
from lazi_desktop.ui.theme.tokens import Role

PULL, PUSH, REPLICATE, LISTS = "pull", "push", "replicate", "lists"
RESTORED, CLOCK, WORKSPACE, PASSWORD, UPDATE = "restored", "clock", "workspace", "password", "update"
CLOCK_OFF_SECONDS = 300.0
_WAITS = "ServiceTitan asks to wait"  # how the engine's sentence about a rate limit begins
_NOT_ALLOWED = (
    SignInFailed,
    AppKeyRefused,
    TenantRefused,
    ConfigurationProblem,
    HubRefused,
    HubSchemaMismatch,
)


_URGENCY = (Role.NEUTRAL, Role.PROVED, Role.ACCENT, Role.CHANGED, Role.DANGER)


@dataclass(frozen=True, slots=True)
class ChipState:
    text: str
    role: Role
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A banner. `action` is "pull", "push", "settings", "activity", "wake", "password" or "".

    `about` tells what ends it."""

    text: str
    role: Role
    about: str
    action: str = ""


class SyncStatus(QObject):
    """`changed` follows everything that the toolbar, the banner and the status bar show of syncing."""

    changed = Signal()
    stopped_to_ask = Signal(object, bool)
    """The tripwire: PullStopped, and whether the pull was a full one."""
    first_pull_told = Signal(str)
    """Why something may still be missing; "" where the pricebook was read as a whole, or nobody knows."""
    told = Signal(str)
    """Something that passes: nothing to keep on screen."""
    failed = Signal(object)
    """A LaziError that no banner shows."""

    def __init__(
        self,
        signals: EngineSignals,
        state: QSettings,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        alone: bool = False,
    ) -> None:
        """`alone`: the database is the built-in one, of one person on this computer."""
        super().__init__()
        self._alone = alone
        self._full = False
        self.connection = Connection.SYNCING
        self._refused = False
        self._unreached = False
        self.pulled = LastPull(state, now)
        self.progress: Progress | None = None
        self.catching_up: Progress | None = None
        self._asked: set[str] = set()
        self._notices: dict[str, Notice] = {}
        self._dismissed: dict[str, Notice] = {}
        self._update: UpdateNews | None = None
        self._unfit: HubSchemaMismatch | None = None
        """Why there is no exchange, while program and database do not fit."""
        signals.progressed.connect(self._on_progressed)
        signals.connection_changed.connect(self._on_connection_changed)
        signals.pull_finished.connect(self._on_pull_finished)
        signals.push_finished.connect(self._on_push_finished)
        signals.replicated.connect(self._on_replicated)
        signals.failed.connect(self._on_failed)
        signals.ended.connect(self._on_ended)
        signals.hub_restored.connect(self._on_hub_restored)
        signals.runs_read.connect(self._on_runs_read)
        signals.team_read.connect(self._on_team_read)
        signals.schedule_changed.connect(self._on_schedule_changed)
        self.changed.connect(self._tell_of_first_pull)

    @property
    def notice(self) -> Notice | None:
        """The most urgent one; of those alike, the newest."""
        shown = sorted(self._notices.values(), key=lambda notice: _URGENCY.index(notice.role))
        return shown[-1] if shown else None

    @property
    def activity(self) -> str:
        """ "pull" or "push" while one runs, which is what can be cancelled."""
        return self.progress.activity if self.progress is not None else ""

    def begin(self, activity: str, *, full: bool = False) -> None:
        """A person asked for it; says so before the engine does."""
        self._full = full
        self._asked.add(activity)
        self.progress = Progress(activity, "", 0)
        self._end_notice(activity)
        self.changed.emit()

    def dismiss(self) -> None:
        notice = self.notice
        if notice is not None:
            self._dismissed[notice.about] = self._notices.pop(notice.about)
        self.changed.emit()

    def mind(self, problem: LaziError) -> None:
        """Something about the workspace that a person should have read: it stays until they close it."""
        self._tell_of_workspace(problem)
        self.changed.emit()

    def take_update(self, news: UpdateNews) -> None:
        """What is known of a new version of the program. While one is looked for or fetched, the last word stands."""
        if self._update is not None and self._update.state is news.state is UpdateState.FETCHING:
            return
        self._update = news
        if self._unfit is not None:
            self._notify(self._no_exchange(self._unfit))
        if news.state in (UpdateState.LOOKING, UpdateState.FETCHING):
            pass
        elif words := update_words(news):
            self._notify(Notice(words, Role.ACCENT, UPDATE, "settings"))
        else:
            self._end_notice(UPDATE)
        self.changed.emit()

    def chip(self) -> ChipState:
        if self.progress is not None:
            return ChipState(progress_text(self.progress), Role.ACCENT)
        if self.catching_up is not None:
            return ChipState(progress_text(self.catching_up), Role.ACCENT)
        if self.connection is Connection.OFFLINE and self._refused:
            return ChipState(self.tr("Not syncing: edits are kept here"), Role.DANGER)
        if self.connection is Connection.OFFLINE:
            return ChipState(self.tr("Offline: edits are kept here"), Role.CHANGED)
        if self.connection is Connection.SYNCING:
            syncing = self.tr("Starting…") if self._alone else self.tr("Syncing with the team…")
            return ChipState(syncing, Role.ACCENT)
        return ChipState(*self.pulled.chip(unreached=self._unreached))

    def _tell_of_first_pull(self) -> None:
        self.first_pull_told.emit(self.pulled.why_incomplete(pulling=self.activity == PULL))

    def database_words(self) -> str:
        return self.tr("the local database") if self._alone else self.tr("the shared database")

    def no_keys_words(self) -> str:
        """For a computer that neither pulls nor pushes: who does."""
        if self.pulled.puller:
            words = self.tr("This computer has no ServiceTitan keys; {device} pulls and pushes for the team.")
            return words.format(device=self.pulled.puller)
        return self.tr("This computer has no ServiceTitan keys; another one of the team pulls and pushes.")

    def sender_words(self) -> str:
        """Which computer sends what is submitted on one without keys; a sentence may begin with it."""
        return self.pulled.puller or self.tr("Another computer of the team")

    def hub_words(self) -> str:
        if self._alone:
            return {
                Connection.OFFLINE: self.tr("Local database: not running"),
                Connection.SYNCING: self.tr("Local database: starting"),
                Connection.ONLINE: self.tr("Local database: running"),
            }[self.connection]
        return {
            Connection.OFFLINE: self.tr("Shared database: offline"),
            Connection.SYNCING: self.tr("Shared database: syncing"),
            Connection.ONLINE: self.tr("Shared database: connected"),
        }[self.connection]

    # ----------------------------------------------------------------------------------------------- the engine speaks

    def _on_progressed(self, progress: Progress) -> None:
        if progress.activity == REPLICATE:
            caught_up = progress.total is not None and progress.done >= progress.total
            self.catching_up = None if caught_up else progress
        else:
            self.progress = progress
        self.changed.emit()

    def _on_replicated(self) -> None:
        """A snapshot, whose end nobody knows beforehand, is told as one change when it is there."""
        if self.catching_up is not None and self.catching_up.total is None:
            self.catching_up = None
            self.changed.emit()

    def _on_connection_changed(self, event: ConnectionChanged) -> None:
        self.connection = event.connection
        self._unfit = event.error if isinstance(event.error, HubSchemaMismatch) else None
        if event.connection is Connection.OFFLINE:
            offline = (
                self.tr(
                    "The local database does not answer. Go on editing: everything is kept and sent later."
                )
                if self._alone
                else self.tr(
                    "The shared database cannot be reached. Go on editing: everything is kept here and sent later."
                )
            )
            self.catching_up = None
            self._refused = event.error is not None and not isinstance(event.error, HubUnavailable)
            if event.error is None or isinstance(event.error, HubUnavailable):
                self._notify(Notice(_joined(offline, event.detail), Role.CHANGED, "hub", "wake"))
            else:
                self._notify(self._no_exchange(event.error))
        elif event.connection is Connection.ONLINE:
            self.catching_up = None
            self._dismissed.pop("hub", None)
            self._end_notice("hub")
            self._look_at_clock(event.clock_ahead)
            self._look_at_password(owed=event.owes_password)
        self.changed.emit()

    def _look_at_password(self, *, owed: bool) -> None:
        if owed:
            words = self.tr("You came in with a password that somebody else knows. Choose your own.")
            self._notify(Notice(words, Role.ACCENT, PASSWORD, PASSWORD))
        else:
            self._end_notice(PASSWORD)
            self._dismissed.pop(PASSWORD, None)

    def _on_team_read(self, event: TeamRead) -> None:
        if event.deed is TeamDeed.CHANGE_MY_PASSWORD and event.error is None:
            self._look_at_password(owed=False)
            self.changed.emit()

    def _look_at_clock(self, ahead: float) -> None:
        """A clock that is off decides nothing, but the times that are shown are wrong."""
        if abs(ahead) < CLOCK_OFF_SECONDS:
            self._end_notice(CLOCK)
            self._dismissed.pop(CLOCK, None)
            return
        if CLOCK not in self._dismissed:
            self._notify(Notice(clock_words(ahead), Role.ACCENT, CLOCK))

    def _on_hub_restored(self, event: HubRestored) -> None:
        self._dismissed.pop(RESTORED, None)
        self._notify(Notice(restored_words(event.offered_again, alone=self._alone), Role.CHANGED, RESTORED))
        self.changed.emit()

    def _no_exchange(self, error: LaziError) -> Notice:
        """The hub is there, but there is no exchange with it."""
        if isinstance(error, HubSchemaMismatch):
            goes_on = self.tr("Editing goes on: everything is kept here and sent as soon as both fit.")
            step = unfit_words(error, self._update)
            return Notice(
                _joined(ended(error.detail or error.title), step, goes_on), Role.DANGER, "hub", "wake"
            )
        text = f"{_sentence(error)} {self.tr('Your edits are kept here.')}"
        if isinstance(error, HubRefused | ConfigurationProblem):
            return Notice(text, Role.DANGER, "hub", "settings")
        return Notice(text, Role.DANGER, "hub", "wake")

    def _on_pull_finished(self, report: PullReport) -> None:
        self.progress = None
        self._asked.discard(PULL)
        self._unreached = False
        self.pulled.finished()
        self._end_notice(PULL)
        refused = [kind.refused for kind in report.kinds if kind.refused is not None]
        if refused:
            self._notify(Notice(_sentence(refused[0]), Role.DANGER, PULL, "settings"))
        self.changed.emit()

    def _on_runs_read(self, event: RunsRead) -> None:
        if event.error is not None or event.older:
            return
        if self.pulled.take_runs(event.runs):
            self._unreached = False
        self.changed.emit()  # the chip's "2 min ago" grows older together with the list's

    def _on_schedule_changed(self, jobs: Sequence[ScheduledJob]) -> None:
        self.pulled.take_schedule(jobs)
        self.changed.emit()

    def _on_push_finished(self, report: PushReport) -> None:
        self.progress = None
        self._asked.discard(PUSH)
        self._end_notice(PUSH)
        if report.fields and report.stopped is None:
            self._unreached = False
        if report.stopped is not None:
            self._show_failure(PUSH, report.stopped)
        self.changed.emit()

    def _on_failed(self, event: ActivityFailed) -> None:
        if self.activity == event.activity:
            self.progress = None
        if event.cancelled:
            self.told.emit(
                self.tr("Pull stopped. What came in before is kept.")
                if event.activity == PULL
                else self.tr("Push stopped. What was not sent waits until you push again.")
            )
        elif isinstance(event.error, PullStopped) and event.activity in self._asked:
            self.stopped_to_ask.emit(event.error, self._full)
        else:
            self._show_failure(event.activity, event.error)
        self._asked.discard(event.activity)
        self.changed.emit()

    def _on_ended(self, activity: str) -> None:
        if self.activity == activity and activity not in self._asked:
            self.progress = None
            self.changed.emit()

    def _show_failure(self, activity: str, error: LaziError) -> None:
        self._unreached = self._unreached or isinstance(error, RemoteUnavailable)
        if isinstance(error, LeaseHeld):
            self.told.emit(_sentence(error))
        elif isinstance(error, PullStopped):  # nobody waits for it: the question stands in Activity
            self._notify(Notice(stopped_words(error), Role.DANGER, activity, "activity"))
        elif isinstance(error, HubUnavailable):
            self._notify(Notice(_sentence(error), Role.CHANGED, "hub", "wake"))
            if activity == PULL and PULL in self._asked:  # the notice may stand there already, or be closed
                self.told.emit(_sentence(error))
        elif isinstance(error, (*_NOT_ALLOWED, ScopeMissing)):
            self._notify(Notice(_sentence(error), Role.DANGER, activity, "settings"))
        elif error.may_retry:
            again = activity if activity in (PULL, PUSH) else "wake"
            self._notify(Notice(_sentence(error), Role.CHANGED, activity, again))
        elif activity == REPLICATE:
            self._tell_of_workspace(error)
        else:
            self.failed.emit(error)

    def _tell_of_workspace(self, error: LaziError) -> None:
        """Each stands for itself: none replaces another before it was read."""
        text = _sentence(error)
        self._notify(Notice(text, Role.CHANGED, f"{WORKSPACE}: {text}"))

    def _notify(self, notice: Notice) -> None:
        """The hub is tried again and again: what a person has closed stays closed until it was reached."""
        if notice != self._dismissed.get(notice.about):
            self._notices.pop(notice.about, None)
            self._notices[notice.about] = notice

    def _end_notice(self, about: str) -> None:
        self._notices.pop(about, None)


def is_wait(progress: Progress) -> bool:
    """ServiceTitan has asked to slow down, and the text says so."""
    return progress.text.startswith(_WAITS)


def progress_text(progress: Progress) -> str:
    """`Pulling 3,000 of 6,011 materials…`, with what is known; a wait is told in the engine's words."""
    if is_wait(progress):
        return progress.text
    words = {
        PULL: QCoreApplication.translate("SyncStatus", "Pulling"),
        PUSH: QCoreApplication.translate("SyncStatus", "Pushing"),
        REPLICATE: QCoreApplication.translate("SyncStatus", "Catching up with the team"),
        LISTS: QCoreApplication.translate("SyncStatus", "Pulling lists"),
    }
    what = progress.text if progress.activity == PULL else ""
    if progress.total:
        text = QCoreApplication.translate("SyncStatus", "{words} {done} of {total} {what}").format(
            words=words[progress.activity], done=whole(progress.done), total=whole(progress.total), what=what
        )
    else:
        done = whole(progress.done) if progress.done else ""
        text = _joined(words[progress.activity], done, what)
    return f"{text.strip()}…"


def _sentence(error: LaziError) -> str:
    return str(error)


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
