"""A folder is read: its files found, looked at a few at a time, and SKUs proposed for them. Nothing is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.domain.matching.photos import NamedSku, Photo, Proposal, SkuLook
from lazi_desktop.domain.matching.proposing import propose
from lazi_desktop.domain.pictures import PictureLook
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.matching.folder_files import FolderFiles, files_in
from lazi_desktop.ui.gallery.matching.known_skus import looks_of_skus, named_skus
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.picture_adding.answers import Answers
from lazi_desktop.ui.tasks import Task

_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Matched:
    """A proposal for each file, in their order; why one cannot be read, by its place."""

    files: FolderFiles
    proposals: Sequence[Proposal]
    problems: dict[int, str] = field(default_factory=dict)


class FolderReading(LongWork):
    """`read(matched)`; `refused(error)`: the folder cannot be read; `cancelled()`. `said(words)`: what it does now."""

    read = Signal(object)
    refused = Signal(object)
    cancelled = Signal()
    said = Signal(str)

    def __init__(self, context: UiContext, tools: PictureTools, folder: Path, parent: QObject) -> None:
        super().__init__("", parent)
        self._context, self._tools, self._folder = context, tools, folder
        self._answers = Answers(self)
        self._files = FolderFiles(folder, ())
        self._looks: dict[int, PictureLook] = {}
        self._problems: dict[int, str] = {}
        self._next = 0
        self._under_way: dict[int, Any] = {}
        self._known: tuple[list[NamedSku], list[SkuLook]] | None = None
        self._tasks: list[Task] = []
        self._is_over = False

    @property
    def folder(self) -> Path:
        return self._folder

    def begin(self) -> None:
        self.said.emit(self.tr("Looking into the folder …"))
        self._ask(lambda: files_in(self._folder, self._check), self._on_files)

    def cancel(self) -> None:
        if self._is_over:
            return
        super().cancel()
        self._drop()
        self.ended.emit()
        self.cancelled.emit()

    # ------------------------------------------------------------------------------------------------------- looking

    def _on_files(self, files: FolderFiles) -> None:
        self._files = files
        queries = self._context.queries
        self._ask(lambda: (named_skus(queries, self._check), looks_of_skus(queries)), self._on_known)
        self.said.emit(self.tr("Looking at the pictures …"))
        self._go_on()

    def _on_known(self, known: tuple[list[NamedSku], list[SkuLook]]) -> None:
        self._known = known
        self._go_on()

    def _go_on(self) -> None:
        count = len(self._files.paths)
        while self._next < count and len(self._under_way) < _AT_ONCE and not self._is_over:
            place, self._next = self._next, self._next + 1
            self._look_at(place)
        if self._is_over:
            return
        done = len(self._looks) + len(self._problems)
        self.advanced.emit(done, count)
        if done == count and self._known is not None:
            self._propose(*self._known)

    def _look_at(self, place: int) -> None:
        future = self._tools.look(self._files.paths[place])
        self._under_way[place] = future

        def looked(look: PictureLook) -> None:
            self._looks[place] = look
            self._on_looked(place)

        def failed(error: LaziError) -> None:
            self._problems[place] = error.detail or error.title
            self._on_looked(place)

        self._answers.wait(future, looked, failed)

    def _on_looked(self, place: int) -> None:
        if not self._is_over:
            self._under_way.pop(place, None)
            self._go_on()

    # ----------------------------------------------------------------------------------------------------- proposing

    def _propose(self, skus: list[NamedSku], looks: list[SkuLook]) -> None:
        self._known = None
        self.said.emit(self.tr("Comparing with the pricebook …"))
        self.advanced.emit(0, 0)
        photos = [
            replace(self._files.photo(place), look=self._looks.get(place))
            for place in range(len(self._files.paths))
        ]
        self._ask(lambda: _proposed(photos, skus, looks), self._on_proposed)

    def _on_proposed(self, proposals: list[Proposal]) -> None:
        self._is_over = True
        self.ended.emit()
        self.read.emit(Matched(self._files, proposals, self._problems))

    # --------------------------------------------------------------------------------------------------------- ending

    def _check(self) -> None:
        """On the thread that works. Raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled(self.tr("Nothing was changed."))

    def _ask(self, work: Any, done: Any) -> None:
        self._tasks.append(
            self._context.tasks.read(
                work,
                lambda result: None if self._is_over else done(result),
                owner=self,
                failed=self._on_failed,
            )
        )

    def _on_failed(self, error: LaziError) -> None:
        if not self._is_over:
            self._drop()
            self.ended.emit()
            self.refused.emit(error)

    def _drop(self) -> None:
        self._is_over = True
        for task in self._tasks:
            task.cancel()
        for future in self._under_way.values():
            future.cancel()
        self._under_way.clear()


def _proposed(photos: list[Photo], skus: list[NamedSku], looks: list[SkuLook]) -> list[Proposal]:
    return propose(photos, skus, looks)
