"""Choosing columns: all that this tree can show, by group, found by typing a part of their names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.arrangement import Arrangement
from lazi_desktop.ui.pricebook.column_catalogue import columns_of, group_title
from lazi_desktop.ui.pricebook.popup_list import Choice, PopupList


class ColumnChooser(PopupList):
    """`arrangement_wanted(arrangement)`; `reset_wanted()`: as in the beginning."""

    arrangement_wanted = Signal(object)
    reset_wanted = Signal()

    def __init__(
        self, tree: Tree, now: Callable[[], Arrangement], parent: QWidget, *, sees: Callable[[str], bool]
    ) -> None:
        """`sees`: which columns are offered to this person."""
        super().__init__(QCoreApplication.translate("ColumnChooser", "Find a column"), parent)
        self._tree = tree
        self._now = now
        self._sees = sees
        self.ticked.connect(self._on_ticked)
        self.add_button(self.tr("Reset columns")).clicked.connect(self._on_reset)
        self._offer()

    def _offer(self) -> None:
        shown = self._now().shown
        self.offer(
            [
                Choice(column.key, column.heading, column.key in shown, group=group_title(column.group))
                for column in columns_of(self._tree)
                if column.choosable and self._sees(column.key)
            ]
        )

    def _on_ticked(self, key: str, on: bool) -> None:
        now = self._now()
        self.arrangement_wanted.emit(now.with_column(key) if on else now.without(key))
        self._offer()  # the last one stays

    def _on_reset(self) -> None:
        self.reset_wanted.emit()
        self._offer()
