"""What the Review page shows, as a list on paper or in a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.pending_totals import totals_of
from lazi_desktop.exchange.paper import Paper
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.review.arranging import Group, Grouping
from lazi_desktop.ui.review.review_model import Column, effect_text, heading, state_tip
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import group_title, grouping_word, state_words, totals_words

_FIGURES = frozenset((4, 5, 6))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


def review_paper(groups: Sequence[Group], grouping: Grouping, place: str, now: datetime) -> Paper:
    """As it is grouped, sorted and filtered on the screen; long texts whole."""
    rows = [row for group in groups for row in group.rows]
    changes = [change for row in rows for change in row.changes if row.proposal is None]
    first = grouping_word(grouping) if grouping is not Grouping.NONE else grouping_word(Grouping.CHANGE_SET)
    return Paper(
        title=_tr("Pending changes"),
        facts=[
            (_tr("Account"), place or "ServiceTitan"),
            (_tr("Date"), f"{now.astimezone():%Y-%m-%d %H:%M}"),
            (_tr("Totals"), totals_words(totals_of(changes))),
        ],
        notes=[],
        headings=[
            first, _tr("Code"), _tr("Name"), *(heading(column) for column in Column if column is not Column.CHANGE),
            _tr("To note"),
        ],
        rows=[_texts(row, group_title(group, grouping)) for group in groups for row in group.rows],
        figures=_FIGURES,
        signatures=[],
    )  # fmt: skip


def _texts(row: ReviewRow, title: str) -> list[str]:
    state, noted, shown = state_words(row).text, state_tip(row), row.shown
    return [
        title, row.code, row.name, row.field_words, shown.all_theirs, shown.all_ours, effect_text(row), row.by,
        moment(row.at), state, "" if noted == state else noted,
    ]  # fmt: skip
