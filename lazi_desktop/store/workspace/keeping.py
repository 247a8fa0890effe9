"""Looks after the file while it is in use: copies it now and then, and checks it through and through once a week."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import structlog

from lazi_desktop.domain.errors import LaziError, WorkspaceProblem
from lazi_desktop.domain.moments import format_moment, parse_moment
from lazi_desktop.ports.system import Clock
from lazi_desktop.store.workspace.copies import Copies, CopyStopped, NoRoom, Unsound
from lazi_desktop.store.workspace.database import (
    Database,
    DatabaseError,
    is_damage,
    is_sound,
    open_reader,
)
from lazi_desktop.store.workspace.meta import Meta

FIRST_LOOK = 60.0
LOOK_EVERY = 300.0
CHECK_EVERY = timedelta(days=7)

log = structlog.get_logger("workspace")


class Keeper:
    """A thread of its own, which only reads. `tell` hears, on that thread, of what a person must know."""

    def __init__(self, path: Path, clock: Clock, note: Callable[[str, object], Future[None]]) -> None:
        """`note` keeps a fact in the workspace."""
        self._path = path
        self._clock = clock
        self._note = note
        self.copies = Copies(path)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="workspace keeper", daemon=True)
        self.tell: Callable[[LaziError], None] = lambda problem: None

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Ends a copy that is being made. Closing twice does nothing."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        pause = FIRST_LOOK
        while not self._closing.wait(pause):
            self.look()
            pause = LOOK_EVERY

    def look(self) -> None:
        """Does what is due."""
        try:
            with closing(open_reader(self._path)) as reader:
                unsent = reader.value("SELECT 1 FROM op WHERE state = 'local' LIMIT 1") is not None
                checked, suspect = Meta(reader).get("proved_at"), bool(Meta(reader).number("suspect"))
                now = self._clock.now()
                if checked is None or now - parse_moment(checked) >= CHECK_EVERY:
                    suspect |= not self._check(reader)
            if not suspect and self.copies.is_due(now, unsent=unsent):  # the copies there are may be better
                self.copies.make(now, self._closing.is_set)
        except CopyStopped:
            pass
        except NoRoom:
            log.warning("no room for a copy of the workspace")
        except Unsound:
            self._damaged()
        except (DatabaseError, WorkspaceProblem, OSError) as error:
            log.warning("the workspace was not looked after", reason=type(error).__name__)
            if is_damage(error):
                self._damaged()

    def _check(self, reader: Database) -> bool:
        """The first look at a new workspace only begins the week."""
        sound = Meta(reader).get("proved_at") is None or (
            is_sound(reader, thorough=True) and reader.all("PRAGMA foreign_key_check") == []
        )
        if not sound:
            self._damaged()
        self._keep("proved_at", format_moment(self._clock.now()))
        return sound

    def _damaged(self) -> None:
        log.error("the workspace is damaged")
        self._keep("suspect", 1)
        self.tell(
            WorkspaceProblem(
                "Close LAZI Desktop and open it again: it will set the file aside and recover. Your edits are kept.",
                title="The local workspace is damaged",
            )
        )

    def _keep(self, name: str, value: object) -> None:
        if not self._closing.is_set():
            self._note(name, value)
