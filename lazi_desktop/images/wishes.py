"""Who waits for which picture, and whose turn it is. Knows no thread: whoever uses it holds a lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum, auto

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.pictures import Thumbnail

Answer = Callable[[Thumbnail | LaziError], None]


class Stage(Enum):
    LOOK = auto()
    """It may lie on the disk, or was fetched: to be looked at."""
    LOOKING = auto()
    FETCH = auto()
    FETCHING = auto()


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

    @property
    def urgency(self) -> tuple[bool, int]:
        """What is visible comes first; then who asked first."""
        return min((not wish.is_visible, wish.number) for wish in self.wishes)

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

    def __contains__(self, wanted: Wanted) -> bool:
        return self._wanted.get(wanted.address) is wanted

    def __iter__(self) -> Iterator[Wanted]:
        return iter(list(self._wanted.values()))

    def add(
        self, address: str, side: int, answer: Answer, drop: Callable[[Wish], None], *, is_visible: bool
    ) -> Wish:
        self._number += 1
        wish = Wish(address, side, answer, is_visible, self._number, drop)
        self._wanted.setdefault(address, Wanted(address)).wishes.append(wish)
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
        return wanted.fetching

    def next(self, stage: Stage) -> Wanted | None:
        return min(
            (one for one in self._wanted.values() if one.stage is stage),
            key=lambda one: one.urgency,
            default=None,
        )

    def held(self) -> int:
        """How many are under way, or in memory to be decoded."""
        return sum(one.stage is Stage.FETCHING or one.content is not None for one in self._wanted.values())
