"""What kits lack, kit by kit: a list is made of it when somebody reads it.

Of a thousand kits in each other every one lacks what those in it lack: lists of it all would be most of the work.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Sequence
from typing import overload

from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.totals import Lack, Missing

Below = tuple[PartId, Sequence[Missing]]
"""What an included kit lacks, with the line that includes it."""


class _ReadLate(Sequence[Missing]):
    """Like a tuple, but for the time at which it is made. It is never empty."""

    __slots__ = ("_all", "kinds")

    def __init__(self, kinds: frozenset[Lack]) -> None:
        self.kinds = kinds
        self._all: tuple[Missing, ...] | None = None

    @abstractmethod
    def _made(self) -> tuple[Missing, ...]: ...

    @property
    def all(self) -> tuple[Missing, ...]:
        if self._all is None:
            self._all = self._made()
        return self._all

    def __bool__(self) -> bool:
        return True

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Missing]:
        return iter(self.all)

    @overload
    def __getitem__(self, at: int) -> Missing: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Missing]: ...
    def __getitem__(self, at: int | slice) -> Missing | Sequence[Missing]:
        return self.all[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _ReadLate):
            return self is other or self.all == other.all
        return self.all == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.all)

    def __repr__(self) -> str:
        return repr(self.all)


class Lacks(_ReadLate):
    """`own` are those of the kit's own lines."""

    __slots__ = ("_below", "_own")

    def __init__(self, own: Sequence[Missing], below: Sequence[Below]) -> None:
        kinds = kinds_of(own)
        for _, lacks in below:
            theirs = (
                lacks.kinds if type(lacks) is Lacks else kinds_of(lacks)
            )  # in less time than by isinstance
            if not theirs <= kinds:
                kinds |= theirs
        super().__init__(kinds)
        self._own = own
        self._below = below

    def _made(self) -> tuple[Missing, ...]:
        """The first way to each line that lacks something: a kit may be there many times."""
        found: dict[tuple[Lack, PartId | None, str], Missing] = {}
        seen: set[int] = set()
        waiting: list[tuple[tuple[PartId, ...], Sequence[Missing]]] = [((), self)]
        while waiting:
            way, lacks = waiting.pop()
            if id(lacks) in seen:
                continue
            seen.add(id(lacks))
            own, below = (lacks._own, lacks._below) if isinstance(lacks, Lacks) else (lacks, ())
            for one in own:
                key = (one.lack, one.path[-1] if one.path else None, one.detail)
                if key not in found:
                    found[key] = _from(way, one)
            waiting += [((*way, line), inner) for line, inner in reversed(below)]
        return tuple(found.values())


class Without(_ReadLate):
    __slots__ = ("_besides", "_lacks")

    def __init__(self, lacks: _ReadLate, besides: frozenset[Lack]) -> None:
        super().__init__(lacks.kinds - besides)
        self._lacks = lacks
        self._besides = besides

    def _made(self) -> tuple[Missing, ...]:
        return tuple(one for one in self._lacks if one.lack not in self._besides)


def lacks_of(own: Sequence[Missing], below: Sequence[Below]) -> Sequence[Missing]:
    if below:
        return Lacks(own, below)
    if not own or type(own) is Lacks:
        return own or ()
    return Lacks(own, ())


def without(lacks: Sequence[Missing], besides: frozenset[Lack]) -> Sequence[Missing]:
    if not lacks or kinds_of(lacks) <= besides:
        return ()
    if type(lacks) is Lacks or isinstance(lacks, _ReadLate):
        return lacks if lacks.kinds.isdisjoint(besides) else Without(lacks, besides)
    return tuple(one for one in lacks if one.lack not in besides)


def of_kinds(lacks: Sequence[Missing], kinds: Collection[Lack]) -> Sequence[Missing]:
    """In no time where there are none."""
    if not lacks or kinds_of(lacks).isdisjoint(kinds):
        return ()
    return [one for one in lacks if one.lack in kinds]


def kinds_of(lacks: Sequence[Missing]) -> frozenset[Lack]:
    if type(lacks) is Lacks or isinstance(lacks, _ReadLate):
        return lacks.kinds
    return frozenset(one.lack for one in lacks)


def _from(way: tuple[PartId, ...], one: Missing) -> Missing:
    return Missing(one.lack, (*way, *one.path), one.name, one.detail, one.sku) if way else one
