"""Pictures added here and what ServiceTitan shows in their places: it has addresses of its own for them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from lazi_desktop.domain.assets import PICTURE_FIELDS, local_digests, read_assets, readdressed
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Value

Pair = tuple[str, str]
"""The digest of a picture of ours, and a path where ServiceTitan has the same."""


@dataclass(frozen=True, slots=True)
class PicturesShown:
    """What is known of the pictures that ServiceTitan shows in the places of some of ours."""

    proved: Container[Pair] = frozenset()
    doubts: Mapping[str, str] = field(default_factory=dict)
    """By field: why what is there is not ours."""
    not_known: Mapping[str, str] = field(default_factory=dict)
    """By field: why that cannot be told now."""
    not_here: Container[str] = frozenset()
    """Fields of those with a picture of ours that the team does not have: perhaps it can never be told."""


NO_PICTURES = PicturesShown()


def to_compare(
    field: str,
    ours: Value,
    theirs: Value,
    base: Value,
    proved: Container[Pair],
    uploaded: Container[Pair] = frozenset(),
) -> Sequence[Pair]:
    """What must be fetched to tell whether theirs are ours: where one of ours should be, something is of which nothing
    is known yet, and which was not there before, or is called as one of its uploads: `uploaded` names their files."""
    if field not in PICTURE_FIELDS or not local_digests(field, ours):
        return []
    before = {one.address for one in read_assets(base)}
    return [
        (digest, path)
        for digest, address, path in _side_by_side(ours, theirs)
        if path not in ("", address)
        and (digest, path) not in proved
        and (path not in before or (digest, file_of(path)) in uploaded)
    ]


def as_said(field: str, ours: Value, theirs: Value, proved: Container[Pair]) -> Value:
    """Our value with ServiceTitan's own addresses, where it shows the same pictures in the same places."""
    if field not in PICTURE_FIELDS or not local_digests(field, ours):
        return ours
    said = {
        address: path for digest, address, path in _side_by_side(ours, theirs) if (digest, path) in proved
    }
    return readdressed(field, ours, said)


def as_pushed(field: str, ours: Value, theirs: Value) -> Value:
    """Our value as it may stand there since it was pushed: under whichever addresses of ServiceTitan's own are in the
    places of our pictures. It is not known whether they show the same."""
    if field not in PICTURE_FIELDS:
        return ours
    there = _side_by_side(ours, theirs)
    return as_said(
        field, ours, theirs, {(digest, path) for digest, _, path in there if path and not local_digest(path)}
    )


def file_of(path: str) -> str:
    return path.rpartition("/")[2]


def _side_by_side(ours: Value, theirs: Value) -> Sequence[tuple[str, str, str]]:
    """Of each picture of ours its digest, its address, and what ServiceTitan shows in its place."""
    return [
        (digest, mine.address, there.address)
        for mine, there in zip(read_assets(ours), read_assets(theirs), strict=False)
        if (digest := local_digest(mine.address)) is not None
    ]
