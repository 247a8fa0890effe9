"""All kits of the window, in memory: read once when they are first needed, and kept as they are in the workspace."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.context import UiContext

_OF_SKUS = frozenset((Aspect.FIELDS, Aspect.STATE))
_PAUSE = 60
"""Milliseconds from one read to the next: what comes meanwhile is read at once."""
_LONG = 500


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _News:
    """Kits and SKUs as they are now; None for what is not there any more."""

    kits: Mapping[KitId, Kit | None]
    skus: Mapping[EntityKey, KitSku | None]


class Kits(QObject):
    """`changed(kit_ids)`: these differ from what they were, or come to something else. `loading_changed()`: the first
    read takes long, or is over. To be used on the UI thread only."""

    changed = Signal(object)
    loading_changed = Signal()

    def __init__(
        self,
        context: UiContext,
        parent: QObject | None = None,
        *,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._now = now
        self._book: KitBook | None = None
        self._services: set[EntityKey] = set()
        """Named in kits: what they cost hangs on SKUs that no kit names."""
        self._replaced: dict[EntityKey, EntityKey] = {}
        """By which key kits name what lives on under another, by that other."""
        self._stale_kits: set[KitId] = set()
        self._stale_skus: set[EntityKey] = set()
        self._all_stale = True
        self._asked: set[EntityKey] = set()
        """By `know`, whether or not a kit names them."""
        self._reads = 0
        self._meanwhile: list[Changes] = []
        """What changed while something is read: whether that concerns what is read shows when it is here."""
        self._wanted = False
        self._reading = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._read_next)
        self._long = QTimer(self, singleShot=True, interval=_LONG)
        self._long.timeout.connect(self.loading_changed)
        context.edits.changed.connect(self._on_changed)

    @property
    def shows_costs(self) -> bool:
        """Whether this person sees them. Where not, the book has none: they count as nothing. When that changes,
        everything is read again, and `changed` tells."""
        return self._context.edits.sees_costs

    @property
    def book(self) -> KitBook:
        """Empty until it `is_ready`."""
        if self._book is None:
            return KitBook({}, {}, now=self._now())
        return self._book

    @property
    def is_ready(self) -> bool:
        return self._book is not None

    @property
    def is_loading_long(self) -> bool:
        return self._book is None and self._reading and not self._long.isActive()

    @property
    def is_up_to_date(self) -> bool:
        """Nothing that is known to have changed is still to be read."""
        return self.is_ready and not (self._reading or self._is_stale)

    def ensure(self) -> None:
        """Reads the kits, unless they are here or on their way. `changed` tells when they are."""
        self._wanted = True
        self._note_the_day()
        if not (self._reading or self._pause.isActive()):
            self._read_next()

    def _note_the_day(self) -> None:
        """Costs are a day older when the date changes. Seen with the next change, of which every pull tells some."""
        if self._book is not None and self._book.now.date() != self._now().date():
            self._all_stale = True

    def know(self, skus: Collection[EntityKey], then: Callable[[], None]) -> None:
        """Calls `then` when the book knows these too, whether or not a kit names them. At once where it does."""
        missing = set(skus) - self.book.skus.keys()
        if not missing:
            then()
            return
        queries = self._context.queries
        self._asked |= missing

        def take(found: Mapping[EntityKey, KitSku]) -> None:
            if self._book is not None:
                self._book.put_skus(found)
                self._note(found)
            self._landed()
            then()
            self._read_soon()

        def failed(error: LaziError) -> None:
            self._landed()
            self._context.notifier.problem(error)

        self._reads += 1
        self._context.tasks.read(lambda: queries.kit_skus(missing), take, owner=self, failed=failed)

    # --------------------------------------------------------------------------------------------------- what changed

    def _on_changed(self, changes: Changes, _initiator: QObject | None) -> None:
        self._note_the_day()
        if Aspect.EVERYTHING in changes.aspects:
            self._all_stale = True
        if Aspect.KITS in changes.aspects:
            self._stale_kits.update(KitId(key) for key in changes.keys)
        if changes.aspects & _OF_SKUS:
            if self._reads:
                self._meanwhile.append(changes)
            self._expire(changes)
        self._read_soon()

    def _expire(self, changes: Changes) -> None:
        if self._book is None:
            return
        self._stale_skus.update(changes.keys & self._book.skus.keys())
        self._stale_skus.update(named for now, named in self._replaced.items() if now in changes.keys)
        if Aspect.FIELDS in changes.aspects:
            self._stale_skus.update(self._services)

    def _landed(self) -> None:
        """A read is over, well or not."""
        self._reads -= 1
        for changes in self._meanwhile:
            self._expire(changes)
        if not self._reads:
            self._meanwhile.clear()

    def _read_soon(self) -> None:
        if self._wanted and self._is_stale and not (self._reading or self._pause.isActive()):
            self._read_next()

    @property
    def _is_stale(self) -> bool:
        return self._all_stale or bool(self._stale_kits or self._stale_skus)

    # -------------------------------------------------------------------------------------------------------- reading

    def _read_next(self) -> None:
        if not self._is_stale:
            return
        self._reading = True
        self._reads += 1
        everything, kits, skus = self._all_stale, self._stale_kits, self._stale_skus
        self._all_stale, self._stale_kits, self._stale_skus = False, set(), set()
        queries, asked, now = self._context.queries, frozenset(self._asked), self._now()

        def failed(error: LaziError) -> None:
            self._reading = False
            self._landed()
            self._all_stale = True  # read again when next somebody needs them
            self._end_of_loading()
            self._context.notifier.problem(error)

        if everything or self._book is None:
            if self._book is None:
                self._long.start()
            self._context.tasks.read(
                lambda: _all(queries, asked, now), self._take_all, owner=self, failed=failed
            )
        else:
            known = frozenset(self._book.skus) if kits else frozenset()
            self._context.tasks.read(
                lambda: _news(queries, kits, skus, known), self._take, owner=self, failed=failed
            )

    def _take_all(self, book: KitBook) -> None:
        before = set(self._book.kits) if self._book is not None else set()
        self._book = book
        self._services, self._replaced = set(), {}
        self._note(book.skus)
        self._end_of_loading()
        self._read_on()
        self.changed.emit(before | set(book.kits))

    def _take(self, news: _News) -> None:
        assert self._book is not None
        changed = self._book.put_skus(news.skus) | self._book.put_kits(news.kits)
        self._note(news.skus)
        self._read_on()
        if changed := changed | set(news.kits):
            self.changed.emit(changed)

    def _note(self, skus: Mapping[EntityKey, KitSku | None]) -> None:
        self._services |= _services(skus)
        self._replaced |= _replaced(skus)

    def _read_on(self) -> None:
        self._reading = False
        self._landed()
        if self._is_stale:
            self._pause.start()

    def _end_of_loading(self) -> None:
        was_long = not self._long.isActive()
        self._long.stop()
        if was_long:
            self.loading_changed.emit()


# --------------------------------------------------------------------------------------------- away from the UI thread


def _all(queries: PricebookQueries, asked: Collection[EntityKey], now: datetime) -> KitBook:
    kits = kits_of(queries.kit_parts())
    skus = queries.kit_skus(named_in(kits.values()).union(asked))
    book = KitBook(kits, skus, now=now)
    for kit in book.kits:
        book.roll(kit)  # the list of kits shows what every one comes to
    return book


def _news(
    queries: PricebookQueries,
    kits: Collection[KitId],
    skus: Collection[EntityKey],
    known: Collection[EntityKey],
) -> _News:
    found = kits_of(queries.kit_parts(kits)) if kits else {}
    wanted = set(skus) | (named_in(found.values()) - set(known))
    read = queries.kit_skus(wanted) if wanted else {}
    return _News({kit: found.get(kit) for kit in kits}, {key: read.get(key) for key in wanted})


def named_in(kits: Iterable[Kit]) -> set[EntityKey]:
    """The SKUs in them, their substitutes, the services that they are used in, and what they gave those."""
    named: set[EntityKey] = set()
    for kit in kits:
        for line in kit.lines:
            if line.sku is not None:
                named.add(line.sku)
            named.update(line.substitutes)
        for use in kit.uses:
            named.update((use.service, *use.applied))
    return named


def _services(skus: Mapping[EntityKey, KitSku | None]) -> set[EntityKey]:
    return {key for key, one in skus.items() if one is not None and one.kind is EntityKind.SERVICE}


def _replaced(skus: Mapping[EntityKey, KitSku | None]) -> dict[EntityKey, EntityKey]:
    return {one.key: named for named, one in skus.items() if one is not None and one.key != named}
