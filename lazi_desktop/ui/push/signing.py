"""A push on paper, for a boss to sign: as a sheet or as pages."""

from __future__ import annotations

import html
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from lazi_desktop.exchange.paper import Paper
from lazi_desktop.exchange.sheet import in_place
from lazi_desktop.ports.push import PushPreview
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.push.planned import Planned
from lazi_desktop.ui.push.preview_rows import preview_rows, texts_of
from lazi_desktop.ui.push.preview_words import (
    effort_words,
    found_words,
    headline,
    left_out_words,
    warning_notes,
)
from lazi_desktop.ui.sync.list_changes import list_changes

_FIGURES = frozenset((3, 4, 5))
_DOTS_PER_INCH = 96


def _tr(text: str) -> str:
    return QCoreApplication.translate("PushPaper", text)


def push_paper(
    queries: PricebookQueries, planned: Planned, read: PushPreview | None, place: str, now: datetime
) -> Paper:
    """What would be sent, and room to say yes. Everybody by name: "you" would be whoever reads it."""
    rows = preview_rows(planned, read)
    found = list_changes(queries, (one for row in rows for one in row.changes), planned.paths)
    lists = {one.op_id: one for one in found}
    source = read or planned
    looked = found_words(read) if read is not None else _tr("not looked at yet")
    return Paper(
        title=_tr("Changes to be sent to ServiceTitan"),
        facts=[
            (_tr("Account"), place or "ServiceTitan"),
            (_tr("Date"), f"{now.astimezone():%Y-%m-%d %H:%M}"),
            (_tr("Totals"), headline(planned)),
            (_tr("Requests"), effort_words(source.requests, source.seconds)),
            (_tr("ServiceTitan now"), looked),
        ],
        notes=[*(note.text for note in warning_notes(planned)), *left_out_words(planned)],
        headings=[
            _tr("SKU"), _tr("Name"), _tr("Field"), _tr("Before"), _tr("After"), _tr("Effect"), _tr("By"),
            _tr("Change-set"), _tr("To note"),
        ],
        rows=[texts_of(row, lists) for row in rows],
        figures=_FIGURES,
        signatures=[_tr("Date and signature"), _tr("Name")],
    )  # fmt: skip


def write_pages(paper: Paper, target: Path) -> None:
    """As a PDF. May run in any thread.

    Raises:
        NotWritten: with the reason in words.
    """
    in_place(target, lambda path: _print(paper, path))


def _print(paper: Paper, path: Path) -> None:
    with path.open("wb"):  # what speaks against it is said here: the writer below is silent
        pass
    writer = QPdfWriter(str(path))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(12, 12, 12, 14)
        )
    )
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(paper.title)
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(as_html(paper))
    document.setPageSize(writer.pageLayout().paintRectPixels(_DOTS_PER_INCH).size().toSizeF())
    document.print_(writer)
    if not path.stat().st_size:
        raise OSError("nothing was written")


_STYLE = """
body { font-family: sans-serif; font-size: 9pt; color: black; }
h1 { font-size: 15pt; }
td, th { padding: 2px 5px; vertical-align: top; }
th { text-align: left; background-color: #eef1f5; }
.facts td { padding: 1px 10px 1px 0; }
.lines td { border-bottom: 1px solid #d5dae0; }
"""


def as_html(paper: Paper) -> str:
    """Every text escaped."""
    facts = "".join(
        f"<tr><td><b>{_html(name)}</b></td><td>{_html(value)}</td></tr>" for name, value in paper.facts
    )
    notes = "".join(f"<p>{_html(note)}</p>" for note in paper.notes)
    heads = "".join(
        f'<th align="{"right" if number in paper.figures else "left"}">{_html(text)}</th>'
        for number, text in enumerate(paper.headings)
    )
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td align="{"right" if number in paper.figures else "left"}">{_html(text)}</td>'
            for number, text in enumerate(texts)
        )
        + "</tr>"
        for texts in paper.rows
    )
    signed = "".join(f"<td width='45%'><br/><br/><br/><hr/>{_html(text)}</td>" for text in paper.signatures)
    return (
        f"<body><h1>{_html(paper.title)}</h1><table class='facts'>{facts}</table>{notes}"
        f"<table class='lines' width='100%' cellspacing='0' border='0'><thead><tr>{heads}</tr></thead>{lines}</table>"
        f"<table width='100%'><tr>{signed}</tr></table></body>"
    )


def _html(text: str) -> str:
    return html.escape(text).replace("\n", "<br/>")
