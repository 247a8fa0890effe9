"""What a side made of a text: what it added and what it took away, marked in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import escape

from lazi_desktop.ui.theme.tokens import current_tokens

_WORD = re.compile(r"(\S+)(\s*)|()(\s+)")
LONGEST = 4_000
"""Words of a text beyond which the comparison would be waited for: both are shown unmarked."""


class Part(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    part: Part
    text: str


def text_diff(before: str, after: str) -> Sequence[Run]:
    """The words of `after`, with those of `before` that are gone where they stood."""
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > LONGEST:
        return [Run(Part.SAME, after)]
    runs: list[Run] = []
    # By the words alone: a space is like any other, so that comparing them, too, takes many times as long.
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    for what, start, end, first, last in matcher.get_opcodes():
        if what == "equal":
            for (word, space), (_, other) in zip(old[start:end], new[first:last], strict=True):
                _mark(runs, word, word)
                _mark(runs, space, other)
        else:
            gone, here = _text(old[start:end]), _text(new[first:last])
            _mark(runs, gone.rstrip(), here.rstrip())
            _mark(runs, gone[len(gone.rstrip()) :], here[len(here.rstrip()) :])
    return runs


def _words(text: str) -> list[tuple[str, str]]:
    """Each with the space that follows it; what a text begins with follows the empty word."""
    return [(word, space or lead) for word, space, _, lead in _WORD.findall(text)]


def _text(words: Sequence[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in words)


def _mark(runs: list[Run], before: str, after: str) -> None:
    marked = [(Part.SAME, after)] if before == after else [(Part.REMOVED, before), (Part.ADDED, after)]
    for part, text in marked:
        if runs and text and runs[-1].part is part:
            text = runs.pop().text + text
        if text:
            runs.append(Run(part, text))


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
