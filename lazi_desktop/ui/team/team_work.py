"""What is known of the team, what is being done about whom, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QSettings, Signal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.team import Level, Member, MemberState, Team
from lazi_desktop.ports.engine import SyncEngine
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.team.last_read import LastRead
from lazi_desktop.ui.team.words import doing_words, done_words, refused_words


@dataclass(frozen=True, slots=True)
class Told:
    """What is said beside somebody's row."""

    words: str
    problem: bool = False
    waits: bool = False
    done: TeamDeed | None = None

    def holds_for(self, member: Member) -> bool:
        """False once they came in, or chose their own password: then it is said no more."""
        if self.done is TeamDeed.INVITE:
            return member.state is MemberState.INVITED
        return self.done is not TeamDeed.RENEW_PASSWORD or member.owes_password


class TeamWork(QObject):
    """`changed()`: something else is to be shown. `done(TeamRead)`: what a person asked for was done;
    `refused(TeamRead)`: it was not."""

    changed = Signal()
    done = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        engine: SyncEngine,
        signals: EngineSignals,
        state: QSettings,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._engine = engine
        self._kept = LastRead(state)
        self._now = now
        self._told: dict[str, Told] = {}
        self._under_way: dict[str, TeamDeed] = {}
        """By login; "" for one's own password."""
        self._then: dict[str, Callable[[], None]] = {}
        self.error: LaziError | None = None
        """Why the team cannot be read now."""
        self.is_reading = False
        self.is_now = False
        """What is known was read in this run, and nothing has failed since."""
        kept = self._kept.read()
        self.team: Team | None = kept[0] if kept else None
        self.read_at: datetime | None = kept[1] if kept else None
        signals.team_read.connect(self._on_read)

    # ------------------------------------------------------------------------------------------------ what is known

    @property
    def may_manage(self) -> bool:
        return self.is_now and self.team is not None and self.team.may_manage

    @property
    def me(self) -> Member | None:
        return next((one for one in self.members if one.is_me), None)

    @property
    def members(self) -> list[Member]:
        return [*self.team.members] if self.team is not None else []

    @property
    def sees_counts(self) -> bool:
        """Of others, too."""
        return self.me is not None and self.me.level == "admin"

    def member(self, login: str) -> Member | None:
        return next((one for one in self.members if one.login == login), None)

    def told(self, login: str) -> Told | None:
        return self._told.get(login)

    def is_busy(self, login: str) -> bool:
        return login in self._under_way

    def takers(self, leaver: Member) -> list[Member]:
        """Who can go on with what somebody has begun: edits need one who may edit."""
        levels = ("manager", "admin") if leaver.pending else ("estimator", "manager", "admin")
        return [
            one
            for one in self.members
            if one.login != leaver.login and one.state is not MemberState.DISABLED and one.level in levels
        ]

    # ------------------------------------------------------------------------------------------------ what is asked

    def read(self) -> None:
        self.is_reading = True
        self._engine.read_team()
        self.changed.emit()

    def invite(self, login: str, name: str, level: Level, password: str) -> None:
        self._begin(TeamDeed.INVITE, login)
        self._engine.invite(login, name, level, password)

    def change(self, login: str, name: str, level: Level) -> None:
        self._begin(TeamDeed.CHANGE, login)
        self._engine.change_member(login, name, level)

    def disable(self, login: str, *, reassign_to: str = "") -> None:
        """What they have begun goes on with the other once they are out, and not where that is refused."""
        self._begin(TeamDeed.DISABLE, login)
        if reassign_to:
            self._then[login] = lambda: self.reassign(login, reassign_to)
        self._engine.disable_member(login)

    def enable(self, login: str) -> None:
        self._begin(TeamDeed.ENABLE, login)
        self._engine.enable_member(login)

    def renew_password(self, login: str, password: str) -> None:
        self._begin(TeamDeed.RENEW_PASSWORD, login)
        self._engine.renew_password(login, password)

    def change_my_password(self, password: str) -> None:
        self._begin(TeamDeed.CHANGE_MY_PASSWORD, "")
        self._engine.change_my_password(password)

    def reassign(self, login: str, to_login: str) -> None:
        self._begin(TeamDeed.REASSIGN, login)
        self._engine.reassign(login, to_login)

    def _begin(self, deed: TeamDeed, login: str) -> None:
        self._under_way[login] = deed
        self._told[login] = Told(doing_words(deed), waits=True)
        self.changed.emit()

    # ---------------------------------------------------------------------------------------------------- what came

    def _on_read(self, event: TeamRead) -> None:
        self._take(event)
        if event.deed in (TeamDeed.READ, TeamDeed.SETTINGS):
            self.changed.emit()
        else:
            self._end(event)

    def _take(self, event: TeamRead) -> None:
        if event.deed is TeamDeed.READ:
            self.is_reading = False
        if event.team is not None:
            self.team, self.read_at = event.team, self._now()
            self.is_now, self.error = True, None
            self._kept.keep(self.team, self.read_at)
            self._forget_what_is_over()
        elif event.deed is TeamDeed.READ:
            self.is_now, self.error = False, event.error

    def _forget_what_is_over(self) -> None:
        for one in self.members:
            told = self._told.get(one.login)
            if told is not None and not told.holds_for(one):
                del self._told[one.login]

    def _end(self, event: TeamRead) -> None:
        if self._under_way.get(event.login) is event.deed:
            del self._under_way[event.login]
        then = self._then.pop(event.login, None)
        if event.error is not None:
            self._told[event.login] = Told(refused_words(event.error), problem=True)
            self.changed.emit()
            self.refused.emit(event)
            return
        self._told[event.login] = Told(done_words(event), done=event.deed)
        self.changed.emit()
        self.done.emit(event)
        if then is not None:
            then()
