"""Formatted text in a QTextDocument, and back. Qt's own HTML is neither read nor written."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextList,
    QTextListFormat,
)

from lazi_desktop.domain.rich_text import Block, ListKind, RichText, Span, joined
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color

_BREAK = "\u2028"
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)


def fill(document: QTextDocument, text: RichText) -> None:
    """Shows it instead of what is there; nothing of that can be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.setCharFormat(QTextCharFormat())
    insert(cursor, text)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def insert(cursor: QTextCursor, text: RichText) -> None:
    """Its first paragraph goes on in the cursor's one, unless it is a line of a list."""
    cursor.beginEditBlock()
    lists: dict[tuple[ListKind, int], QTextList] = {}
    for place, block in enumerate(text):
        if place:
            cursor.insertBlock(_spaced(), QTextCharFormat())
        else:
            cursor.mergeBlockFormat(_spaced())
        here = (block.list, block.depth)
        if block.list is ListKind.NONE:
            lists.clear()
            leave_list(cursor)
        elif here in lists:
            lists[here].add(cursor.block())
        else:
            lists = {one: known for one, known in lists.items() if one[1] < block.depth}
            lists[here] = cursor.createList(list_format(*here))
        for span in block.spans:
            cursor.insertText(span.text.replace("\n", _BREAK), _looks(span))
    cursor.endEditBlock()


def read(document: QTextDocument) -> RichText:
    blocks: list[Block] = []
    block = document.begin()
    while block.isValid():
        held = block.textList()
        kind = kind_of(held)
        depth = max(held.format().indent(), 1) if kind else 0
        blocks.append(Block(joined(_spans(block)), kind, depth))
        block = block.next()
    return tuple(blocks)


def kind_of(held: QTextList | None) -> ListKind:
    if held is None:
        return ListKind.NONE
    return ListKind.BULLETS if held.format().style() in _BULLETS else ListKind.NUMBERS


def list_format(kind: ListKind, depth: int) -> QTextListFormat:
    made = QTextListFormat()
    style = QTextListFormat.Style
    made.setStyle(style.ListDisc if kind is ListKind.BULLETS else style.ListDecimal)
    made.setIndent(depth)
    return made


def leave_list(cursor: QTextCursor) -> None:
    held = cursor.currentList()
    if kind_of(held):
        held.remove(cursor.block())
        plain = cursor.blockFormat()
        plain.setIndent(0)
        cursor.setBlockFormat(plain)


def link_looks(target: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setAnchor(True)
    made.setAnchorHref(target)
    made.setForeground(color("accent"))
    made.setFontUnderline(True)
    return made


def _spaced() -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setBottomMargin(metrics.GAP_TINY)
    return made


def _looks(span: Span) -> QTextCharFormat:
    made = link_looks(span.link) if span.link else QTextCharFormat()
    if span.bold:
        made.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        made.setFontItalic(True)
    if span.underline:
        made.setFontUnderline(True)
    return made


def _spans(block: QTextBlock) -> Iterator[Span]:
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        looks = fragment.charFormat()
        link = looks.anchorHref() if looks.isAnchor() else ""
        yield Span(
            fragment.text().replace(_BREAK, "\n").replace("\ufffc", ""),
            bold=looks.fontWeight() >= QFont.Weight.DemiBold,
            italic=looks.fontItalic(),
            underline=looks.fontUnderline() and not link,
            link=link,
        )
        place += 1
