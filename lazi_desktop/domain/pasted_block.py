"""A block of cells as spreadsheets hand it over: as text with tabs, or as an HTML table.

Excel, LibreOffice and Google Sheets put a cell in quotes when a tab, a line break or a quote is in it, and end with a
line break. The text is the better of the two, since it is what a person sees; the table is taken where the text has
lost where cells end (a browser writes a line break in a cell as the end of the row) or which letters there were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"(?=\t|\r|\n|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_BLOCKS = ("p", "div", "li")
_LOST_LETTER = "\ufffd"

Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """Rows from top to bottom; they need not be equally long."""

    rows: Sequence[Sequence[str]]

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    @property
    def is_even(self) -> bool:
        return len(set(map(len, self.rows))) <= 1

    @property
    def single(self) -> str | None:
        """The text of a block of one cell."""
        return self.rows[0][0] if len(self.rows) == 1 and self.width == 1 else None

    def __bool__(self) -> bool:
        return any(any(row) for row in self.rows)


def read_block(text: str, markup: str = "") -> PastedBlock:
    """What the clipboard holds, given as text and, if there is one, as HTML."""
    block = PastedBlock(read_tsv(text))
    table = PastedBlock(read_table(markup)) if "<t" in markup.lower() else PastedBlock(())
    return table if table and _lost_something(block, table) else block


def _lost_something(block: PastedBlock, table: PastedBlock) -> bool:
    if not block:
        return True
    if (len(block.rows), block.width) != (len(table.rows), table.width) or not block.is_even:
        return table.is_even
    return _LOST_LETTER in str(block.rows) and _LOST_LETTER not in str(table.rows)


def read_tsv(text: str) -> Cells:
    """Cells of tab-separated text. A quote that does not end before a tab or a line's end is just a letter."""
    text = text.rstrip("\0")
    if not text:
        return []
    rows: Cells = [[]]
    place, end = 0, len(text)
    while True:
        quoted = _QUOTED.match(text, place) if text.startswith('"', place) else None
        if quoted:
            rows[-1].append(_LINE_END.sub("\n", quoted[1].replace('""', '"')))
            place = quoted.end()
        else:
            plain = _PLAIN.match(text, place)
            assert plain is not None  # it matches nothing, too
            rows[-1].append(plain[0])
            place = plain.end()
        if place >= end:
            return rows
        if text[place] == "\t":
            place += 1
            continue
        place += 2 if text.startswith("\r\n", place) else 1
        if place >= end:
            return rows
        rows.append([])


def read_table(markup: str) -> Cells:
    """The cells of the first table; one that spans several is followed by empty ones."""
    reader = _TableReader()
    reader.feed(markup)
    reader.close()
    return reader.cells()


class _TableReader(HTMLParser):
    """Browsers and spreadsheets leave out end tags, so a cell ends where the next one begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: Cells = []
        self._below: dict[tuple[int, int], str] = {}
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._depth = 0
        self._is_over = False
        self._silent = 0

    def cells(self) -> Cells:
        self._end_cell()
        return [row for row in self._rows if row]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._silent += 1
        if tag == "table":
            self._depth += 1
        if self._is_over or self._depth > 1:
            return
        if tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            spans = dict(attrs)
            self._text = []
            self._span = (_span(spans.get("colspan")), _span(spans.get("rowspan")))
        elif self._text is not None and (tag == "br" or (tag in _BLOCKS and any(map(str.strip, self._text)))):
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._silent = max(self._silent - 1, 0)
        elif tag == "table":
            self._depth -= 1
            if self._depth <= 0:
                self._end_cell()
                self._is_over = self._is_over or bool(self._rows)
        elif tag in ("td", "th", "tr") and self._depth <= 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _end_cell(self) -> None:
        if self._text is None:
            return
        if not self._rows:
            self._rows.append([])
        lines = "".join(self._text).replace("\xa0", " ").split("\n")
        row, place = self._rows[-1], len(self._rows) - 1
        self._fill_from_above(row, place)
        wide, high = self._span
        first = len(row)
        row += ["\n".join(line.strip() for line in lines).strip("\n"), *[""] * (wide - 1)]
        for below in range(1, high):
            for column in range(first, first + wide):
                self._below[place + below, column] = ""
        self._text = None

    def _fill_from_above(self, row: list[str], place: int) -> None:
        while (place, len(row)) in self._below:
            row.append(self._below.pop((place, len(row))))


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 1_000) if text and text.strip().isdecimal() else 1
