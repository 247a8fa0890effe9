"""The one way onto entries for pictures from outside: read and prepared, kept, recorded as one step that undo takes
back."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from lazi_desktop.domain.errors import Cancelled, HubRefused, InvalidValue, LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.picture_lists import MOST_PICTURES
from lazi_desktop.domain.pictures import PictureEdit
from lazi_desktop.operations.pictures import PictureFor, add_pictures, replace_picture, takes_a_place
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.picture_adding.folders import unfolded
from lazi_desktop.ui.picture_adding.reading import Found, LeftOut, Reading, Workshop
from lazi_desktop.ui.picture_adding.sources import FromFile, Source, alias_of, name_of
from lazi_desktop.ui.picture_adding.unfolding import Unfolding

_Record = Callable[[UnitOfWork, Step], Changes]


@dataclass(frozen=True, slots=True)
class Target:
    """An entry that is to get pictures. `field` is "" for where its kind has them, else one of
    `domain.assets.PICTURE_FIELDS`."""

    key: EntityKey
    field: str = ""
    is_cover: bool = False
    """The picture is to stand for the entry."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One source onto one entry or many. A folder stands for all the pictures in it."""

    source: Source
    targets: Sequence[Target]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `remarks` pair a file's name with what had to be done to it; `error` says why nothing was
    recorded. `keys` are the entries that it is about."""

    changes: Changes
    added: int = 0
    entries: int = 0
    remarks: Sequence[tuple[str, str]] = ()
    left_out: Sequence[LeftOut] = ()
    error: LaziError | None = None
    replaced: bool = False
    is_proposed: bool = False
    """A manager decides."""
    keys: frozenset[EntityKey] = frozenset()


@dataclass(frozen=True, slots=True)
class _Job:
    wishes: Sequence[Wish]
    done: Callable[[Outcome], None] | None
    edit: PictureEdit = field(default_factory=PictureEdit)
    replaces: str = ""
    """The address of the picture whose place the only one takes."""


class PictureAdding(QObject):
    """`began(work)`: a LongWork, to be shown if it takes a while. `ended(outcome)`: an Outcome.

    One thing after the other; what is asked for meanwhile waits its turn. Nothing is recorded before everything is
    read, and then all of it as one step.
    """

    began = Signal(object)
    ended = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._jobs: deque[_Job] = deque()
        self._is_busy = False
        self._job: _Job | None = None
        """What is under way."""
        self._unfolding: Unfolding | None = None
        self._reading: Reading | None = None
        self._recording: LongWork | None = None

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def why_not(self) -> str:
        """Why no pictures can be added here, as a sentence; "" where they can."""
        if Workshop.of(self._context) is None:
            return self.tr("This window is not set up for adding pictures.")
        if not self._context.edits.may_record:
            return self.tr("Your role can look at pictures but not change them.")
        return ""

    # --------------------------------------------------------------------------------------------------------- asking

    def add(self, wishes: Sequence[Wish], *, done: Callable[[Outcome], None] | None = None) -> None:
        """Each source onto its targets."""
        self._take(_Job(wishes, done))

    def add_to(
        self,
        targets: Sequence[Target],
        sources: Sequence[Source],
        *,
        done: Callable[[Outcome], None] | None = None,
    ) -> None:
        """All sources onto all targets."""
        self.add([Wish(source, targets) for source in sources], done=done)

    def replace(
        self,
        target: Target,
        address: str,
        source: Source,
        *,
        edit: PictureEdit | None = None,
        done: Callable[[Outcome], None] | None = None,
    ) -> None:
        """Another picture in the place of this one, or the same one changed. The target names its field."""
        self._take(_Job([Wish(source, [target])], done, edit or PictureEdit(), address))

    def cancel(self, *, only: Callable[[Outcome], None] | None = None) -> None:
        """Of all that is under way and waits, or `only` what is told to this one; nothing of it is recorded."""
        self._jobs = deque(job for job in self._jobs if only is not None and job.done != only)
        if self._job is None or (only is not None and self._job.done != only):
            return
        for work in (self._unfolding, self._reading, self._recording):
            if work is not None:
                work.cancel()

    # ------------------------------------------------------------------------------------------------------- carrying

    def _take(self, job: _Job) -> None:
        if not job.wishes:
            return
        self._jobs.append(job)
        self._next()

    def _next(self) -> None:
        if self._is_busy or not self._jobs:
            return
        self._is_busy = True
        job = self._job = self._jobs.popleft()
        reason = self.why_not()
        if reason:
            self._end(job, Outcome(Changes(), error=HubRefused(reason, title=self.tr("Nothing was changed"))))
            return
        looking = self._unfolding = Unfolding(self.tr("Looking for pictures"), self._context.tasks, self)
        looking.found.connect(lambda wishes: self._read(replace(job, wishes=wishes)))
        looking.refused.connect(lambda error: self._end(job, Outcome(Changes(), error=error)))
        looking.cancelled.connect(lambda: self._on_cancelled(job))
        self.began.emit(looking)
        looking.begin(lambda step: _unfolded(job, step))

    def _read(self, job: _Job) -> None:
        self._drop_unfolding()
        workshop = Workshop.of(self._context)
        if workshop is None or not job.wishes:
            words = self.tr("There are no pictures in it.")
            self._end(
                job, Outcome(Changes(), error=InvalidValue(words, title=self.tr("Nothing was changed")))
            )
            return
        title = self.tr("Reading pictures")
        reading = self._reading = Reading(
            title, workshop, [wish.source for wish in job.wishes], self, edit=job.edit
        )
        reading.read.connect(lambda: self._record(job, reading))
        reading.cancelled.connect(lambda: self._on_cancelled(job))
        self.began.emit(reading)
        reading.begin()

    def _record(self, job: _Job, reading: Reading) -> None:
        found = reading.found
        left_out = reading.left_out
        self._drop_reading()
        remarks = [(name_of(one.source), words) for one in found for words in one.remarks]
        if not found:
            self._end(job, Outcome(Changes(), left_out=left_out))
            return
        entries = {target.key for wish in job.wishes for target in wish.targets}
        is_proposed = self._context.edits.may_only_propose
        replaced = [bool(job.replaces)]

        def recorded(changes: Changes) -> None:
            added = len({one.address for one in found}) if changes else 0
            self._end(
                job,
                Outcome(
                    changes,
                    added,
                    len(entries),
                    remarks,
                    left_out,
                    replaced=any(replaced),
                    is_proposed=is_proposed,
                ),
            )

        def refused(error: LaziError) -> None:
            self._end(job, Outcome(Changes(), left_out=left_out, error=error))

        self._recording = self._context.edits.do_many(
            _replacing(job, found[0]) if job.replaces else _adding(job, found, replaced.append),
            title=self.tr("Add pictures"),
            initiator=self,
            done=recorded,
            failed=refused,
        )
        self.began.emit(self._recording)

    def _on_cancelled(self, job: _Job) -> None:
        self._drop_reading()
        self._end(job, Outcome(Changes(), error=Cancelled(self.tr("Nothing was changed."))))

    def _drop_unfolding(self) -> None:
        looking, self._unfolding = self._unfolding, None
        if looking is not None:
            looking.deleteLater()

    def _drop_reading(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.deleteLater()

    def _end(self, job: _Job, outcome: Outcome) -> None:
        self._drop_unfolding()
        self._is_busy, self._job, self._recording = False, None, None
        keys = frozenset(target.key for wish in job.wishes for target in wish.targets)
        outcome = replace(outcome, keys=keys)
        if job.done is not None:
            job.done(outcome)
        self.ended.emit(outcome)
        self._next()


def _unfolded(job: _Job, step: Callable[[], None]) -> list[Wish]:
    """With the files in place of their folders, each file once for the same entries.

    Raises:
        InvalidValue: one entry would get too many.
        Cancelled: by `step`.
    """
    wishes: dict[object, Wish] = {}
    for wish in job.wishes:
        for source in unfolded([wish.source], step):
            name = (source.path, tuple(wish.targets)) if isinstance(source, FromFile) else len(wishes)
            wishes.setdefault(name, replace(wish, source=source))
    count = Counter((target.key, target.field) for wish in wishes.values() for target in wish.targets)
    own = max((found for (_, name), found in count.items() if name == "image"), default=0)
    if own > 1:
        words = QCoreApplication.translate(
            "PictureAdding",
            "These are {count} pictures, and a category has only one of its own. Take one of them.",
        )
        raise InvalidValue(words.format(count=whole(own)))
    most = max(count.values(), default=0)
    if most > MOST_PICTURES:
        words = QCoreApplication.translate(
            "PictureAdding",
            "These are {count} pictures for one entry. An entry can have at most {most} pictures and files.",
        )
        raise InvalidValue(words.format(count=whole(most), most=MOST_PICTURES))
    return list(wishes.values())


def _adding(job: _Job, found: Sequence[Found], replaces: Callable[[bool], None]) -> _Record:
    """In the order of the wishes. `replaces` hears whether another picture gives way."""
    addresses = {id(one.source): one.address for one in found}
    pictures = [
        PictureFor(
            target.key, addresses[id(wish.source)], alias_of(wish.source), target.field, target.is_cover
        )
        for wish in job.wishes
        if id(wish.source) in addresses
        for target in wish.targets
    ]

    def record(work: UnitOfWork, step: Step) -> Changes:
        replaces(takes_a_place(work, pictures))
        return add_pictures(work, pictures, step=step)

    return record


def _replacing(job: _Job, found: Found) -> _Record:
    (target,) = job.wishes[0].targets
    return lambda work, _step: replace_picture(work, target.key, target.field, job.replaces, found.address)
