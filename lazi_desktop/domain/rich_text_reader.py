"""HTML of whatever origin as formatted text: nothing in it runs, loads or is styled.

Browsers, Word, Excel and Google Docs each write lists, bold words and tables in their own way; all of them are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from lazi_desktop.domain.html_tokens import Tag, tokens
from lazi_desktop.domain.rich_text import Block, ListKind, RichText, Span, is_link, joined, trimmed

MOST_READ = 100_000
"""So many letters of HTML are read; longer ones are nothing that a person wrote."""

_SILENT = frozenset((
    "script", "style", "head", "title", "template", "iframe", "object", "svg", "math", "noscript", "select", "audio",
    "video", "canvas", "xml",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote", "pre", "section", "article",
    "header", "footer", "address", "dl", "dt", "dd", "form", "fieldset", "figure", "hr", "body", "html", "center",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_VOID = frozenset(
    ("br", "img", "hr", "input", "meta", "link", "col", "wbr", "embed", "source", "area", "base")
)
_LOOKS: Mapping[str, Callable[[Span], Span]] = {
    **dict.fromkeys(("b", "strong", "th", *_HEADINGS), lambda look: replace(look, bold=True)),
    **dict.fromkeys(("i", "em", "cite"), lambda look: replace(look, italic=True)),
    **dict.fromkeys(("u", "ins"), lambda look: replace(look, underline=True)),
}
_DEEPEST = 200
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MARKUP = re.compile(r"<[a-zA-Z!/?]")
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
_THIN = re.compile(r"(?<![\w-])font-weight\s*:\s*(normal|lighter|[1-5]00)", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE)
_UNDERLINE = re.compile(r"(?<![\w-])text-decoration[a-z-]*\s*:[^;]*underline", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"[(]?(\d+|[a-zA-Z]|[ivxIVX]+)[.)]")
_LOOKS_IN_STYLE = re.compile(
    r"(?<![\w-])(color|background|font-size|font-family|text-align)\s*:", re.IGNORECASE
)


class Lost(StrEnum):
    """What formatted text does not have, and HTML may."""

    TABLES = "tables"
    IMAGES = "images"
    HEADINGS = "headings"
    COLOURS = "colours"
    PROGRAMS = "programs"


_LOST_TAGS = {
    "table": Lost.TABLES,
    **dict.fromkeys(("img", "video", "audio", "picture", "svg"), Lost.IMAGES),
    **dict.fromkeys(_HEADINGS, Lost.HEADINGS),
    **dict.fromkeys(("script", "iframe", "object", "embed"), Lost.PROGRAMS),
    "font": Lost.COLOURS,
}


def read_html(markup: str) -> RichText:
    """What people would read. Text without any tag keeps its line ends."""
    reader = _Reader(keeps_lines=_MARKUP.search(markup) is None)
    for token in tokens(markup[:MOST_READ]):
        if isinstance(token, str):
            reader.take_words(token)
        elif token.is_end:
            reader.end(token.name)
        else:
            reader.begin(token)
    return reader.text()


def lost_in(markup: str) -> frozenset[Lost]:
    """What of it would go if it were written as formatted text."""
    if _MARKUP.search(markup) is None:
        return frozenset()
    found: set[Lost] = set()
    for tag in tokens(markup[:MOST_READ]):
        if isinstance(tag, str) or tag.is_end:
            continue
        if tag.name in _LOST_TAGS:
            found.add(_LOST_TAGS[tag.name])
        if any(name.startswith("on") for name in tag.attributes):
            found.add(Lost.PROGRAMS)
        if _LOOKS_IN_STYLE.search(tag.attributes.get("style", "")):
            found.add(Lost.COLOURS)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Element:
    """`look` is that of the words in it."""

    tag: str
    look: Span
    is_silent: bool = False
    is_mark: bool = False


class _Reader:
    def __init__(self, *, keeps_lines: bool) -> None:
        self._keeps_lines = keeps_lines
        self._open: list[_Element] = []
        self._lists: list[ListKind] = []
        self._blocks: list[Block] = []
        self._spans: list[Span] = []
        self._item: tuple[ListKind, int] = (ListKind.NONE, 0)
        self._word_level = 0
        self._mark = ""

    def text(self) -> RichText:
        self._end_block()
        return tuple(self._blocks)

    # ------------------------------------------------------------------------------------------------------ tags

    def begin(self, given: Tag) -> None:
        tag = given.name
        if tag == "body":
            self._open = [one for one in self._open if not one.is_silent]
        if self._is_silent and tag not in _SILENT:
            return
        if tag == "br":
            self._add("\n")
        elif tag in ("ul", "ol"):
            self._end_block()
            self._lists.append(ListKind(tag))
        elif tag == "li":
            self._end_block()
            self._item = (self._lists[-1] if self._lists else ListKind.BULLETS, max(len(self._lists), 1))
        elif tag in ("td", "th") and self._words():
            self._add(" | ")
        elif tag in _BLOCKS:
            self._start_block(given.attributes.get("style", ""))
        if tag not in _VOID and tag not in ("ul", "ol", "li") and len(self._open) < _DEEPEST:
            self._open.append(self._element(tag, given.attributes))

    def end(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._end_block()
            if self._lists:
                self._lists.pop()
            return
        if tag == "li" or (tag in _BLOCKS and not self._lists and not self._is_silent):
            self._end_block()
        place = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at].tag == tag), -1)
        if place >= 0:
            del self._open[place:]

    def _element(self, tag: str, given: Mapping[str, str]) -> _Element:
        before = self._open[-1] if self._open else _Element("", Span(""))
        look, style = before.look, given.get("style", "")
        if tag in _LOOKS:
            look = _LOOKS[tag](look)
        elif tag == "a" and is_link(given.get("href", "")):
            look = replace(look, link=given["href"].strip())
        if style:
            look = replace(
                look,
                bold=(look.bold or bool(_BOLD.search(style))) and not _THIN.search(style),
                italic=look.italic or bool(_ITALIC.search(style)),
                underline=look.underline or bool(_UNDERLINE.search(style)),
            )
        return _Element(
            tag,
            look,
            before.is_silent or tag in _SILENT,
            before.is_mark or bool(_WORD_MARK.search(style)),
        )

    # ----------------------------------------------------------------------------------------------------- words

    @property
    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1].is_silent

    def take_words(self, data: str) -> None:
        if self._is_silent:
            return
        if self._open and self._open[-1].is_mark:
            self._mark += data
            return
        if self._keeps_lines:
            lines = data.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._add("\n".join(_SPACES.sub(" ", line) for line in lines))
        else:
            self._add(_SPACES.sub(" ", data))

    def _add(self, text: str) -> None:
        if text[:1] == " " and self._ends_in_space():
            text = text[1:]
        if text:
            look = self._open[-1].look if self._open else Span("")
            self._spans.append(replace(look, text=text, underline=look.underline and not look.link))

    def _ends_in_space(self) -> bool:
        return not self._spans or self._spans[-1].text[-1] in (" ", "\n")

    def _words(self) -> str:
        return "".join(span.text for span in self._spans).strip()

    # ---------------------------------------------------------------------------------------------------- blocks

    def _start_block(self, style: str) -> None:
        if self._item[0] and self._lists:  # paragraphs within a line of a list
            if self._words():
                self._add("\n")
            return
        self._end_block()
        level = _WORD_LIST.search(style)
        self._word_level = int(level[1]) if level else 0

    def _end_block(self) -> None:
        words = any(span.text for span in self._spans)
        spans, self._spans = trimmed(joined(_without_unseen(self._spans))), []
        kind, depth = self._item
        if self._word_level:
            kind = ListKind.NUMBERS if _NUMBERED.match(self._mark.strip()) else ListKind.BULLETS
            depth = self._word_level
        if words:
            self._blocks.append(Block(spans, kind, depth))
        self._item, self._word_level, self._mark = (ListKind.NONE, 0), 0, ""


def _without_unseen(spans: list[Span]) -> list[Span]:
    """Without the spaces before a line break and at the end, which nobody sees."""
    result: list[Span] = []
    follows = "\n"
    for span in reversed(spans):
        text = re.sub(r" +\n", "\n", span.text)
        if follows == "\n":
            text = text.rstrip(" ")
        if text:
            follows = text[0]
            result.append(replace(span, text=text))
    return result[::-1]
