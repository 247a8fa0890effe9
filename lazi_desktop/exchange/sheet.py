"""Writes a paper as an .xlsx sheet. Every cell is text but amounts and times that are told exactly: nothing that
somebody typed is ever taken for a formula."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.exchange.paper import Exact, Paper

LONGEST = 32_767  # characters that a cell holds
MOST_ROWS = 1_048_000
_WIDEST = 60
_MONEY = "#,##0.00##"
_MOMENT = "yyyy-mm-dd hh:mm"
_LOOKED_AT = 500  # rows that say how wide a column is


class NotWritten(LaziError):
    title = "The file was not written"


def write_sheet(paper: Paper, target: Path) -> None:
    """Takes the place of `target` at once and whole, or leaves it as it was.

    Raises:
        NotWritten: with the reason in words.
    """
    if len(paper.rows) > MOST_ROWS:
        raise NotWritten(f"A sheet holds {MOST_ROWS:,} lines; these are {len(paper.rows):,}.")
    in_place(target, lambda path: _write(paper, path))


def in_place(target: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a file beside `target`, which then takes its place.

    Raises:
        NotWritten: with the reason in words.
    """
    beside = target.with_name(f".{uuid4().hex}{target.suffix}")
    try:
        write(beside)
        beside.replace(target)
    except (OSError, XlsxWriterException) as error:
        raise NotWritten(why_not_written(error, target)) from error
    finally:
        beside.unlink(missing_ok=True)


def why_not_written(error: Exception, target: Path) -> str:
    cause = error if isinstance(error, OSError) else error.__cause__ or error.__context__ or error.args[:1]
    if isinstance(cause, tuple):
        cause = cause[0] if cause and isinstance(cause[0], OSError) else error
    number = cause.errno if isinstance(cause, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full. Make room, or choose another folder."
    if number in (errno.EACCES, errno.EPERM, errno.EBUSY) or isinstance(cause, PermissionError):
        return f"“{target.name}” is open in another program, or its folder may not be written to."
    if number in (errno.ENOENT, errno.ENOTDIR):
        return f"The folder “{target.parent}” is not there any more."
    if number == errno.EROFS:
        return "The disk can only be read. Choose another folder."
    return f"It could not be written: {cause}."


def _write(paper: Paper, path: Path) -> None:
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    try:
        _fill(paper, book)
    except BaseException:
        book.fileclosed = True  # nothing of it is kept: it shall not warn of that
        raise
    book.close()


def _fill(paper: Paper, book: Any) -> None:
    title = book.add_format({"bold": True, "font_size": 16})
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F5"})
    bold = book.add_format({"bold": True})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    figure = book.add_format({"align": "right", "valign": "top"})
    line = book.add_format({"top": 1})
    sheet = book.add_worksheet()
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    row = _put(sheet, 0, 0, paper.title, title)
    for name, value in paper.facts:
        sheet.write_string(row, 0, _cell(name), bold)
        row = _put(sheet, row, 1, value)
    for note in paper.notes:
        row = _put(sheet, row, 0, note)
    row += 1
    for column, text in enumerate(paper.headings):
        sheet.write_string(row, column, _cell(text), heading)
        sheet.set_column(column, column, _width(paper, column))
    sheet.repeat_rows(row)
    sheet.freeze_panes(row + 1, 0)
    first, forms = row, _Forms(book)
    for number, texts in enumerate(paper.rows):
        row += 1
        for column, text in enumerate(texts):
            exact = paper.exact.get((number, column))
            if exact is None:
                sheet.write_string(row, column, _cell(text), figure if column in paper.figures else plain)
            elif isinstance(exact.value, datetime):
                local = exact.value.astimezone().replace(tzinfo=None)  # a sheet knows no zones
                sheet.write_datetime(row, column, local, forms.of(exact))
            else:
                sheet.write_number(row, column, float(exact.value), forms.of(exact))
    if paper.rows:
        sheet.autofilter(first, 0, row, len(paper.headings) - 1)
    row += 3
    for place, text in enumerate(paper.signatures):
        sheet.write_string(row, place * 3, _cell(text), line)
        sheet.write_blank(row, place * 3 + 1, None, line)


class _Forms:
    """One format for each look: the signs and the minus are the sheet's own."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def of(self, exact: Exact) -> Any:
        if isinstance(exact.value, datetime):
            look = _MOMENT
        else:
            look = _MONEY if exact.is_money else "General"
            if exact.difference:
                look = f"+{look};-{look};{look}"
        if look not in self._made:
            side = "left" if isinstance(exact.value, datetime) else "right"
            self._made[look] = self._book.add_format({"num_format": look, "align": side, "valign": "top"})
        return self._made[look]


def _put(sheet: Any, row: int, column: int, text: str, form: Any = None) -> int:
    sheet.write_string(row, column, _cell(text), form)
    return row + 1


def _cell(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _width(paper: Paper, column: int) -> int:
    longest = max(
        (max(map(len, texts[column].splitlines() or [""])) for texts in paper.rows[:_LOOKED_AT]), default=0
    )
    exact = paper.exact.get((0, column))
    if exact is not None and isinstance(exact.value, datetime):
        longest = max(longest, len(_MOMENT))  # narrower, a sheet shows only ###
    return min(_WIDEST, max(longest, len(paper.headings[column])) + 3)
