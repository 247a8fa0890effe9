"""The tabs beside an entity's fields: what it is used in, and its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.editors.entity_tab import EntityTab
from lazi_desktop.ui.history.history_view import FieldWish, HistoryView
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.using.more_uses import MoreUses
from lazi_desktop.ui.using.used_in import UsedInView

USED_IN, HISTORY = "used_in", "history"


def entry_tabs(
    signals: EngineSignals, wish: FieldWish, more_uses: MoreUses | None = None
) -> Sequence[EntityTab]:
    """`more_uses` tells of what else an entry is used in."""
    every = frozenset(EntityKind)
    return (
        EntityTab(
            USED_IN,
            _tr("Used in"),
            every - {EntityKind.DISCOUNT_FEE},
            lambda context: UsedInView(context, more_uses),
        ),
        EntityTab(HISTORY, _tr("History"), every, lambda context: HistoryView(context, signals, wish)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PricebookPage", text)
