"""What a person makes of what is proposed: taken, left out, given to another SKU. Nothing is changed by it yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.matching.photos import Candidate, Proposal

SURE = 0.85
"""From here on most people take what is proposed without looking twice."""
LIKELY = 0.6


class Part(StrEnum):
    """Where a picture stands in the review."""

    PROPOSED = "proposed"  # there is a SKU for it, taken or not
    REST = "rest"  # nobody knows whose it is
    REJECTED = "rejected"
    UNREADABLE = "unreadable"
    ADDED = "added"


class Verdict(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Line:
    """One picture. `chosen` is the SKU a person gave it to; `is_loose`: it is not of the one that was proposed."""

    place: int
    proposal: Proposal
    verdict: Verdict = Verdict.OPEN
    chosen: EntityKey | None = None
    is_loose: bool = False
    problem: str = ""
    """Why it cannot be read, as a sentence."""

    @property
    def best(self) -> Candidate | None:
        """What is proposed for it, where a person has not chosen otherwise."""
        return None if self.is_loose or self.chosen is not None else self.proposal.best

    @property
    def sku(self) -> EntityKey | None:
        if self.chosen is not None:
            return self.chosen
        return self.best.key if self.best is not None else None

    @property
    def confidence(self) -> float | None:
        """None where a person chose, or nothing is proposed."""
        return self.best.confidence if self.best is not None else None

    @property
    def part(self) -> Part:
        if self.problem:
            return Part.UNREADABLE
        if self.verdict is Verdict.ADDED:
            return Part.ADDED
        if self.verdict is Verdict.REJECTED:
            return Part.REJECTED
        return Part.REST if self.sku is None else Part.PROPOSED

    @property
    def is_accepted(self) -> bool:
        return self.verdict is Verdict.ACCEPTED and self.part is Part.PROPOSED

    def may_go_unseen(self, threshold: float) -> bool:
        """Whether it is taken when a person takes all that is at least so sure. What is ambiguous never is, nor what
        the SKU has already."""
        return (
            self.verdict is Verdict.OPEN
            and self.part is Part.PROPOSED
            and self.best is not None
            and not self.proposal.is_ambiguous
            and not self.best.is_there
            and self.best.confidence >= threshold
        )


class Review:
    """Lines keep their places. Every act answers with the places that changed."""

    def __init__(self, proposals: Sequence[Proposal], problems: Mapping[int, str]) -> None:
        self.lines = [
            Line(place, proposal, problem=problems.get(place, "")) for place, proposal in enumerate(proposals)
        ]
        self._parts = [line.part for line in self.lines]
        self._counts = Counter(self._parts)
        self._surest_first = [line.place for line in sorted(self.lines, key=_by_confidence)]

    def of(self, part: Part) -> list[int]:
        """The surest first; what nothing is known of in the order of the files."""
        places = self._surest_first if part is Part.PROPOSED else range(len(self.lines))
        return [place for place in places if self._parts[place] is part]

    def count(self, part: Part) -> int:
        return self._counts[part]

    @property
    def accepted(self) -> list[Line]:
        """In the order of the files."""
        return [line for line in self.lines if line.is_accepted]

    def unseen(self, threshold: float) -> list[int]:
        """What may be taken without looking at each."""
        return [line.place for line in self.lines if line.may_go_unseen(threshold)]

    def skus(self) -> set[EntityKey]:
        """All that are named, also those that are second."""
        named = {candidate.key for line in self.lines for candidate in line.proposal.candidates}
        return named | {line.chosen for line in self.lines if line.chosen is not None}

    # ------------------------------------------------------------------------------------------------------------- acts

    def accept(self, places: Iterable[int]) -> list[int]:
        """Those that have a SKU."""
        return self._change(
            (line for line in self._at(places) if line.sku is not None and not line.is_accepted),
            verdict=Verdict.ACCEPTED,
        )

    def reject(self, places: Iterable[int]) -> list[int]:
        return self._change(
            (line for line in self._at(places) if line.verdict is not Verdict.REJECTED),
            verdict=Verdict.REJECTED,
        )

    def reopen(self, places: Iterable[int]) -> list[int]:
        """Neither taken nor left out; with what is proposed for it."""
        return self._change(
            (line for line in self._at(places) if line.verdict is not Verdict.OPEN), verdict=Verdict.OPEN
        )

    def assign(self, places: Iterable[int], sku: EntityKey) -> list[int]:
        """To a SKU that a person chose; that says it is taken."""
        return self._change(self._at(places), verdict=Verdict.ACCEPTED, chosen=sku, is_loose=False)

    def detach(self, places: Iterable[int]) -> list[int]:
        """It is not of that SKU; of which, is still to be said."""
        return self._change(
            (line for line in self._at(places) if line.sku is not None),
            verdict=Verdict.OPEN,
            chosen=None,
            is_loose=True,
        )

    def put_back(self, lines: Iterable[Line]) -> list[int]:
        """As they were."""
        places = []
        for line in lines:
            self._put(line)
            places.append(line.place)
        return places

    def forget_sku(self, sku: EntityKey) -> list[int]:
        """It is gone."""
        return self.detach([line.place for line in self.lines if line.sku == sku])

    def note_added(self, places: Iterable[int]) -> list[int]:
        return self._change(self._at(places), verdict=Verdict.ADDED)

    def note_taken_back(self, places: Iterable[int]) -> list[int]:
        """They are not there any more, and can be added once more."""
        added = [self.lines[place] for place in places if self.lines[place].part is Part.ADDED]
        return self._change(added, verdict=Verdict.ACCEPTED)

    def note_problem(self, place: int, problem: str) -> list[int]:
        """It turned out that it cannot be read."""
        return self._change([self.lines[place]], problem=problem)

    def _at(self, places: Iterable[int]) -> Iterator[Line]:
        """Those about which there is anything to say."""
        for place in places:
            if self.lines[place].part not in (Part.UNREADABLE, Part.ADDED):
                yield self.lines[place]

    def _put(self, line: Line) -> None:
        before, self._parts[line.place] = self._parts[line.place], line.part
        self._counts[before] -= 1
        self._counts[line.part] += 1
        self.lines[line.place] = line

    def _change(self, lines: Iterable[Line], **values: object) -> list[int]:
        changed = []
        for line in list(lines):
            self._put(replace(line, **values))  # type: ignore[arg-type]
            changed.append(line.place)
        return changed


def _by_confidence(line: Line) -> tuple[float, int]:
    """Whatever a person makes of it, it stays where it is."""
    best = line.proposal.best
    return (-best.confidence if best is not None else 0.0, line.place)
