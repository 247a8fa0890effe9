"""What is proposed for each picture: by its name, its folders and its look, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.matching.code_hits import Hit, code_hits
from lazi_desktop.domain.matching.file_names import FileName, Run, joined, read_name, read_stem
from lazi_desktop.domain.matching.looks import Looks
from lazi_desktop.domain.matching.name_hits import name_hits
from lazi_desktop.domain.matching.photos import (
    Candidate,
    NamedSku,
    Photo,
    Proposal,
    Reason,
    SkuLook,
    Why,
)
from lazi_desktop.domain.matching.sifting import Sifted, Wanted

_MOST_CANDIDATES = 5
_LEAST = 0.2
_AS_GOOD = 0.08
_LESS = 0.01
_RIVAL, _BECAUSE_OF_RIVAL = 0.6, 0.15
_MOST = 0.99
_FOLDERS = (0.9, 0.8, 0.7)
_SAME, _ALIKE, _NEARLY = 0.97, 0.9, 0.82
_MOST_SHARERS = 3
"""A picture on more SKUs than these tells nothing of which it is."""
_SHARED = 0.4
_OF_FOLDER = {
    Reason.CODE: Reason.FOLDER_CODE,
    Reason.CODE_WITHIN: Reason.FOLDER_CODE,
    Reason.PART: Reason.FOLDER_PART,
    Reason.PART_WITHIN: Reason.FOLDER_PART,
}


def propose(
    photos: Sequence[Photo], skus: Sequence[NamedSku], looks: Iterable[SkuLook] = ()
) -> list[Proposal]:
    """In the order of the photos."""
    wanted = Wanted()
    for photo in photos:
        wanted.add(read_name(photo.name))
    for folder in {folder for photo in photos for folder in photo.folders}:
        wanted.add(read_stem(folder))
    matching = _Matching(skus, wanted, Looks(looks))
    return _with_rows_of_pictures([matching.proposal(photo) for photo in photos], matching)


class _Matching:
    def __init__(self, skus: Sequence[NamedSku], wanted: Wanted, looks: Looks) -> None:
        self.sifted = Sifted(skus, wanted)
        self._named: dict[EntityKey, NamedSku] = {}
        """Those that were spoken of."""
        self._looks = looks
        self._of_folders: dict[str, list[Hit]] = {}

    @cached_property
    def _by_key(self) -> dict[EntityKey, NamedSku]:
        """All, which takes a while."""
        return {sku.key: sku for sku in self.sifted.skus}

    def code(self, key: EntityKey) -> str:
        return self._named[key].code

    def proposal(self, photo: Photo) -> Proposal:
        evidence: dict[EntityKey, list[tuple[float, tuple[Why, ...]]]] = {}
        for key, confidence, why in self._evidence(photo):
            evidence.setdefault(key, []).append((confidence, why))
        candidates = [_summed_up(key, found) for key, found in evidence.items()]
        return self.ranked(photo, candidates)

    def ranked(self, photo: Photo, candidates: Iterable[Candidate]) -> Proposal:
        found = [one for one in candidates if one.confidence >= _LEAST]
        found.sort(key=lambda one: (-one.confidence, self.code(one.key)))
        found = found[:_MOST_CANDIDATES]
        if len(found) < 2:
            return Proposal(photo, tuple(found))
        best, second = found[:2]
        rival = Why(Reason.OTHER_FITS, self.code(second.key) or self._named[second.key].name)
        as_good = sum(best.confidence - one.confidence < _AS_GOOD for one in found)
        if as_good > 1:
            found = [replace(one, confidence=min(one.confidence, 1 / as_good)) for one in found]
            found[0] = replace(found[0], why=(*found[0].why, rival))
            return Proposal(photo, tuple(found), is_ambiguous=True)
        if second.confidence >= _RIVAL:
            less = max(best.confidence - _BECAUSE_OF_RIVAL, second.confidence)
            found[0] = replace(best, confidence=less, why=(*best.why, rival))
        return Proposal(photo, tuple(found))

    def _evidence(self, photo: Photo) -> Iterator[tuple[EntityKey, float, tuple[Why, ...]]]:
        name = read_name(photo.name)
        for hit in (*code_hits(name, self.sifted), *name_hits(name, self.sifted)):
            yield self._key(hit), hit.confidence, hit.why
        for share, folder in zip(_FOLDERS, reversed(photo.folders), strict=False):
            for hit in self._folder_hits(folder):
                yield self._key(hit), hit.confidence * share, hit.why
        yield from self._by_look(photo)

    def _folder_hits(self, folder: str) -> list[Hit]:
        if folder not in self._of_folders:
            found = code_hits(read_stem(folder), self.sifted)
            self._of_folders[folder] = [
                replace(
                    hit,
                    why=tuple(replace(one, reason=_OF_FOLDER.get(one.reason, one.reason)) for one in hit.why),
                )
                for hit in found
            ]
        return self._of_folders[folder]

    def _by_look(self, photo: Photo) -> Iterator[tuple[EntityKey, float, tuple[Why, ...]]]:
        if photo.look is None:
            return
        same = [key for key in self._looks.same(photo.look) if key in self._by_key]
        alike = {
            key: bits
            for key, bits in self._looks.alike(photo.look).items()
            if key in self._by_key and key not in same
        }
        self._named |= {key: self._by_key[key] for key in (*same, *alike)}
        shared = len(same) + len(alike) > _MOST_SHARERS
        for key in same:
            yield key, _SHARED if shared else _SAME, (Why(Reason.THERE),)
        for key, bits in alike.items():
            sure = _ALIKE if bits <= 1 else _NEARLY
            yield key, _SHARED if shared else sure, (Why(Reason.LOOK),)

    def _key(self, hit: Hit) -> EntityKey:
        sku = self.sifted.skus[hit.at]
        self._named[sku.key] = sku
        return sku.key


def _summed_up(key: EntityKey, evidence: list[tuple[float, tuple[Why, ...]]]) -> Candidate:
    """The strongest counts whole, every other one halves what is left of the doubt by its share."""
    evidence.sort(key=lambda one: -one[0])
    doubt = 1 - evidence[0][0]
    for confidence, _ in evidence[1:]:
        doubt *= 1 - confidence / 2
    why = tuple(dict.fromkeys(one for _, whys in evidence for one in whys))
    return Candidate(key, min(_MOST, 1 - doubt), why)


def _with_rows_of_pictures(proposals: list[Proposal], matching: _Matching) -> list[Proposal]:
    """ABC-1.jpg beside an ABC-2.jpg may be the first picture of ABC, though there is an ABC-1."""
    counted: dict[tuple[tuple[str, ...], str], set[EntityKey]] = {}
    for one in proposals:
        base = _counted(read_name(one.photo.name))
        if base is not None and one.best is not None and _is_called(matching, one.best.key, base):
            counted.setdefault((one.photo.folders, base.text), set()).add(one.best.key)
    made = []
    for one in proposals:
        base = _counted(read_name(one.photo.name))
        rivals = counted.get((one.photo.folders, base.text), ()) if base is not None else ()
        best = one.best
        if best is None or base is None or best.key in rivals or not _by_code(best):
            made.append(one)
            continue
        known = {candidate.key for candidate in one.candidates}
        others = [
            Candidate(key, best.confidence - _LESS, _row(matching, key)) for key in rivals if key not in known
        ]
        made.append(matching.ranked(one.photo, [*one.candidates, *others]) if others else one)
    return made


def _row(matching: _Matching, key: EntityKey) -> tuple[Why, ...]:
    return (Why(Reason.CODE, matching.code(key)),)


def _by_code(candidate: Candidate) -> bool:
    return any(one.reason is Reason.CODE for one in candidate.why)


def _counted(name: FileName) -> Run | None:
    """What stands before the number at the end."""
    if len(name.pieces) < 2 or not name.pieces[-1].is_short_number:
        return None
    end = len(name.pieces) - 1
    return Run("".join(piece.text for piece in name.pieces[:end]), 0, end)


def _is_called(matching: _Matching, key: EntityKey, base: Run) -> bool:
    return joined(matching.code(key)).replace(".", "") == base.text
