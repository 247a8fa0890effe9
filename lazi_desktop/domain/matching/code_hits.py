"""SKUs whose code or vendor part stands in a file's name, and how sure that makes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lazi_desktop.domain.matching.file_names import FileName, Run, folded, joined
from lazi_desktop.domain.matching.photos import Reason, Why
from lazi_desktop.domain.matching.sifting import Sifted

_LOOSE, _GLUED_BEFORE, _GLUED_AFTER, _GLUED_TO_VIEW = 0.78, 0.55, 0.7, 0.97
_PART, _OTHERWISE_WRITTEN, _INACTIVE, _ONLY_INACTIVE = 0.96, 0.6, 0.6, 0.9
_LONGER = 0.55
_SURE = 0.6
"""What is trusted less is said to be short."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What speaks for the SKU at this place."""

    at: int
    confidence: float
    why: tuple[Why, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Standing:
    """A SKU's code or part as it stands in the name. `is_loose`: numbers are separated otherwise."""

    run: Run
    at: int
    text: str
    is_part: bool
    is_loose: bool


def code_hits(name: FileName, sifted: Sifted) -> list[Hit]:
    """Each SKU once. A code that is part of a longer one in the name is none."""
    found = [one for run in name.runs() for one in _standing(name, run, sifted)]
    tight = {one.run for one in found if not one.is_loose}
    found = [one for one in found if not any(run.holds(one.run) for run in tight)]
    hits: dict[int, Hit] = {}
    for one in found:
        hit = _hit(name, one, sifted)
        if hit is not None and (one.at not in hits or hits[one.at].confidence < hit.confidence):
            hits[one.at] = hit
    return _weighed_up(name, found, hits, sifted)


def _standing(name: FileName, run: Run, sifted: Sifted) -> Iterator[_Standing]:
    if name.is_of_camera and run.end - run.first < len(name.pieces):
        return
    as_joined = name.joined(run)
    for at in sifted.codes.get(run.text, ()):
        code = sifted.skus[at].code
        yield _Standing(run, at, code, False, joined(code) != as_joined)
    for at, part in sifted.parts.get(run.text, ()):
        yield _Standing(run, at, part, True, joined(part) != as_joined)


def _hit(name: FileName, one: _Standing, sifted: Sifted) -> Hit | None:
    run, whole = one.run, name.is_whole(one.run)
    trust = _whole(run.text) if whole else _within(run.text)
    if not trust:
        return None
    within = {False: (Reason.CODE_WITHIN, Reason.CODE), True: (Reason.PART_WITHIN, Reason.PART)}[one.is_part]
    why = [Why(within[whole], one.text)]
    if trust < _SURE:
        why.append(Why(Reason.SHORT, one.text))
    trust *= (_PART if one.is_part else 1) * (_LOOSE if one.is_loose else 1)
    before, after = name.is_glued(run)
    if before or (after and not name.pieces[run.end].tells_nothing):
        trust *= _GLUED_BEFORE if before else _GLUED_AFTER
        why.append(Why(Reason.GLUED))
    elif after:
        trust *= _GLUED_TO_VIEW
    counted = run.end < len(name.pieces) and name.pieces[run.end]
    if counted and counted.is_short_number and not counted.counts and not one.is_part:
        longer = sifted.longer_code(run.text, name.joined(run))
        if longer:
            trust = min(trust, _LONGER)
            why.append(Why(Reason.LONGER_CODES, one.text))
    return Hit(one.at, trust, tuple(why), whole)


def _weighed_up(name: FileName, found: list[_Standing], hits: dict[int, Hit], sifted: Sifted) -> list[Hit]:
    """Of several SKUs of one code: as it is written counts more, and so does what is in use."""
    by_run: dict[Run, set[int]] = {}
    for one in found:
        if one.at in hits:
            by_run.setdefault(one.run, set()).add(one.at)
    for run, places in by_run.items():
        written = name.as_written(run)
        exact = {at for at in places if folded(sifted.skus[at].code).strip() == written}
        active = {at for at in places if sifted.skus[at].active}
        for at in places:
            hit = hits[at]
            share = 1.0 if at in exact or not exact else _OTHERWISE_WRITTEN
            if at not in active:
                share *= _INACTIVE if active else _ONLY_INACTIVE
                hit = replace(hit, why=(*hit.why, Why(Reason.INACTIVE)))
            hits[at] = replace(hit, confidence=hit.confidence * share)
    return list(hits.values())


def _whole(text: str) -> float:
    """The name says nothing else."""
    if text.isdigit():
        return {1: 0.3, 2: 0.45, 3: 0.65, 4: 0.85, 5: 0.93}.get(len(text), 0.97)
    if text.isalpha():
        return {1: 0.3, 2: 0.7, 3: 0.85}.get(len(text), 0.95)
    return 0.9 if len(text) < 4 else 0.98


def _within(text: str) -> float:
    """Among words that say something else. Short ones may stand there by chance."""
    if text.isdigit():
        return {4: 0.5, 5: 0.7}.get(len(text), 0.85 if len(text) > 5 else 0)
    if text.isalpha():
        return {4: 0.4, 5: 0.5}.get(len(text), 0.55 if len(text) > 5 else 0)
    return {1: 0, 2: 0.35, 3: 0.6}.get(len(text), 0.9)
