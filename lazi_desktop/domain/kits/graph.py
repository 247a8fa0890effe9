"""Which kits are in which: who uses whom, what goes round in a circle, and how deep it goes."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId

MOST_LEVELS = 30


class IncludeGraph:
    """Of kits as they are at one time. What a removed kit includes does not count, nor does what nobody knows."""

    def __init__(self, kits: Mapping[KitId, Kit]) -> None:
        own = {
            key: key for key in kits
        }  # one object for each key: keys that are the same one are compared at once
        self._includes = {
            key: tuple(own.get(one, one) for one in included_in(kit)) for key, kit in kits.items()
        }
        self._users: dict[KitId, set[KitId]] = {}
        for key, includes in self._includes.items():
            for one in includes:
                self._users.setdefault(one, set()).add(key)
        self._rings, self._levels = _rings_and_levels(self._includes)

    def includes(self, kit: KitId) -> Sequence[KitId]:
        return self._includes.get(kit, ())

    def users(self, kit: KitId) -> Collection[KitId]:
        """Kits that name it in a line."""
        return self._users.get(kit, frozenset())

    def all_users(self, kits: Iterable[KitId]) -> set[KitId]:
        """With these kits themselves, those that use them at any depth."""
        found = set(kits)
        waiting = list(found)
        while waiting:
            for user in self._users.get(waiting.pop(), ()):
                if user not in found:
                    found.add(user)
                    waiting.append(user)
        return found

    def closes_circle(self, kit: KitId, included: KitId) -> bool:
        """Whether the line by which one includes the other is part of a circle."""
        if kit == included:
            return True
        ring = self._rings.get(kit)
        return ring is not None and ring == self._rings.get(included)

    def is_too_deep(self, included: KitId) -> bool:
        """Whether a kit has so many levels below it that it cannot be put into another one."""
        return self._levels.get(included, 0) >= MOST_LEVELS

    def path(self, starts: Iterable[KitId], end: KitId) -> tuple[KitId, ...]:
        """The shortest way down from any of these to `end`, both included; () where there is none."""
        before: dict[KitId, KitId | None] = dict.fromkeys(starts)
        waiting = deque(before)
        while waiting:
            one = waiting.popleft()
            if one == end:
                return _way(before, end)
            for included in self._includes.get(one, ()):
                if included not in before:
                    before[included] = one
                    waiting.append(included)
        return ()


def included_in(kit: Kit) -> Sequence[KitId]:
    """In the order of its lines, each once."""
    if kit.gone:
        return ()
    return tuple(dict.fromkeys(line.includes for line in kit.lines if line.includes is not None))


def _way(before: Mapping[KitId, KitId | None], end: KitId) -> tuple[KitId, ...]:
    found, at = [end], before[end]
    while at is not None:
        found.append(at)
        at = before[at]
    return tuple(reversed(found))


def _rings_and_levels(
    edges: Mapping[KitId, Sequence[KitId]],
) -> tuple[dict[KitId, int], dict[KitId, int]]:
    """Kits of one circle have one number. Levels are those of the longest way down, circles left where they close.

    Tarjan's way, without recursion: what comes from elsewhere may be deeper than any stack.
    """
    rings: dict[KitId, int] = {}
    levels: dict[KitId, int] = {}
    order: dict[KitId, int] = {}
    lowest: dict[KitId, int] = {}
    open_: list[KitId] = []
    for start in edges:
        if start in order:
            continue
        stack: list[tuple[KitId, Iterator[KitId]]] = []
        _enter(start, order, lowest, open_, stack, edges)
        while stack:
            kit, rest = stack[-1]
            for included in rest:
                if included not in edges:
                    continue
                if included not in order:
                    _enter(included, order, lowest, open_, stack, edges)
                    break
                if included not in rings:
                    lowest[kit] = min(lowest[kit], order[included])
            else:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    lowest[above] = min(lowest[above], lowest[kit])
                if lowest[kit] == order[kit]:
                    _close(kit, order, open_, rings, levels, edges)
    return rings, levels


def _enter(
    kit: KitId,
    order: dict[KitId, int],
    lowest: dict[KitId, int],
    open_: list[KitId],
    stack: list[tuple[KitId, Iterator[KitId]]],
    edges: Mapping[KitId, Sequence[KitId]],
) -> None:
    order[kit] = lowest[kit] = len(order)
    open_.append(kit)
    stack.append((kit, iter(edges[kit])))


def _close(
    kit: KitId,
    order: Mapping[KitId, int],
    open_: list[KitId],
    rings: dict[KitId, int],
    levels: dict[KitId, int],
    edges: Mapping[KitId, Sequence[KitId]],
) -> None:
    """A circle is complete, or a kit in none: all below it are done."""
    members = open_[open_.index(kit) :] if open_[-1] != kit else [kit]
    del open_[-len(members) :]
    for member in members:
        rings[member] = order[kit]
    for member in members:
        below = [levels.get(one, 1) for one in edges[member] if rings.get(one) != order[kit]]
        levels[member] = 1 + max(below, default=0)
