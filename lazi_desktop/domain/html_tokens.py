"""HTML cut into tags and words, in time that grows with its length whatever stands in it.

Python's own parser looks for the end of every unfinished tag again: 90 KB of them take it minutes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>\"']|\"[^\"]*\"|'[^']*'){0,8000})>")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s{0,9}=\s{0,9}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_ASIDE = re.compile(r"<[!?]")
_RAW = frozenset(("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"))
"""Elements whose insides are no HTML."""


@dataclass(frozen=True)
class Tag:
    name: str
    is_end: bool
    inside: str

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        return {
            found[1].lower(): html.unescape((found[2] or "").strip("\"'"))
            for found in _ATTRIBUTE.finditer(self.inside)
        }


def tokens(markup: str) -> Iterator[Tag | str]:
    """Tags, and between them words with their entities resolved. Comments are left out, and what a tag that ends
    nowhere would hold is words."""
    place = 0
    words: list[str] = []
    while True:
        at = markup.find("<", place)
        if at < 0:
            break
        words.append(markup[place:at])
        found = _TAG.match(markup, at)
        if found is not None:
            if text := html.unescape("".join(words)):
                yield text
            words = []
            tag = Tag(found[2].lower(), bool(found[1]), found[3])
            yield tag
            place = found.end()
            if tag.name in _RAW and not tag.is_end:
                place = _end_of_raw(markup, tag.name, place)
        elif _ASIDE.match(markup, at):
            end = markup.find("-->" if markup.startswith("<!--", at) else ">", at)
            place = len(markup) if end < 0 else markup.index(">", end) + 1
        else:
            words.append("<")
            place = at + 1
    words.append(markup[place:])
    if text := html.unescape("".join(words)):
        yield text


def _end_of_raw(markup: str, name: str, place: int) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(markup, place)
    return len(markup) if found is None else found.start()
