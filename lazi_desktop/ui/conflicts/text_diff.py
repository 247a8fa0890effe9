"""What a side made of a text: what it added and what it took away, marked in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import escape

from lazi_desktop.ui.theme.tokens import current_tokens

_TOKEN = re.compile(r"\S+\s*|\s+")
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
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return [Run(Part.SAME, after)]
    runs: list[Run] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, here = "".join(old[start:end]), "".join(new[first:last])
        if what == "equal":
            runs.append(Run(Part.SAME, here))
            continue
        runs += [Run(part, text) for part, text in ((Part.REMOVED, gone), (Part.ADDED, here)) if text]
    return runs


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
