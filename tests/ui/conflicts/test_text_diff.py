"""What a side made of a text is marked word by word."""

from __future__ import annotations

import pytest

from lazi_desktop.ui.conflicts.text_diff import LONGEST, Part, Run, text_diff

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


def test_what_would_be_waited_for_is_shown_unmarked() -> None:
    long = "word " * (LONGEST + 1)
    assert text_diff("", long) == [Run(SAME, long)]
