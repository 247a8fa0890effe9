"""A description as what it shows: paragraphs and list lines of plain, bold, italic and underlined words and links.

That is all a description can be given here. What else its HTML may hold (`rich_text_reader`) is not shown, and goes
once somebody edits it as formatted text; until then the HTML stays as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")


class ListKind(StrEnum):
    """By the tag of its list; "" for a paragraph."""

    NONE = ""
    BULLETS = "ul"
    NUMBERS = "ol"


@dataclass(frozen=True, slots=True)
class Span:
    """Words that look alike. A "\\n" in the text is a line break within the paragraph. Links are not underlined too."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    link: str = ""

    def looks_like(self, other: Span) -> bool:
        return replace(self, text="") == replace(other, text="")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line of a list `depth` lists deep. Without spans it is an empty line."""

    spans: tuple[Span, ...] = ()
    list: ListKind = ListKind.NONE
    depth: int = 0

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


RichText = tuple[Block, ...]


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours that look alike as one; empty ones left out."""
    result: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if result and result[-1].looks_like(span):
            result[-1] = replace(span, text=result[-1].text + span.text)
        else:
            result.append(span)
    return tuple(result)


def trimmed(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Without the spaces and line breaks at the end, which show nothing."""
    kept = list(spans)
    while kept and not (text := kept[-1].text.rstrip(" \n")):
        kept.pop()
    return (*kept[:-1], replace(kept[-1], text=text)) if kept else ()


def without_empty_ends(blocks: Sequence[Block]) -> RichText:
    first, last = 0, len(blocks)
    while first < last and not blocks[first].text.strip():
        first += 1
    while last > first and not blocks[last - 1].text.strip():
        last -= 1
    return tuple(blocks[first:last])


def is_link(target: str) -> bool:
    """Whether people may be sent there."""
    return target.strip().lower().startswith(LINK_SCHEMES)
