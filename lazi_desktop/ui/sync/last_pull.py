"""When the pricebook was last read as a whole, and what is said where that is not so yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QSettings

from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.ui import dates
from lazi_desktop.ui.formatting import ago
from lazi_desktop.ui.sync.pulls_seen import PullsSeen, pulls_seen
from lazi_desktop.ui.theme.tokens import Role

LAST_PULL = "sync/last_pull"
_JOBS = ("pull", "sweep")


def _tr(text: str) -> str:
    return QCoreApplication.translate("SyncStatus", text)


class LastPull:
    """`whole`: the moment, kept over restarts; None where nobody knows of one. `puller`: the computer that read it."""

    def __init__(self, state: QSettings, now: Callable[[], datetime]) -> None:
        self._state = state
        self._now = now
        self._seen = PullsSeen()
        self._next: datetime | None = None
        self.whole = _read_moment(state.value(LAST_PULL))
        self.puller = ""

    # ------------------------------------------------------------------------------------------------- what is heard

    def finished(self) -> None:
        """This window's own, just now."""
        self._seen = PullsSeen()
        self._take(self._now())

    def take_runs(self, runs: Sequence[RunRow]) -> bool:
        """Somebody else's pull brought the pricebook up to date for everybody. One that was cut short did not.

        `runs`: the newest first. Returns whether the pricebook was read as a whole since.
        """
        self._seen = seen = pulls_seen(runs)
        self.puller = seen.puller or self.puller
        is_newer = seen.whole is not None and (self.whole is None or seen.whole > self.whole)
        if seen.whole is not None and is_newer:
            self._take(seen.whole)
        return is_newer

    def take_schedule(self, jobs: Sequence[ScheduledJob]) -> None:
        due = (job.next_at for job in jobs if job.name in _JOBS and not job.paused)
        self._next = min((at for at in due if at is not None), default=None)

    def _take(self, moment: datetime) -> None:
        self.whole = moment
        self._state.setValue(LAST_PULL, moment.isoformat())

    # --------------------------------------------------------------------------------------------------- what is said

    def chip(self, *, unreached: bool) -> tuple[str, Role]:
        """While this computer is online. `unreached`: ServiceTitan does not answer."""
        state, role = _tr("Online"), Role.PROVED
        if unreached:
            state, role = _tr("ServiceTitan not reached"), Role.CHANGED
        elif self._seen.cut_short and self.whole is None:
            state, at = _tr("First pull cut short"), self._goes_on_at()
            words = _tr("{state} · goes on at {time}").format(state=state, time=at)
            return words if at else state, Role.CHANGED
        elif self._seen.cut_short:
            state, role = _tr("Pull cut short"), Role.CHANGED
        if self.whole is not None:
            when = ago(self.whole, now=self._now())
            return _tr("{state} · pulled {when}").format(state=state, when=when), role
        if self._seen.running:
            return _tr("{state} · first pull under way").format(state=state), Role.ACCENT
        if self._seen.unfinished:
            return _tr("{state} · first pull unfinished").format(state=state), Role.CHANGED
        return state, role

    def why_incomplete(self, *, pulling: bool) -> str:
        """Why something may still be missing; "" where the pricebook was read as a whole, or nobody knows.

        `pulling`: this window does.
        """
        if self.whole is not None:
            return ""
        if pulling or self._seen.running:
            return _tr("The first pull is under way and brings more.")
        if not self._seen.unfinished:
            return ""
        cut = _tr("The first pull was cut short.")
        what = cut if self._seen.cut_short else _tr("The first pull did not come to its end.")
        at = self._goes_on_at()
        by_itself = _tr("It goes on by itself at {time}.").format(time=at)
        return f"{what} {by_itself if at else _tr('The next pull goes on.')}"

    def _goes_on_at(self) -> str:
        """Nothing where nobody knows."""
        if self._next is None or self._next <= self._now():
            return ""
        return dates.clock(self._next.astimezone())


def _read_moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
