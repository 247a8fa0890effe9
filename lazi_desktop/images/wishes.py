"""Who waits for which picture, and whose turn it is. Knows no thread: whoever uses it holds a lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum, auto
from heapq import heappop, heappush, heapreplace

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.pictures import Thumbnail

Answer = Callable[[Thumbnail | LaziError], None]
_Urgency = tuple[bool, int, int]


class Stage(Enum):
    LOOK = auto()
    """It may lie on the disk, or was fetched: to be looked at."""
    LOOKING = auto()
    FETCH = auto()
    FETCHING = auto()
    AWAY = auto()
    """It cannot be had now, and is asked for again later."""


@dataclass(eq=False, slots=True)
class Wish:
    address: str
    side: int
    answer: Answer
    is_visible: bool
    number: int
    drop: Callable[[Wish], None]

    def cancel(self) -> None:
        self.drop(self)


@dataclass(eq=False, slots=True)
class Wanted:
    """One picture, however many ask for it."""

    address: str
    wishes: list[Wish] = field(default_factory=list)
    stage: Stage = Stage.LOOK
    content: bytes | None = None
    fetching: Future[bytes] | None = None
    asked_at: float = 0.0
    tries: int = 0
    """How often it could not be had."""
    not_before: float = float("-inf")

    @property
    def is_visible(self) -> bool:
        return any(wish.is_visible for wish in self.wishes)

    @property
    def urgency(self) -> _Urgency:
        """What is visible comes first; then what never failed; then who asked first."""
        invisible, number = min((not wish.is_visible, wish.number) for wish in self.wishes)
        return invisible, self.tries, number

    def sides(self) -> list[int]:
        return sorted({wish.side for wish in self.wishes})

    def take(self, side: int | None = None) -> list[Wish]:
        """Those that are answered now: of one size, or all."""
        taken = [wish for wish in self.wishes if side in (None, wish.side)]
        self.wishes = [wish for wish in self.wishes if wish not in taken]
        return taken


class Wishes:
    def __init__(self) -> None:
        self._wanted: dict[str, Wanted] = {}
        self._number = 0
        self._queues: dict[Stage, list[tuple[_Urgency, int, Wanted]]] = {Stage.LOOK: [], Stage.FETCH: []}
        self._entries = 0
        self._held: set[Wanted] = set()
        self._away: set[Wanted] = set()

    def __contains__(self, wanted: Wanted) -> bool:
        return self._wanted.get(wanted.address) is wanted

    def __iter__(self) -> Iterator[Wanted]:
        return iter(list(self._wanted.values()))

    def __len__(self) -> int:
        return len(self._wanted)

    def add(
        self, address: str, side: int, answer: Answer, drop: Callable[[Wish], None], *, is_visible: bool
    ) -> Wish:
        self._number += 1
        wish = Wish(address, side, answer, is_visible, self._number, drop)
        wanted = self._wanted.setdefault(address, Wanted(address))
        wanted.wishes.append(wish)
        self.move(wanted, Stage.LOOK if wanted.stage is Stage.AWAY else wanted.stage)
        return wish

    def drop(self, wish: Wish) -> Future[bytes] | None:
        """The request that nobody waits for any more, if there is one."""
        wanted = self._wanted.get(wish.address)
        if wanted is None or wish not in wanted.wishes:
            return None
        wanted.wishes.remove(wish)
        return None if wanted.wishes else self.end(wanted)

    def end(self, wanted: Wanted) -> Future[bytes] | None:
        if wanted in self:
            del self._wanted[wanted.address]
        self._held.discard(wanted)
        self._away.discard(wanted)
        return wanted.fetching

    def move(self, wanted: Wanted, stage: Stage) -> None:
        """Its content is set or given up before."""
        wanted.stage = stage
        queue = self._queues.get(stage)
        if queue is not None and wanted.wishes:
            self._entries += 1
            heappush(queue, (wanted.urgency, self._entries, wanted))
        is_held = stage is Stage.FETCHING or wanted.content is not None
        (self._held.add if is_held else self._held.discard)(wanted)
        (self._away.add if stage is Stage.AWAY else self._away.discard)(wanted)

    def next(self, stage: Stage) -> Wanted | None:
        queue = self._queues[stage]
        while queue:
            urgency, number, wanted = queue[0]
            if wanted not in self or wanted.stage is not stage or not wanted.wishes:
                heappop(queue)
            elif wanted.urgency != urgency:  # somebody has come, or gone, meanwhile
                heapreplace(queue, (wanted.urgency, number, wanted))
            else:
                return wanted
        return None

    def held(self) -> int:
        """How many are under way, or in memory to be decoded."""
        return len(self._held)

    def away(self) -> list[Wanted]:
        return list(self._away)
