"""What is found out about pictures while they are shown, gathered for a moment and written on the store's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

import structlog

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.workspace import WriterThread
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import number_list
from lazi_desktop.store.workspace.pictures import PictureTables

PAUSE = 1.0
"""Seconds in which news gather: views that hear of them read anew."""
LOT = 200
MANY = 1_000
_MOST_REMEMBERED = 20_000

log = structlog.get_logger("workspace")


class SqlitePictureFacts:
    """The port's PictureFacts. What is not written when the program ends is found out again.

    `tell` hears, on a thread of its own, of which SKUs something else is known now; of none where they are many.
    """

    def __init__(
        self, database: Database, pictures: PictureTables, lane: WriterThread, *, pause: float = PAUSE
    ) -> None:
        self._db = database
        self._pictures = pictures
        self._lane = lane
        self._pause = pause
        self._news = threading.Condition()
        self._told: dict[str, PictureFact] = {}
        self._remembered: dict[str, PictureFact] = {}
        self._thread: threading.Thread | None = None
        self._closing = False
        self.tell: Callable[[frozenset[EntityKey]], None] = lambda keys: None

    def found(self, fact: PictureFact) -> None:
        with self._news:
            if self._closing or self._remembered.get(fact.address) == fact:
                return
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[fact.address] = self._told[fact.address] = fact
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="picture facts", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def close(self) -> None:
        """Writes what there is. Closing twice does nothing."""
        with self._news:
            self._closing = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._told or self._closing)
                self._news.wait_for(lambda: self._closing, self._pause)
                told, self._told = list(self._told.values()), {}
                if not told:
                    return
            self._keep(told)

    def _keep(self, told: Sequence[PictureFact]) -> None:
        try:
            keys: set[EntityKey] = set()
            for start in range(0, len(told), LOT):
                lot = told[start : start + LOT]
                keys |= self._lane.submit(partial(self._learn, lot)).result()
        except WorkspaceProblem as problem:
            log.warning("what is known of pictures was not kept", reason=str(problem))
            with self._news:
                self._remembered.clear()
            return
        if keys:
            self.tell(frozenset(keys) if len(keys) <= MANY else frozenset())

    def _learn(self, facts: Sequence[PictureFact]) -> set[EntityKey]:
        # What a power cut undoes is found out again.
        with self._db.writing_loosely(), self._db.writing():
            numbers = self._pictures.learn(facts)
            return {
                EntityKey(UUID(bytes=key))
                for (key,) in self._db.all(
                    "SELECT entity_key FROM sku WHERE number IN (SELECT value FROM json_each(?))",
                    (number_list(numbers),),
                )
            }
