"""What ServiceTitan did to a value that was sent."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.habits import Habit, KnownHabit, classify, warning, what_happened
from lazi_desktop.domain.kinds import EntityKind

D = Decimal
vendor = {"vendorId": 7, "cost": 5}


@pytest.mark.parametrize(
    "before, sent, found, habit",
    [
        (10, 12, 10, Habit.DROPPED),
        ("Old", "New", "Old", Habit.DROPPED),
        (None, "New", None, Habit.DROPPED),
        ([1], [1, 2], [1], Habit.DROPPED),
        (10, D("12.345"), D("12.35"), Habit.ROUNDED),
        (10, D("12.345"), D("12.34"), Habit.ROUNDED),
        (100, D("149.95"), 150, Habit.ROUNDED),
        (10, D("12.999"), 13, Habit.ROUNDED),
        (10, D("12.4999"), D("12.5"), Habit.ROUNDED),
        (10, D("12.501"), D("12.5"), Habit.ROUNDED),
        (D("12.35"), D("12.345"), D("12.35"), Habit.ROUNDED),
        ("PIPE", "Pipe", "PIPE", Habit.NORMALISED),
        ("Old", " Pipe  1/2 ", "Pipe 1/2", Habit.NORMALISED),
        ("Old", "pipe", "PIPE", Habit.NORMALISED),
        ("Old", "<p>A &amp; B</p>", "<div>A & B</div>", Habit.NORMALISED),
        ("Old", "A long text that is cut", "A long text", Habit.NORMALISED),
        ([1], [2, 3, 4], [2, 4], Habit.NORMALISED),
        ({"vendorId": 1, "cost": 1}, {**vendor, "memo": "x"}, {**vendor, "active": True}, Habit.NORMALISED),
        ([], [{"skuId": 1, "quantity": D("1.255")}], [{"skuId": 1, "quantity": D("1.26")}], Habit.NORMALISED),
    ],
)
def test_what_was_done_is_told(before, sent, found, habit):
    told = classify(before=before, sent=sent, found=found, is_shown=True)
    assert told is habit
    assert what_happened(told, sent=sent, found=found).startswith("ServiceTitan")


@pytest.mark.parametrize(
    "before, sent, found",
    [
        (10, 12, 12),
        (10, 12, 15),
        (10, D("12.345"), D("12.5")),
        (10, D("12.01"), 13),
        (10, D("12.99"), 12),
        (10, D("1.2345"), D("1.234")),
        (10, 12, D("12.3")),
        ("Old", "", None),
        ("Old", "New", "Somebody's"),
        ("Old", "New", None),
        (False, True, 1),
        ([1], [2, 3], [2, 9]),
        ([1], [2, 3], []),
        ({"vendorId": 1}, vendor, {"vendorId": 8, "cost": 5}),
    ],
)
def test_what_cannot_have_come_from_what_was_sent_is_no_habit(before, sent, found):
    assert classify(before=before, sent=sent, found=found, is_shown=True) is None


@pytest.mark.parametrize(
    "before, sent, found",
    [
        (100, D("149.95"), 150),
        (10, D("12.345"), D("12.35")),
        ("Old", "A long text that is cut", "A long text"),
        ([1], [2, 3, 4], [2, 4]),
        ([], [{"skuId": 1, "quantity": D("1.255")}], [{"skuId": 1, "quantity": D("1.26")}]),
    ],
)
def test_what_somebody_may_have_typed_meanwhile_is_no_habit_unless_the_answer_showed_it(before, sent, found):
    assert classify(before=before, sent=sent, found=found, is_shown=False) is None
    assert classify(before=before, sent=sent, found=found, is_shown=True) is not None


def test_what_is_as_before_was_dropped_whatever_the_answer_showed():
    assert classify(before=10, sent=12, found=10, is_shown=False) is Habit.DROPPED
    assert classify(before=D("12.35"), sent=D("12.345"), found=D("12.35"), is_shown=False) is Habit.DROPPED
    assert classify(before="Old", sent="pipe", found="PIPE", is_shown=False) is Habit.NORMALISED


@given(st.decimals(-10_000, 10_000, places=4), st.integers(0, 2))
def test_every_rounding_is_known_again(sent, places):
    found = round(sent, places)
    expected = None if found == sent else Habit.ROUNDED
    assert classify(before=D("0.5") + 20_000, sent=sent, found=found, is_shown=True) is expected


def test_words_name_the_values():
    assert what_happened(Habit.ROUNDED, sent=D("1.255"), found=D("1.26")) == (
        "ServiceTitan rounded it: 1.255 was sent, 1.26 is there."
    )
    assert what_happened(Habit.NORMALISED, sent="abcdef", found="abc") == (
        "ServiceTitan cut it off after 3 characters."
    )
    assert (
        what_happened(Habit.NORMALISED, sent=[1, 2, 3], found=[1, 3]) == "ServiceTitan took 2 of 3 entries."
    )


def test_a_warning_tells_how_often():
    def known(habit: Habit, seen: int) -> KnownHabit:
        return KnownHabit(
            kind=EntityKind.MATERIAL, field="price", habit=habit, sent=D("1.255"), found=D("1.26"), seen=seen,
            last=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip

    assert warning(known(Habit.DROPPED, 1)) == "ServiceTitan has dropped a change of this field before."
    assert warning(known(Habit.DROPPED, 3)) == "ServiceTitan has dropped changes of this field 3 times."
    assert warning(known(Habit.ROUNDED, 3)).endswith("rounded this field before: 1.255 became 1.26.")
    assert warning(known(Habit.NORMALISED, 2)) == "ServiceTitan has rewritten this field 2 times."
