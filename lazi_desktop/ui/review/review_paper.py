"""What the Review page shows, as a list on paper or in a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.pending_totals import totals_of
from lazi_desktop.exchange.paper import Exact, Paper
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.review.arranging import Group, Grouping
from lazi_desktop.ui.review.review_model import Column, effect_text, heading, state_tip
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import group_title, grouping_word, state_words, totals_words
from lazi_desktop.ui.sync.list_changes import ListChange, list_changes, on_paper

_THEIRS, _OURS, _EFFECT, _WHEN = 4, 5, 6, 8
_FIGURES = frozenset((_THEIRS, _OURS, _EFFECT))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)


def review_paper(
    queries: PricebookQueries, groups: Sequence[Group], grouping: Grouping, place: str, now: datetime
) -> Paper:
    """As it is grouped, sorted and filtered on the screen; long texts whole, lists row by row."""
    rows = [row for group in groups for row in group.rows]
    lists = _lists(queries, rows)
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
        rows=[_texts(row, group_title(group, grouping), lists) for group in groups for row in group.rows],
        figures=_FIGURES,
        signatures=[],
        exact={(number, column): one for number, row in enumerate(rows) for column, one in _exact(row).items()},
    )  # fmt: skip


def _exact(row: ReviewRow) -> dict[int, Exact]:
    """By column, what of a line a sheet can reckon with."""
    change, found = row.changes[0], {}
    field = FIELDS[change.entity_kind].get(change.field)
    if field is not None and field.is_number and not row.is_new:
        money = field.type is FieldType.MONEY
        for column, value in ((_THEIRS, change.theirs), (_OURS, change.ours)):
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                found[column] = Exact(value, is_money=money)
    if row.effect is not None:
        found[_EFFECT] = Exact(row.effect, is_money=True, difference=True)
    if row.at:
        found[_WHEN] = Exact(parse_moment(row.at))
    return found


def _lists(queries: PricebookQueries, rows: Sequence[ReviewRow]) -> Mapping[UUID, ListChange]:
    """By the op that changes them."""
    if not rows:
        return {}
    found = list_changes(queries, (one for row in rows for one in row.changes), rows[0].paths)
    return {one.op_id: one for one in found}


def _texts(row: ReviewRow, title: str, lists: Mapping[UUID, ListChange]) -> list[str]:
    state, noted, shown = state_words(row).text, state_tip(row), row.shown
    ours, effect = on_paper(row.changes, lists, ours=shown.all_ours, effect=effect_text(row))
    return [
        title, row.code, row.name, row.field_words, shown.all_theirs, ours, effect, row.by,
        moment(row.at), state, "" if noted == state else noted,
    ]  # fmt: skip
