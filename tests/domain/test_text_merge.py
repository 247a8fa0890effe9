"""Merging what two people did to one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.text_merge import LONGEST, merge_texts

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
    ],
)  # fmt: skip
def test_cases(
    base: str | None, ours: str | None, theirs: str | None, merged: str | None, because: str
) -> None:
    assert merge_texts(base, ours, theirs) == merged, because


def test_what_would_take_long_is_for_a_person() -> None:
    base = "word " * LONGEST
    assert merge_texts(base, base + "a", "b " + base) is None


words = st.lists(st.sampled_from(["a", "b", "c", "d", "<p>"]), max_size=8).map(" ".join)


@given(words, words, words)
def test_it_does_not_matter_who_was_first(base: str, ours: str, theirs: str) -> None:
    assert merge_texts(base, ours, theirs) == merge_texts(base, theirs, ours)


@given(words, words)
def test_one_side_alone_is_taken_as_it_is(base: str, ours: str) -> None:
    assert merge_texts(base, ours, base) in (ours, None)
    if "<" not in base + ours:
        assert merge_texts(base, ours, base) == ours
