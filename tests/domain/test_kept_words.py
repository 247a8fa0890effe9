"""Which words of a text still stand after it was changed."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kept_words import gaps

texts = st.lists(st.sampled_from(["a", "b", "c", "d", "\n"]), max_size=12).map(" ".join)


def parts(text: str) -> list[str]:
    return re.split(r"(\S+)", text)


def kept(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """The words between the gaps, as they are in each; the gaps are checked to leave out nothing else."""
    found = list(gaps(before, after))
    assert (found[0][0].start, found[0][1].start) == (0, 0)
    assert (found[-1][0].stop, found[-1][1].stop) == (len(before), len(after))
    for (old, new), (next_old, next_new) in pairwise(found):
        assert (next_old.start - old.stop, next_new.start - new.stop) == (1, 1)
    return [(before[old.stop], after[new.stop]) for old, new in found[:-1]]


def most_in_common(before: list[str], after: list[str]) -> int:
    row = [0] * (len(after) + 1)
    for word in before:
        above = row
        row = [0]
        for place, other in enumerate(after):
            row.append(above[place] + 1 if word == other else max(row[-1], above[place + 1]))
    return row[-1]


@given(texts, texts)
def test_what_is_kept_is_the_same_in_both(before: str, after: str) -> None:
    assert all(old == new for old, new in kept(parts(before), parts(after)))


@given(texts, texts)
def test_within_a_line_no_word_is_missed(before: str, after: str) -> None:
    old, new = before.replace("\n", "e"), after.replace("\n", "e")
    assert len(kept(parts(old), parts(new))) == most_in_common(old.split(), new.split())


@given(texts)
def test_of_an_unchanged_text_all_is_kept(text: str) -> None:
    assert [old for old, _ in kept(parts(text), parts(text))] == text.split()


def test_whole_lines_are_kept_before_words() -> None:
    before, after = parts("a b\nc\nd e"), parts("a b\na b\nd e")
    assert "".join("".join(before[old]) for old, _ in gaps(before, after)).split() == ["c"]
    assert "".join("".join(after[new]) for _, new in gaps(before, after)).split() == ["a", "b"]


class Counted(str):
    """A word that counts how often one is looked at."""

    __slots__ = ()
    looks = 0

    def __eq__(self, other: object) -> bool:
        Counted.looks += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.looks += 1
        return str.__hash__(self)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x " * 3_900, "x " * 3_899 + "y"),
        ("a b " * 1_900, "b a c " * 1_200),
        ("<li> x " * 1_300, "<li> y " * 1_300),
        ("a\nb\n" * 1_900, "b\na\nc\n" * 1_200),
        ("• ft of pipe\n" * 900, "• m of pipe\n" * 900),
    ],
)
def test_however_often_a_word_occurs_it_is_looked_at_a_few_times(before: str, after: str) -> None:
    old, new = ([Counted(part) for part in parts(text)] for text in (before, after))
    Counted.looks = 0
    assert list(gaps(old, new))
    assert 0 < Counted.looks < 8 * (len(old) + len(new))
