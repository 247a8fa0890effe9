"""Sentences of the layers below, in the language of the window.

Rules, operations and adapters speak English and know no Qt. Their sentences are templates with values in them; the list
of these templates is shipped beside the translations. Here, where a sentence reaches the screen, its template is found
again, translated, and filled with the same values. What fits no template is shown as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from lazi_desktop.config.places import resources_folder
from lazi_desktop.ui.language import spoken_language

_HOLE = re.compile(r"\\\{(\d)\\\}")
_SENTENCES = re.compile(r"(?<=[.!?]) (?=[“\w])")
_PLACED = re.compile(r"Character (\d+): (.+)", re.DOTALL)
"""What is wrong with a formula, and where."""
_IN_A_FILE = re.compile(r"“[\w.]+” in .+")
"""Where a file says something: words of ours around its name."""
_CONTEXTS = ("Domain", "Field", "Kind")


def said(sentence: str) -> str:
    """As it is in English, and where nothing is known about it."""
    if spoken_language() == "en" or not sentence:
        return sentence
    return " ".join(_in_turn(_SENTENCES.split(sentence)))


def _in_turn(parts: Sequence[str]) -> Iterator[str]:
    """As many sentences at once as one template has; the title of an error stands among them as a sentence."""
    while parts:
        for many in range(len(parts), 0, -1):
            joined = " ".join(parts[:many])
            if many > 1 and all(_told(part) for part in parts[:many]):
                continue  # sentences of their own, and no value with a point in it
            if many > 1 and _is_ours(parts[0]) and not _is_ours(joined):
                continue  # what a database or a network says comes after a title of ours, in words of its own
            known = _told(joined)
            if known or many == 1:
                yield known or parts[0]
                parts = parts[many:]
                break


def _is_ours(text: str) -> bool:
    """Without any value in it."""
    title = text.removesuffix(".")
    return _words(text) != text or _words(title) != title


def _told(text: str) -> str:
    placed = _PLACED.fullmatch(text)
    if placed is not None:
        place, problem = placed.groups()
        words = QCoreApplication.translate("Domain", "Character {n}: {problem}")
        return words.format(n=place, problem=_told(problem) or problem)
    title = _whole(text) or _whole(text.removesuffix("."))
    return title if not title or title.endswith((".", "!", "?")) or not text.endswith(".") else f"{title}."


def _whole(sentence: str) -> str:
    """ "" where no template fits."""
    known = _words(sentence)
    if known != sentence:
        return known
    for pattern, template in _templates():
        found = pattern.fullmatch(sentence)
        if found is not None:
            translated = QCoreApplication.translate("Domain", template)
            if translated != template:
                return translated.format(*(said_value(one) for one in found.groups()))
    return ""


def said_value(text: str) -> str:
    """A value of a template, which may be a word of ours: a field's title, a kind."""
    if spoken_language() == "en":
        return text
    capital = text[:1].upper() + text[1:]
    for one in (text, capital):
        known = _words(one)
        if known != one:
            return known if one == text else known[:1].lower() + known[1:]
    return (_whole(text) or text) if _IN_A_FILE.fullmatch(text) else text


def _words(text: str) -> str:
    for context in _CONTEXTS:
        known = QCoreApplication.translate(context, text)
        if known != text:
            return known
    return text


@lru_cache(maxsize=1)
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Those with values in them, the most telling first."""
    file = resources_folder() / "translations" / "sentences.txt"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "{0}" in line]
    lines.sort(key=lambda line: -len(_HOLE.sub("", re.escape(line))))
    return [(re.compile(_HOLE.sub("(.+?)", re.escape(line)), re.DOTALL), line) for line in lines]
