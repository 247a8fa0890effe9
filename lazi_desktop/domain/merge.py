"""The three-way decision: what happens when base, ours and theirs meet.

Pure. One case table tests it here and in the hub's SQL.
"""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from lazi_desktop.domain.fields import Field, Strategy
from lazi_desktop.domain.values import Value, same


class Decision(StrEnum):
    NOOP = "noop"  # both sides already agree
    ACCEPT = "accepted"  # the person saw what is there now
    CONFLICT = "conflict"  # somebody else changed it to something else meanwhile


def decide_op(*, seen: Value, ours: Value, current: Value) -> Decision:
    """An edit arriving at the hub: by the value the person saw, never by version or time."""
    if same(ours, current):
        return Decision.NOOP
    return Decision.ACCEPT if same(seen, current) else Decision.CONFLICT


class PullDecision(StrEnum):
    """What a newly read ServiceTitan value means for an override of the same field."""

    UNCHANGED = "unchanged"  # ServiceTitan still has what the mirror had
    CONVERGED = "converged"  # ServiceTitan has our value: the override has done its work
    ECHO = "echo"  # it is a value that our unfinished push sent
    CONFLICT = "conflict"
    MOVED = "moved"  # only the mirror moves: it came back to the base we know


def decide_pull(
    *,
    base: Value,
    ours: Value,
    mirror: Value,
    theirs: Value,
    sent: Value | None = None,
    was_sent: bool = False,
) -> PullDecision:
    """A value read from ServiceTitan meets an override made over `base`.

    `sent` is the value of this field in the live push of the entity, if `was_sent` and it was not seen there yet: an
    echo is recognised by value, once.
    """
    if same(theirs, ours):
        return PullDecision.CONVERGED
    if same(theirs, mirror):
        return PullDecision.UNCHANGED
    if was_sent and is_echo(theirs, sent):
        return PullDecision.ECHO
    return PullDecision.MOVED if same(theirs, base) else PullDecision.CONFLICT


def is_echo(theirs: Value, sent: Value) -> bool:
    """Whether this is what a push sent. An object comes back with what ServiceTitan adds to it."""
    return same(theirs, sent) or (isinstance(sent, dict) and _contains(theirs, sent))


class PushDecision(StrEnum):
    CONVERGED = "converged"  # ServiceTitan already has it: nothing to send
    SEND = "send"
    CONFLICT = "conflict"  # changed there since the base


def decide_push(*, base: Value, ours: Value, theirs: Value) -> PushDecision:
    """The last look before sending one field."""
    if agrees(ours, theirs):
        return PushDecision.CONVERGED
    return PushDecision.SEND if same(theirs, base) else PushDecision.CONFLICT


class ReadBack(StrEnum):
    """What reading back proves about a value that was sent."""

    VERIFIED = "verified"
    DIFFERS = (
        "differs"  # answered 200, yet the old value is still there, or a third one of ServiceTitan's making
    )
    CONFLICT = "conflict"  # somebody changed it to something else meanwhile


def judge_read_back(*, before: Value, ours: Value, after: Value) -> ReadBack:
    """Compares one field after a push. `before` is its value at the last look before sending."""
    if agrees(ours, after):
        return ReadBack.VERIFIED
    return ReadBack.DIFFERS if same(after, before) else ReadBack.CONFLICT


_FILLED_IN = frozenset(("id", "vendorName"))  # members of objects that only ServiceTitan writes


def agrees(ours: Value, theirs: Value) -> bool:
    """Whether ServiceTitan has what we sent: the same but for what it fills in, and "nothing" said in another way."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return all(
            agrees(ours.get(name), theirs.get(name)) or (name in _FILLED_IN and name not in ours)
            for name in ours.keys() | theirs.keys()
        )
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(agrees, ours, theirs))
    return same(ours, theirs) or (_is_nothing(ours) and _is_nothing(theirs))


def _is_nothing(value: Value) -> bool:
    return value is None or value in ("", [])


def _contains(whole: Value, part: Value) -> bool:
    """PostgreSQL's `whole @> part`, for objects and what is in them; lists are compared whole."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(name in whole and _contains(whole[name], part[name]) for name in part)
    return same(whole, part)


def merge_sets(field: Field, *, seen: Value, ours: Value, current: Value) -> Value | None:
    """What both sides wanted of a set: theirs, plus what we added, less what we removed.

    None where the two really contradict each other: one entry changed differently on both sides, or removed on one
    and changed on the other.
    """
    if field.strategy is not Strategy.SET:
        return None
    before, mine, now = (_by_key(field, side) for side in (seen, ours, current))
    merged = dict(now)
    for key in before.keys() | mine.keys():
        was, wanted, found = before.get(key), mine.get(key), now.get(key)
        if same(was, wanted):
            continue
        if not same(was, found) and not same(found, wanted):
            return None
        if wanted is None:
            merged.pop(key, None)
        else:
            merged[key] = wanted
    return field.canonical(list(merged.values())) or []


def _by_key(field: Field, value: Value) -> dict[str, Value]:
    if value is None:
        return {}
    if field.entry_key:
        return {str(entry[field.entry_key]): entry for entry in value}
    return {str(entry): entry for entry in value}


class Resolution(StrEnum):
    """What a person decided about a conflict."""

    OURS = "ours"
    THEIRS = "theirs"
    EDITED = "edited"
    MERGED = "merged"


def resolved_value(choice: Resolution, *, ours: Value, theirs: Value, edited: Value = None) -> Value:
    match choice:
        case Resolution.OURS:
            return ours
        case Resolution.THEIRS:
            return theirs
        case Resolution.EDITED | Resolution.MERGED:
            return edited
    assert_never(choice)


def waits_for_words(titles: str) -> str:
    """Of a field that is decided together with one in conflict."""
    return f"Waits for the conflict of {titles} to be decided."
