"""What a side made of a text: what it added and what it took away, marked in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import groupby
from operator import attrgetter

from lazi_desktop.domain.kept_words import LONGEST, gaps, word_count
from lazi_desktop.ui.theme.tokens import current_tokens

_WORD = re.compile(r"(\S+)")


class Part(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    part: Part
    text: str


def text_diff(before: str, after: str) -> Sequence[Run]:
    """The words of `after`, with those of `before` that are gone where they stood; unmarked if too long to compare."""
    old, new = _WORD.split(before), _WORD.split(after)
    if max(word_count(old), word_count(new)) > LONGEST:
        return [Run(Part.SAME, after)]
    marks: list[Run] = []
    for gone, here in gaps(old, new):
        marks += _marks(old[gone], new[here])
        marks += [Run(Part.SAME, word) for word in new[here.stop : here.stop + 1]]
    told = (mark for mark in marks if mark.text)
    return [Run(part, "".join(run.text for run in runs)) for part, runs in groupby(told, attrgetter("part"))]


def _marks(gone: Sequence[str], here: Sequence[str]) -> list[Run]:
    """The white space they begin or end with is no change where it is the same."""
    lead = trail = ""
    if gone[0] == here[0]:
        lead, gone, here = gone[0], gone[1:], here[1:]
    if gone and here and gone[-1] == here[-1]:
        trail, gone, here = gone[-1], gone[:-1], here[:-1]
    return [
        Run(Part.SAME, lead),
        Run(Part.REMOVED, "".join(gone)),
        Run(Part.ADDED, "".join(here)),
        Run(Part.SAME, trail),
    ]


def diff_html(before: str, after: str) -> str:
    """As rich text in the colours of the theme; what is typed stays text."""
    tokens = current_tokens()
    looks = {
        Part.SAME: "{}",
        Part.ADDED: f'<span style="background:{tokens.proved_soft};color:{tokens.proved_text}">{{}}</span>',
        Part.REMOVED: f'<span style="color:{tokens.danger_text};text-decoration:line-through">{{}}</span>',
    }
    return "".join(
        looks[run.part].replace("{}", escape(run.text).replace("\n", "<br>"))
        for run in text_diff(before, after)
    )
