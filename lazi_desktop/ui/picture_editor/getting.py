"""The file of a picture that an entry has, from wherever it is."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.ui.picture_adding.answers import Answers
from lazi_desktop.ui.picture_adding.reading import Workshop


class PictureGetting(QObject):
    """Pictures added at this desktop are read here; all others come through the engine."""

    def __init__(self, workshop: Workshop, parent: QObject) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._answers = Answers(self)
        self._asked: Future[bytes] | None = None

    def get(self, address: str, done: Callable[[bytes], None], failed: Callable[[LaziError], None]) -> None:
        digest, kept = local_digest(address), self._workshop.kept
        if digest is None:
            self._fetch(address, done, failed)
            return

        def read(content: bytes | None) -> None:
            if content is not None:
                done(content)
            else:
                self._fetch(address, done, failed)

        self._workshop.tasks.read(lambda: kept.read(digest), read, owner=self, failed=failed)

    def _fetch(
        self, address: str, done: Callable[[bytes], None], failed: Callable[[LaziError], None]
    ) -> None:
        self._asked = self._workshop.engine.fetch_picture(address)
        self._answers.wait(self._asked, done, failed)

    def cancel(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
