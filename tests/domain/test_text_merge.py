"""Merging what two people did to one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kept_words import LONGEST
from lazi_desktop.domain.text_merge import merge_texts

BASE = "Replace the old valve, test it and clean up. Warranty one year."


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged", "because"),
    [
        (BASE, BASE.replace("old", "leaking"), BASE.replace("one year", "two years"),
         "Replace the leaking valve, test it and clean up. Warranty two years.", "different places"),
        (BASE, BASE.replace("the old", "a leaking"), BASE.replace("one", "two"),
         "Replace a leaking valve, test it and clean up. Warranty two year.", "two words are one change"),
        (BASE, BASE.replace("old", "leaking"), BASE.replace("old", "leaking"),
         BASE.replace("old", "leaking"), "the same change"),
        (BASE, BASE.replace("old", "leaking"), BASE.replace("old", "worn"), None, "one word, two ways"),
        (BASE, BASE.replace("old", "leaking"), BASE.replace("valve,", "pump,"), None, "side by side"),
        (BASE, BASE.replace("test it ", ""), BASE.replace("test it", "test it twice"), None, "removed and changed"),
        (BASE, BASE + " No rust.", BASE + " No leaks.", None, "both at the end"),
        (BASE, BASE + " No rust.", "Hello. " + BASE, "Hello. " + BASE + " No rust.", "the two ends"),
        ("<p>One</p> and two", "<b>One</b> and two", "<p>One</p> and three", None, "markup was touched"),
        ("<p>One</p> and two", "<p>Once</p> and two", "<p>One</p> and three", "<p>Once</p> and three", "only words"),
        (None, "ours", "theirs", None, "there was nothing"),
        (BASE, None, BASE.replace("old", "worn"), None, "all of it was removed"),
        ("a b c", "a b c", "a x c", "a x c", "one side alone"),
        ("5 ft pipe\n6 ft pipe\n7 ft pipe\nall of brass", "5 ft pipe\n7 ft pipe\nall of brass",
         "5 ft pipe\n6 m pipe\n7 ft pipe\nall of brass", None, "a row removed and changed, among rows like it"),
        ("5 ft pipe\n6 ft pipe\n7 ft pipe\nall of brass", "5 ft pipe\n7 ft pipe\nall of brass",
         "5 ft pipe\n6 ft pipe\n7 ft pipe\nall of steel", "5 ft pipe\n7 ft pipe\nall of steel", "a row removed"),
        ("6 ft pex pipe 8 ft pex pipe 0 ft pex pipe", "6 m pex pipe 0 ft pex pipe",
         "6 ft pex pipe 8 ft pex tube 0 ft pex pipe", None, "which of the pipes was removed is unclear"),
        ("one two three", "one\ntwo three", "one two four", "one\ntwo four", "a new line, and a word"),
        ("one two three", "one\ntwo three", "one\t two three", None, "one white space, two ways"),
    ],
)  # fmt: skip
def test_cases(
    base: str | None, ours: str | None, theirs: str | None, merged: str | None, because: str
) -> None:
    assert merge_texts(base, ours, theirs) == merged, because


def test_what_would_take_long_is_for_a_person() -> None:
    base = "word " * LONGEST
    assert merge_texts(base, base + "a", "b " + base) is None


def test_a_long_list_is_merged_row_by_row() -> None:
    rows = [f"• {number % 7} ft copper pipe" for number in range(400)]
    ours = [row.replace("copper", "brass") if place % 5 == 0 else row for place, row in enumerate(rows)]
    theirs = [row.replace("pipe", "tube") if place % 5 == 3 else row for place, row in enumerate(rows)]
    both = [mine if mine != row else other for row, mine, other in zip(rows, ours, theirs, strict=True)]
    assert merge_texts(*map("\n".join, (rows, ours, theirs))) == "\n".join(both)


def test_words_that_occur_a_thousand_times_are_merged_or_for_a_person() -> None:
    base = "a b " * 1_900
    assert merge_texts(base, "b a c " * 1_200, base + "d") is None
    assert merge_texts(base, "c " + base, base + "d") == "c " + base + "d"


words = st.lists(st.sampled_from(["a", "b", "c", "d", "<p>"]), max_size=8).map(" ".join)


@given(words, words, words)
def test_it_does_not_matter_who_was_first(base: str, ours: str, theirs: str) -> None:
    assert merge_texts(base, ours, theirs) == merge_texts(base, theirs, ours)


@given(words, words)
def test_one_side_alone_is_taken_as_it_is(base: str, ours: str) -> None:
    assert merge_texts(base, ours, base) in (ours, None)
    if "<" not in base + ours:
        assert merge_texts(base, ours, base) == ours
