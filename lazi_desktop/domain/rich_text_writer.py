"""Formatted text as HTML: the least that says it, and nothing else."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import groupby

from lazi_desktop.domain.rich_text import Block, ListKind, RichText, Span, trimmed, without_empty_ends

_BREAK = "<br/>"


def write_html(text: RichText) -> str:
    """A single paragraph stands for itself; several are `<p>`, lists `<ul>` and `<ol>`. "" for nothing."""
    blocks = without_empty_ends(text)
    if len(blocks) == 1 and blocks[0].list is ListKind.NONE:
        return _spans(blocks[0].spans)
    pieces: list[str] = []
    for is_list, group in groupby(blocks, key=lambda block: block.list is not ListKind.NONE):
        alike = list(group)
        pieces += _lists(alike) if is_list else map(_paragraph, alike)
    return "".join(pieces)


def _paragraph(block: Block) -> str:
    return f"<p>{_spans(block.spans) or _BREAK}</p>"


def _lists(blocks: Sequence[Block]) -> Iterator[str]:
    """A deeper list stands inside the line before it."""
    opened: list[ListKind] = []
    for block in blocks:
        depth = min(max(block.depth, 1), len(opened) + 1)
        while len(opened) > depth or (len(opened) == depth and opened[-1] is not block.list):
            yield f"</li></{opened.pop()}>"
        if len(opened) == depth:
            yield "</li>"
        else:
            opened.append(block.list)
            yield f"<{block.list}>"
        yield f"<li>{_spans(block.spans)}"
    while opened:
        yield f"</li></{opened.pop()}>"


def _spans(spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    opened: list[str] = []
    before = ""
    for span in trimmed(spans):
        wanted = _tags(span)
        kept = 0
        while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
            kept += 1
        pieces += [f"</{tag[:1]}>" for tag in reversed(opened[kept:])]
        pieces += [f"<{tag}>" for tag in wanted[kept:]]
        opened = wanted
        pieces.append(_words(span.text, before))
        before = span.text[-1:]
    pieces += [f"</{tag[:1]}>" for tag in reversed(opened)]
    return "".join(pieces)


def _tags(span: Span) -> list[str]:
    link = [f'a href="{html.escape(span.link)}"'] if span.link else []
    looks = (("b", span.bold), ("i", span.italic), ("u", span.underline and not span.link))
    return link + [tag for tag, on in looks if on]


def _words(text: str, before: str) -> str:
    """Spaces that a reader would drop (after another one, at the beginning of a line) do not break and stay."""
    pieces = []
    for letter in text:
        if letter == "\n":
            pieces.append(_BREAK)
        elif letter == "\xa0" or (letter == " " and before in ("", " ", "\n")):
            pieces.append("&nbsp;")
        else:
            pieces.append(html.escape(letter, quote=False))
        before = letter
    return "".join(pieces)
