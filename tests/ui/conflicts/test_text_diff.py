"""What a side made of a text is marked word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kept_words import LONGEST
from lazi_desktop.ui.conflicts.text_diff import Part, Run, text_diff

SAME, ADDED, REMOVED = Part.SAME, Part.ADDED, Part.REMOVED


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("", "", []),
        ("Copper elbow", "Copper elbow", [Run(SAME, "Copper elbow")]),
        ("Copper elbow", "Brass elbow", [Run(REMOVED, "Copper"), Run(ADDED, "Brass"), Run(SAME, " elbow")]),
        (
            "Fits the valve",
            "Fits the old valve",
            [Run(SAME, "Fits the "), Run(ADDED, "old "), Run(SAME, "valve")],
        ),
        ("Fits", "Fits all", [Run(SAME, "Fits"), Run(ADDED, " all")]),
        ("one\ntwo", "one", [Run(SAME, "one"), Run(REMOVED, "\ntwo")]),
        ("one two", "one\ntwo", [Run(SAME, "one"), Run(REMOVED, " "), Run(ADDED, "\n"), Run(SAME, "two")]),
        (" ", "\n", [Run(REMOVED, " "), Run(ADDED, "\n")]),
        (" lead", "lead", [Run(REMOVED, " "), Run(SAME, "lead")]),
        ("", "new", [Run(ADDED, "new")]),
    ],
)
def test_words_are_marked(before: str, after: str, marked: list[Run]) -> None:
    assert text_diff(before, after) == marked


def test_both_texts_can_be_read_from_what_is_marked() -> None:
    before = " ".join(f"w{number % 37}" for number in range(900))
    after = before.replace("w3 ", "changed ").replace(" w11", "  w11\n")
    runs = text_diff(before, after)
    assert "".join(run.text for run in runs if run.part is not ADDED) == before
    assert "".join(run.text for run in runs if run.part is not REMOVED) == after


texts = st.lists(st.sampled_from(["a", "b", "c", " ", "  ", "\n", "\u00a0", "\x1c"]), max_size=20).map(
    "".join
)


@given(texts, texts)
def test_nothing_is_lost_and_nothing_is_marked_twice(before: str, after: str) -> None:
    runs = text_diff(before, after)
    assert "".join(run.text for run in runs if run.part is not ADDED) == before
    assert "".join(run.text for run in runs if run.part is not REMOVED) == after
    assert all(run.text for run in runs)
    assert all(run.part is not following.part for run, following in pairwise(runs))


ROWS = [f"• {number % 7} ft copper pipe" for number in range(400)]


def test_one_word_of_a_long_list_is_marked_alone() -> None:
    before = "\n".join(ROWS)
    head, tail = "\n".join(ROWS[:200]) + "\n• ", " ft copper pipe\n" + "\n".join(ROWS[201:])
    assert before == f"{head}4{tail}"
    assert text_diff(before, f"{head}12{tail}") == [
        Run(SAME, head),
        Run(REMOVED, "4"),
        Run(ADDED, "12"),
        Run(SAME, tail),
    ]


def test_every_fifth_row_of_a_long_list_is_marked_where_it_changed() -> None:
    after = [row.replace("copper", "brass") if place % 5 == 2 else row for place, row in enumerate(ROWS)]
    runs = text_diff("\n".join(ROWS), "\n".join(after))
    assert [run.text for run in runs if run.part is not SAME] == ["copper", "brass"] * 80


def test_a_row_added_or_removed_among_its_like_is_marked_as_a_row() -> None:
    fewer = "Fits:\n• 5 ft copper pipe\n• 6 ft copper pipe\nOld end"
    more = "Fits all:\n• 5 ft copper pipe\n• 8 ft copper pipe\n• 6 ft copper pipe\nNew end"
    row = "• 8 ft copper pipe\n"
    assert Run(ADDED, row) in [Run(run.part, run.text.lstrip("\n")) for run in text_diff(fewer, more)]
    assert Run(REMOVED, row) in [Run(run.part, run.text.lstrip("\n")) for run in text_diff(more, fewer)]


def test_words_that_occur_a_thousand_times_are_marked_as_well() -> None:
    runs = text_diff("<li> x " * 1_300, "<li> y " * 1_300)
    assert [run.text for run in runs if run.part is not SAME] == ["x", "y"] * 1_300


def test_what_would_be_waited_for_is_shown_unmarked() -> None:
    long = "word " * (LONGEST + 1)
    assert text_diff("", long) == [Run(SAME, long)]
