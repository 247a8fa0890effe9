"""What was accepted becomes pictures of SKUs: read, prepared, kept, and recorded as one step that undo takes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.pictures import PictureFlaw
from lazi_desktop.operations.pictures import PictureFor, add_pictures
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.picture_adding.reading import Found, Reading, Workshop
from lazi_desktop.ui.picture_adding.sources import FromFile, Source, alias_of

_NOT_OF_THE_FILE = frozenset((PictureFlaw.DISK_FULL, PictureFlaw.NOT_KEPT, PictureFlaw.NO_DECODER))
"""The picture stays accepted: it can be added once there is room."""


class Existing(StrEnum):
    """What becomes of the pictures that a SKU has."""

    AFTER = "after"  # they stay, new ones come behind them
    BEFORE = "before"  # they stay, the first new one stands for the SKU
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`place` in the review."""

    place: int
    path: Path
    sku: EntityKey


@dataclass(frozen=True, slots=True)
class TakenIn:
    """`added`: places in the review; no `changes`: their SKUs had them already. `left_out`: places with a sentence why.
    `not_kept`: why others were not added that nothing is the matter with. `error`: why nothing was recorded."""

    added: Sequence[int] = ()
    skus: int = 0
    left_out: Sequence[tuple[int, str]] = ()
    error: LaziError | None = None
    changes: Changes = field(default_factory=Changes)
    not_kept: str = ""
    is_proposed: bool = False
    """A manager decides; there is nothing to undo."""


class TakingIn(QObject):
    """`began(work)`: a LongWork. `ended(taken_in)`. One at a time."""

    began = Signal(object)
    ended = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._reading: Reading | None = None
        self._recording: LongWork | None = None
        self.is_busy = False

    def begin(self, wanted: Sequence[Wanted], existing: Existing) -> None:
        workshop = Workshop.of(self._context)
        if workshop is None or self.is_busy or not wanted:
            return
        self.is_busy = True
        sources = [FromFile(one.path) for one in wanted]
        reading = self._reading = Reading(self.tr("Preparing pictures"), workshop, sources, self)
        reading.read.connect(lambda: self._record(wanted, reading, existing))
        reading.cancelled.connect(
            lambda: self._end(TakenIn(error=Cancelled(self.tr("Nothing was changed."))))
        )
        self.began.emit(reading)
        reading.begin()

    def cancel(self) -> None:
        for work in (self._reading, self._recording):
            if work is not None:
                work.cancel()

    def _record(self, wanted: Sequence[Wanted], reading: Reading, existing: Existing) -> None:
        found = {one.source: one for one in reading.found}
        there = [one for one in wanted if FromFile(one.path) in found]
        missing = [one.place for one in wanted if FromFile(one.path) not in found]
        whys = list(zip(missing, reading.left_out, strict=True))
        left_out = [(place, one.why) for place, one in whys if one.flaw not in _NOT_OF_THE_FILE]
        not_kept = next((one.why for _, one in whys if one.flaw in _NOT_OF_THE_FILE), "")
        if not there:
            self._end(TakenIn(left_out=left_out, not_kept=not_kept))
            return
        pictures = _pictures(there, found, existing)
        label = self.tr("Add {pictures} from a folder").format(
            pictures=counted(len(pictures), self.tr("picture"), self.tr("pictures"))
        )
        skus = len({one.sku for one in there})

        def record(work: UnitOfWork, step: Step) -> Changes:
            return add_pictures(
                work, pictures, replaces=existing is Existing.REPLACED, label=label, step=step
            )

        places, is_proposed = [one.place for one in there], self._context.edits.may_only_propose

        def recorded(changes: Changes) -> None:
            self._end(
                TakenIn(places, skus, left_out, changes=changes, not_kept=not_kept, is_proposed=is_proposed)
            )

        self._recording = self._context.edits.do_many(
            record,
            title=label,
            initiator=self,
            done=recorded,
            failed=lambda error: self._end(TakenIn(left_out=left_out, error=error)),
        )
        self.began.emit(self._recording)

    def _end(self, taken: TakenIn) -> None:
        reading, self._reading, self._recording = self._reading, None, None
        if reading is not None:
            reading.deleteLater()
        self.is_busy = False
        self.ended.emit(taken)


def _pictures(
    wanted: Sequence[Wanted], found: Mapping[Source, Found], existing: Existing
) -> list[PictureFor]:
    """In the order of the files; of several for one SKU the first is to stand for it."""
    covered: set[EntityKey] = set()
    pictures = []
    for one in wanted:
        source = FromFile(one.path)
        is_cover = existing is Existing.BEFORE and one.sku not in covered
        covered.add(one.sku)
        pictures.append(PictureFor(one.sku, found[source].address, alias_of(source), is_cover=is_cover))
    return pictures
