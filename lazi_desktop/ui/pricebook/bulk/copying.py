"""Cells as spreadsheets take them from the clipboard: text with tabs, an HTML table, and exactly for ourselves."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QLocale, QMimeData

from lazi_desktop.domain.column_values import INCOMPLETE
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.plain_form import TYPED, plain_form
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.formatting import edit_text
from lazi_desktop.ui.listed import is_listed
from lazi_desktop.ui.pricebook.sku_columns import Measure, SkuColumn, field_for, shown_value, value_of

OURS = "application/x-lazi-desktop-cells"
MOST_IN_HTML = 200_000
"""Beyond so many cells the table is left out: spreadsheets read the text in a fraction of the time."""

TextOf = Callable[[SkuRow, SkuColumn], str]
_NUMBERS = (FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER)


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """`number`: `text` is one, with the point as its decimal sign."""

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    """The texts of what was copied, for the clipboard."""

    exact: str
    text: str
    markup: str

    def as_mime(self) -> QMimeData:
        mime = QMimeData()
        mime.setText(self.text)
        if self.markup:
            mime.setHtml(self.markup)
        mime.setData(OURS, self.exact.encode())
        return mime


_BLANK = CopiedCell("")


def copied(
    rows: Sequence[tuple[SkuRow, Collection[int]]],
    columns: Sequence[SkuColumn],
    text_of: TextOf,
    *,
    headings: bool = False,
    decimal_sign: str = "",
) -> Copied:
    """For each row, the places in `columns` wanted of it. Columns stand as shown; cells in between are blank."""
    sign = decimal_sign or QLocale.system().decimalPoint()
    wanted = {place for _, places in rows for place in places}
    places = [place for place in sorted(wanted) if columns[place].title]
    table = [
        [_cell(row, columns[place], text_of) if place in here else _BLANK for place in places]
        for row, here in rows
    ]
    if headings:
        table.insert(0, [CopiedCell(columns[place].heading) for place in places])
    markup = _markup(table, sign) if len(table) * len(places) <= MOST_IN_HTML else ""
    return Copied(_tsv(table, "."), _tsv(table, sign).removesuffix("\n"), markup)


def _cell(row: SkuRow, column: SkuColumn, text_of: TextOf) -> CopiedCell:
    one = field_for(column, row.kind)
    if one is not None and one.type in TYPED and one.type is not FieldType.MOMENT:
        value = shown_value(row, column, one)
        if is_listed(one.name):  # by the name, where that leads back to it
            return CopiedCell(edit_text(one, value))
        return CopiedCell(plain_form(one, value), one.type in _NUMBERS)
    text = text_of(row, column)
    share = value_of(row, column) if column.measure is Measure.SHARE else INCOMPLETE
    if share != INCOMPLETE:
        return CopiedCell("" if share is None else f"{Decimal(share) * 100:.1f}%")
    return CopiedCell(text)


def _tsv(table: Sequence[Sequence[CopiedCell]], sign: str) -> str:
    return "".join("\t".join([_quoted(_spelled(cell, sign)) for cell in row]) + "\n" for row in table)


def _spelled(cell: CopiedCell, sign: str) -> str:
    return cell.text.replace(".", sign) if cell.number and sign != "." else cell.text


def _quoted(text: str) -> str:
    """A quote inside, as in a size, stands for itself."""
    if text.startswith('"') or "\t" in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _markup(table: Sequence[Sequence[CopiedCell]], sign: str) -> str:
    """Numbers as numbers for Excel and LibreOffice, everything else as text: codes keep their leading zeros."""
    lines = ["".join([_marked_up(cell, sign) for cell in row]) for row in table]
    rows = "".join([f"<tr>{line}</tr>\n" for line in lines])
    return f'<html><head><meta charset="utf-8"></head><body><table>\n{rows}</table></body></html>'


def _marked_up(cell: CopiedCell, sign: str) -> str:
    if cell.number and cell.text:
        return f'<td x:num="{cell.text}" sdval="{cell.text}">{_spelled(cell, sign)}</td>'
    text = html.escape(cell.text, quote=False).replace("\n", "<br>")
    return f"<td style='mso-number-format:\"\\@\"'>{text}</td>"
