"""What a run counted, as small tables: a pull by kind, upkeep by what it did."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableWidget

from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.ui.activity.entries import Entry, RunState, part_of, state_of
from lazi_desktop.ui.activity.words import part_words, run_chip
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE, ChipDelegate
from lazi_desktop.ui.widgets.plain_table import Heading, plain_table, set_tip

_ALWAYS = ("received", "added", "changed")
_URGENT = ("received", "conflicts", "unreadable", "buried", "missing", "changed", "added", "cleared")
"""Which figures have a column of their own where there is not room for all; the tool tip has every one."""
NARROWEST = 348
"""As wide as the details always are."""
_WHAT, _STATE = 84, 136


def _tr(text: str) -> str:
    return QCoreApplication.translate("Activity", text)


def counts_table(runs: Sequence[RunRow]) -> QTableWidget:
    """A line for each kind or list; figures that are nowhere anything but zero are left out."""
    titles = {
        "received": _tr("Read"),
        "added": _tr("New"),
        "changed": _tr("Changed"),
        "conflicts": _tr("Conflicts"),
        "cleared": _tr("Arrived"),
        "missing": _tr("Missing"),
        "buried": _tr("Deleted"),
        "unreadable": _tr("Unreadable"),
    }
    told = any(state_of(run) is not RunState.DONE for run in runs)
    counted = {name for name in titles if any(run.counts.get(name) for run in runs)}
    room = NARROWEST - _WHAT - (_STATE if told else 0)
    shown = set()
    for name in _URGENT:
        width = _width(titles[name])
        if (name in counted or name in _ALWAYS) and width <= room:
            shown.add(name)
            room -= width
    names = [name for name in titles if name in shown]
    headings = [
        Heading(_tr("What"), _WHAT, share=1),
        *(Heading(titles[name], _width(titles[name])) for name in names),
    ]
    if told:
        headings.append(Heading(_tr("State"), _STATE))
    texts = [
        (
            part_words(part_of(run.what) or run.what),
            *(_figure(run.counts.get(name, 0)) for name in names),
            *((run_chip(state_of(run)).text,) if told else ()),
        )
        for run in runs
    ]
    table = plain_table(headings, texts, right=range(1, len(names) + 1))
    table.setAccessibleName(_tr("What was read, by kind"))
    for row, run in enumerate(runs):
        counts = ", ".join(
            f"{titles[name]}: {whole(run.counts[name])}" for name in titles if run.counts.get(name)
        )
        set_tip(table, row, 0, f"{texts[row][0]}\n{counts}".strip())
    if told:
        _put_chips(table, len(headings) - 1, runs)
    return table


def _put_chips(table: QTableWidget, column: int, runs: Sequence[RunRow]) -> None:
    table.setItemDelegateForColumn(column, ChipDelegate(table))
    for row, run in enumerate(runs):
        item = table.item(row, column)
        if item is not None:
            item.setData(CHIP_ROLE, run_chip(state_of(run)).role.value)
            item.setToolTip(run.detail or item.text())


def figures_table(entry: Entry) -> QTableWidget | None:
    """Of a run without parts: what it counted, by name; None where it counted nothing."""
    counted = [(name, count) for name, count in entry.counts.items() if count]
    if not counted:
        return None
    headings = [Heading(_tr("What was done"), 160, share=1), Heading("", 90)]
    texts = [(name.replace("_", " ").capitalize(), whole(count)) for name, count in counted]
    table = plain_table(headings, texts, right=(1,))
    table.setAccessibleName(_tr("What was done"))
    return table


def _width(title: str) -> int:
    """The whole title fits, and so do five figures."""
    font = ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)
    return max(62, QFontMetrics(font).horizontalAdvance(title) + 2 * metrics.CELL_PADDING + 6)


def _figure(count: int) -> str:
    return whole(count) if count else "–"
