"""The sync engine as the window and the command line see it: start something, hear what happens, stop it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.ops import Changes, OpKind, OpOutcome, Subject
from lazi_desktop.domain.team import Level, TeamSettings
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.audit import AuditPeopleRead, AuditRead
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.hub_push import CreateQuestion
from lazi_desktop.ports.hub_runs import AttemptRow, Pulled, RunRow
from lazi_desktop.ports.ledger import PulledCounted, PulledRead, PushesRead, PushResultsRead
from lazi_desktop.ports.pictures import PictureSource
from lazi_desktop.ports.push import PreviewProgress, PreviewRead, PushMoved, PushPaused
from lazi_desktop.ports.push import PushedField as PushedField
from lazi_desktop.ports.push import PushReport as PushReport
from lazi_desktop.ports.push import PushResult as PushResult
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.ports.team import TeamRead

# ------------------------------------------------------------------------------------------------------- what it tells


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` entities; `total` is None while nobody knows. `text` says what is being done, for a person."""

    activity: str
    """"pull", "push", "replicate" or "lists"."""
    text: str
    done: int
    total: int | None = None


class Connection(StrEnum):
    OFFLINE = "offline"  # the hub does not answer; editing goes on
    SYNCING = "syncing"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class ConnectionChanged:
    connection: Connection
    detail: str = ""
    error: LaziError | None = None
    """Why there is no exchange; with OFFLINE."""
    level: str = ""
    """What the hub lets this person do; with ONLINE."""
    me: str = ""
    """The name under which the hub shows this person's edits; with ONLINE."""
    clock_ahead: float = 0.0
    """By how many seconds this computer's clock is ahead of the hub's (behind: negative); with ONLINE, for showing
    only. 0 where the hub did not tell its time."""
    team: TeamSettings | None = None
    """What holds for everybody in the tenant; with ONLINE."""
    owes_password: bool = False
    """This person came in with a password that somebody else knows; with ONLINE."""


@dataclass(frozen=True, slots=True)
class WorkspaceChanged:
    """Replication brought changes in. Not sent for a person's own edits."""

    changes: Changes


@dataclass(frozen=True, slots=True)
class RefusedOp:
    """What the hub did not take. The ledger keeps it; what is shown no longer has it.

    An acceptance that somebody's answer had come before is among them, with the outcome that it had: its edits stand.
    """

    op_kind: OpKind
    entity_key: EntityKey
    kind: Subject
    code: str
    field: str
    """Empty where it was no edit of a field: "send these"."""
    value: Value
    outcome: OpOutcome
    reason: str
    change_set: UUID | None = None
    """The one that it was about, or was to be filed under."""
    set_name: str = ""


@dataclass(frozen=True, slots=True)
class OpsRefused:
    """Told once for each refusal."""

    refused: Sequence[RefusedOp]


@dataclass(frozen=True, slots=True)
class KindReport:
    kind: EntityKind
    counts: IngestCounts
    full: bool = False
    """Everything was read, not only what changed."""
    unreadable: int = 0
    unknown_members: int = 0
    gone: int = 0
    """ServiceTitan does not have them any more: two full readings did not name them, and they do not answer."""
    refused: LaziError | None = None
    """Set when this kind could not be pulled (a scope refused) and the others went on."""


@dataclass(frozen=True, slots=True)
class PullReport:
    kinds: Sequence[KindReport]
    seconds: float

    @property
    def full(self) -> bool:
        return all(report.full for report in self.kinds)

    @property
    def counts(self) -> IngestCounts:
        return sum((report.counts for report in self.kinds), IngestCounts())


@dataclass(frozen=True, slots=True)
class HubRestored:
    """The hub went back to an earlier state, and the exchange is in order again.

    `offered_again` edits that this desktop had shared since were offered to it once more; 0 where it lacked none.
    Told once for each restore, by whichever exchange ends the recovery.
    """

    offered_again: int


@dataclass(frozen=True, slots=True)
class PullFinished:
    report: PullReport


@dataclass(frozen=True, slots=True)
class PushFinished:
    report: PushReport


@dataclass(frozen=True, slots=True)
class ActivityFailed:
    activity: str
    error: LaziError
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ActivityEnded:
    """What began by itself is over, however it went: there is no more progress to show."""

    activity: str


@dataclass(frozen=True, slots=True)
class RunsRead:
    """What ran, the newest first; `older` where it continues an earlier answer. `error` where it could not be read."""

    runs: Sequence[RunRow]
    older: bool = False
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class AttemptsRead:
    run_id: UUID
    attempts: Sequence[AttemptRow]
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class RulesRead:
    rules: Sequence[ConflictRule]
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class QuestionsRead:
    """Creates that wait for a person's answer. `answered` names the question that was just answered; `counts` is False
    where that came too late."""

    questions: Sequence[CreateQuestion]
    error: LaziError | None = None
    answered: UUID | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """What happened to an entity, the newest first; `before` which number, None from the start; `more` where there is
    still more. `error` where it could not be read."""

    key: EntityKey
    records: Sequence[Recorded]
    before: int | None = None
    more: bool = False
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class ViewsRead:
    """The team's saved views, None where they could not be read; `error` also where a change of them was refused."""

    views: Sequence[SavedView] | None
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class ScheduledJob:
    """`next_at` is None where it never runs here; `paused` says why it waits ("on battery"), "" where it does not."""

    name: str
    title: str
    cron: str
    next_at: datetime | None
    paused: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleChanged:
    jobs: Sequence[ScheduledJob]


EngineEvent = (
    Progress
    | ConnectionChanged
    | RunsRead
    | AttemptsRead
    | PushesRead
    | PushResultsRead
    | PulledCounted
    | PulledRead
    | RulesRead
    | QuestionsRead
    | HistoryRead
    | AuditRead
    | AuditPeopleRead
    | TeamRead
    | ViewsRead
    | ScheduleChanged
    | WorkspaceChanged
    | HubRestored
    | OpsRefused
    | PullFinished
    | PushFinished
    | PushMoved
    | PushPaused
    | PreviewProgress
    | PreviewRead
    | ActivityFailed
    | ActivityEnded
)


# -------------------------------------------------------------------------------------------------------- what it does


class SyncEngine(PictureSource, Protocol):
    """Runs in its own thread; every method may be called from any thread and returns at once.

    What comes of it is told to the listeners, on the engine's thread.
    """

    def listen(self, listener: Callable[[EngineEvent], None]) -> None: ...

    def pull(self, *, full: bool = False, accept: bool = False) -> None:
        """`accept` goes on where the tripwire stopped the last pull."""

    def push(self) -> None:
        """Sends what was submitted: uploads the ledger first, then pushes the queue."""

    def preview(self, op_ids: Collection[UUID]) -> None:
        """What a push of these edits would do, by ServiceTitan as it is now. Answered by PreviewRead, PreviewProgress
        before; a new one ends the last. `cancel("preview")` ends it."""

    def pause(self, activity: str) -> None:
        """Between two requests of a push, until `resume`. Answered by PushPaused."""

    def resume(self, activity: str) -> None: ...

    def wake(self) -> None:
        """A person edited something: exchange with the hub soon."""

    def cancel(self, activity: str) -> None: ...

    def read_runs(self, *, before: datetime | None = None) -> None:
        """Answered by RunsRead."""

    def read_attempts(self, run_id: UUID) -> None:
        """Answered by AttemptsRead."""

    def read_pushes(self, *, before: datetime | None = None) -> None:
        """Answered by PushesRead."""

    def read_push_results(self, run_id: UUID) -> None:
        """Answered by PushResultsRead."""

    def count_pulled(self, run_ids: Sequence[UUID]) -> None:
        """Answered by PulledCounted."""

    def read_pulled(self, run_ids: Sequence[UUID], what: Pulled, *, skip: int = 0) -> None:
        """Answered by PulledRead."""

    def read_history(self, key: EntityKey, *, before: int | None = None) -> None:
        """Answered by HistoryRead."""

    def read_kit_history(self, kit: KitId, *, before: int | None = None) -> None:
        """What happened to any part of a kit. Answered by HistoryRead, whose `key` is the kit's."""

    def read_audit(self, wanted: AuditFilter, *, after: AuditPlace | None = None) -> None:
        """Answered by AuditRead."""

    def read_audit_people(self) -> None:
        """Answered by AuditPeopleRead."""

    def read_team(self) -> None:
        """Answered by TeamRead, as all that follows about the team."""

    def invite(self, login: str, name: str, level: Level, password: str) -> None: ...

    def change_member(self, login: str, name: str, level: Level) -> None: ...

    def disable_member(self, login: str) -> None: ...

    def enable_member(self, login: str) -> None: ...

    def renew_password(self, login: str, password: str) -> None: ...

    def change_my_password(self, password: str) -> None:
        """Connections that are open stay so; whoever opens new ones has to know it."""

    def reassign(self, login: str, to_login: str) -> None: ...

    def put_team_settings(self, settings: TeamSettings, shown: TeamSettings) -> None:
        """Those that are something else than in `shown`."""

    def read_views(self) -> None:
        """Answered by ViewsRead."""

    def put_view(self, view: SavedView) -> None:
        """Answered by ViewsRead."""

    def drop_view(self, tree: Tree, name: str) -> None:
        """Answered by ViewsRead."""

    def read_rules(self) -> None:
        """Answered by RulesRead."""

    def put_rule(self, rule: ConflictRule) -> None:
        """Answered by RulesRead."""

    def drop_rule(self, rule_id: UUID) -> None:
        """Answered by RulesRead."""

    def read_questions(self) -> None:
        """Answered by QuestionsRead."""

    def answer_create(self, question_id: UUID, remote_id: int | None) -> None:
        """It became that one, or None: none of those found. Answered by QuestionsRead."""

    def stop(self) -> None:
        """Ends everything in good order and waits for it."""
