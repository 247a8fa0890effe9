"""Sources of pictures read, prepared and kept, a few at a time. What cannot be is told; the rest goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import PictureEdit, PictureFlaw, PictureProblem, PreparedPicture
from lazi_desktop.ports.engine import SyncEngine
from lazi_desktop.ports.pictures import AddedPictures, PictureTools
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.picture_adding.answers import Answers
from lazi_desktop.ui.picture_adding.sources import (
    FromBytes,
    FromEntry,
    FromFile,
    FromPixels,
    FromWeb,
    Source,
    name_of,
)
from lazi_desktop.ui.tasks import Task, Tasks

_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A picture that is kept under this address. `remarks` tell what had to be done to it."""

    source: Source
    address: str
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`name` is the file's, `why` a sentence."""

    name: str
    why: str
    flaw: PictureFlaw | None = None


@dataclass(frozen=True, slots=True)
class Workshop:
    """What it takes to add pictures."""

    tools: PictureTools
    kept: AddedPictures
    engine: SyncEngine
    tasks: Tasks

    @classmethod
    def of(cls, context: UiContext) -> Workshop | None:
        tools, kept = context.picture_tools, context.added_pictures
        return None if tools is None or kept is None else cls(tools, kept, context.engine, context.tasks)


@dataclass(slots=True)
class _Way:
    """Of one source: what is under way for it now."""

    source: Source
    place: int
    future: Future[Any] | None = None
    task: Task | None = None
    otherwise: list[FromBytes | FromPixels] = field(default_factory=list)


class Reading(LongWork):
    """`read()`: everything is found or left out, in the order of the sources. `cancelled()`: a person stopped it."""

    read = Signal()
    cancelled = Signal()

    def __init__(
        self,
        title: str,
        workshop: Workshop,
        sources: Sequence[Source],
        parent: QObject,
        *,
        edit: PictureEdit | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._workshop = workshop
        self._edit = edit or PictureEdit()
        self._total = len(sources)
        self._found = {
            place: Found(source, source.address)
            for place, source in enumerate(sources)
            if isinstance(source, FromEntry)
        }
        self._waiting = deque(
            _Way(source, place) for place, source in enumerate(sources) if place not in self._found
        )
        self._under_way: dict[int, _Way] = {}
        self._left_out: dict[int, LeftOut] = {}
        self._answers = Answers(self)
        self._is_over = False

    @property
    def found(self) -> list[Found]:
        return [self._found[place] for place in sorted(self._found)]

    @property
    def left_out(self) -> list[LeftOut]:
        return [self._left_out[place] for place in sorted(self._left_out)]

    def begin(self) -> None:
        self._go_on()

    def cancel(self) -> None:
        """Nothing was recorded yet; pictures that are kept already go by themselves."""
        if self._is_over:
            return
        self._is_over = True
        super().cancel()
        self._waiting.clear()
        for way in self._under_way.values():
            if way.future is not None:
                way.future.cancel()
            if way.task is not None:
                way.task.cancel()
        self._under_way.clear()
        self.ended.emit()
        self.cancelled.emit()

    # ------------------------------------------------------------------------------------------------------ going on

    def _go_on(self) -> None:
        while self._waiting and len(self._under_way) < _AT_ONCE and not self._is_over:
            way = self._waiting.popleft()
            self._under_way[way.place] = way
            self._start(way)
        self._look_round()

    def _look_round(self) -> None:
        done = len(self._found) + len(self._left_out)
        if not self._is_over:
            self.advanced.emit(done, self._total)
        if done == self._total and not self._is_over:
            self._is_over = True
            self.ended.emit()
            self.read.emit()

    def _start(self, way: _Way) -> None:
        match way.source:
            case FromWeb(address, otherwise):
                way.otherwise = [] if otherwise is None else [otherwise]
                self._wait(way, self._workshop.engine.fetch_picture(address), self._prepare)
            case FromFile(path):
                self._prepare(way, path)
            case FromBytes(content):
                self._prepare(way, content)
            case FromPixels(image):
                self._pack(way, image)

    def _pack(self, way: _Way, image: QImage) -> None:
        way.task = self._workshop.tasks.read(
            lambda: packed(image),
            lambda content: self._prepare(way, content),
            owner=self,
            failed=lambda error: self._leave_out(way, error),
        )

    def _prepare(self, way: _Way, content: Any) -> None:
        way.task = None
        self._wait(way, self._workshop.tools.prepare(content, self._edit), self._keep)

    def _keep(self, way: _Way, prepared: PreparedPicture) -> None:
        way.future = None
        kept = self._workshop.kept
        way.task = self._workshop.tasks.read(
            lambda: kept.keep(prepared),
            lambda address: self._keep_found(way, Found(way.source, address, prepared.remarks)),
            owner=self,
            failed=lambda error: self._leave_out(way, error),
        )

    def _wait(self, way: _Way, future: Future[Any], then: Any) -> None:
        way.future = future
        self._answers.wait(
            future,
            lambda result: then(way, result) if self._is_awaited(way) else None,
            lambda error: self._leave_out(way, error) if self._is_awaited(way) else None,
        )

    def _is_awaited(self, way: _Way) -> bool:
        return not self._is_over and way.place in self._under_way

    # --------------------------------------------------------------------------------------------------------- ending

    def _keep_found(self, way: _Way, found: Found) -> None:
        self._found[way.place] = found
        self._under_way.pop(way.place, None)
        self._go_on()

    def _leave_out(self, way: _Way, error: LaziError) -> None:
        if way.otherwise:
            other = way.otherwise.pop()
            if isinstance(other, FromBytes):
                self._prepare(way, other.content)
            else:
                self._pack(way, other.image)
            return
        flaw = error.flaw if isinstance(error, PictureProblem) else None
        self._left_out[way.place] = LeftOut(name_of(way.source), error.detail or error.title, flaw)
        self._under_way.pop(way.place, None)
        self._go_on()


def packed(image: QImage) -> bytes:
    """As a file, without loss. Takes a while of a large one: away from the window's thread."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # its stub asks for bytes
        raise PictureProblem(
            PictureFlaw.DAMAGED, "What lies on the clipboard is no picture that can be read."
        )
    return bytes(content.data())
