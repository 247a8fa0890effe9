"""Merge cases: one table for the domain's functions and for the hub's SQL. Each ends with a sentence that says why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

D = Decimal

# (seen, ours, current, expected, because): an edit arrives at the hub
OP_CASES: list[tuple[Any, Any, Any, str, str]] = [
    (10, 12, 10, "accepted", "the person saw what is there"),
    (10, 12, 11, "conflict", "somebody changed it to something else meanwhile"),
    (10, 12, 12, "noop", "somebody made the same change"),
    (10, 10, 10, "noop", "nothing was changed"),
    (10, 10, 11, "conflict", "the old value was meant, over a newer one"),
    (12, 10, 12, "accepted", "back to an earlier value, knowingly"),
    (None, 5, None, "accepted", "a value where there was none"),
    (5, None, 5, "accepted", "a value was emptied"),
    (5, None, None, "noop", "both emptied it"),
    (5, None, 6, "conflict", "emptied here, changed there"),
    (None, 5, 6, "conflict", "both filled it, differently"),
    (0, None, 0, "accepted", "zero is a value, empty is not"),
    (None, 0, None, "accepted", "empty is not zero"),
    (D("10.5"), D("10.50"), 10, "conflict", "trailing zeros are no difference, and no excuse"),
    (D("10.50"), 12, D("10.5"), "accepted", "10.50 and 10.5 are the same price"),
    (D("0.1"), D("0.3"), D("0.3"), "noop", "decimals are exact"),
    (True, False, True, "accepted", "a flag"),
    (True, 1, True, "accepted", "one is not true"),
    (1, True, 1, "accepted", "true is not one"),
    ("a", "A", "a", "accepted", "upper case is a change"),
    ("é", "e", "é", "accepted", "texts compare as they are"),
    ("1", 1, "1", "accepted", "a text is not a number"),
    ([1, 2], [1, 2, 3], [1, 2], "accepted", "a set grew"),
    ([1, 2], [1, 2, 3], [1, 2, 4], "conflict", "a set grew on both sides; merging it is the domain's work"),
    ([], None, [], "accepted", "an empty set is not nothing"),
    ([1, 2], [2, 1], [1, 2], "accepted", "lists keep their order; sets arrive sorted"),
    ({"a": 1, "b": 2}, {"b": 2, "a": 3}, {"b": 2, "a": 1}, "accepted", "the order of members means nothing"),
    ({"a": None}, {"a": 1}, {}, "conflict", "inside a structure, empty and absent differ"),
    ({"cost": D("1.0")}, 7, {"cost": 1}, "accepted", "equal numbers inside structures are equal"),
]

# (base, ours, mirror, theirs, sent or ABSENT, expected, because): a value read from ServiceTitan meets an override
ABSENT: Any = object()
PULL_CASES: list[tuple[Any, Any, Any, Any, Any, str, str]] = [
    (10, 12, 10, 10, ABSENT, "unchanged", "ServiceTitan still has what the mirror had"),
    (10, 12, 10, 12, ABSENT, "converged", "ServiceTitan has our value"),
    (10, 12, 10, 11, ABSENT, "conflict", "the office changed it to something else"),
    (10, 12, 11, 10, ABSENT, "moved", "the office took its change back"),
    (10, 12, 11, 11, ABSENT, "unchanged", "the conflict is known already"),
    (10, 12, 11, 12, ABSENT, "converged", "the office came round to our value"),
    (10, 12, 11, 13, ABSENT, "conflict", "changed once more"),
    (10, 13, 10, 12, 12, "echo", "our own unfinished push, while the person has typed on"),
    (10, 13, 10, 12, 11, "conflict", "not the value that we sent"),
    (10, 12, 10, 12, 12, "converged", "what was sent has arrived"),
    (10, 13, 12, 12, 12, "unchanged", "the echo is known already"),
    (10, 13, 11, 10, 10, "echo", "what we sent comes before the base"),
    (None, 5, None, 6, ABSENT, "conflict", "both filled it"),
    (5, None, 5, None, ABSENT, "converged", "both emptied it"),
    (5, None, 5, 6, ABSENT, "conflict", "emptied here, changed there"),
    (5, 6, 5, None, ABSENT, "conflict", "changed here, emptied there"),
    (5, 6, 5, None, None, "echo", "a sent emptiness is a sent value"),
    (
        None,
        {"vendorId": 7},
        None,
        {"id": 1, "vendorId": 7},
        {"vendorId": 7},
        "echo",
        "with what ServiceTitan adds",
    ),
    (None, {"vendorId": 7}, None, {"id": 1, "vendorId": 8}, {"vendorId": 7}, "conflict", "another vendor"),
    (None, {"vendorId": 7}, None, {"id": 1, "vendorId": 7}, ABSENT, "conflict", "never sent, so not ours"),
    (None, {"a": {"b": 1}}, None, {"a": {"b": 1, "c": None}}, {"a": {"b": 1}}, "echo", "added further down"),
    (D("9.90"), D("9.95"), D("9.9"), D("9.950"), ABSENT, "converged", "the same price, written otherwise"),
    ([1], [1, 2], [1], [1, 3], ABSENT, "conflict", "the domain merges sets"),
]
