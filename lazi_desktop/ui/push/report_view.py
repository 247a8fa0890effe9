"""What a push came to, below the work: problems first, each in plain words with ServiceTitan's own under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.ports.push import PushReport, PushResult
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.report_rows import RETRIED, ReportRow, report_columns, report_rows
from lazi_desktop.ui.push.row_model import RowModel
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.difference import CategoryPaths
from lazi_desktop.ui.sync.push_report import ORDER, result_word, waiting_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.flow_layout import FlowLayout
from lazi_desktop.ui.widgets.plain_table import in_card


class ReportView(QWidget):
    """`show_wanted(key)`, `conflicts_wanted()`, `retry_wanted(op ids)`: exactly these again."""

    show_wanted = Signal(object)
    conflicts_wanted = Signal()
    retry_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[ReportRow] = ()
        self._shown: PushResult | None = None
        self.filters: dict[PushResult, QPushButton] = {}
        self.problem = label("", "error", wrap=True)
        self.waiting = label("", "changed", wrap=True)
        self.model: RowModel[ReportRow] = RowModel(report_columns())
        self.table = self.model.dressed(self.tr("What became of each field"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.words = label("", wrap=True)
        self.told = label("", "muted", wrap=True)
        self.show_button = button(self.tr("Show in grid"), glyph=Glyph.SHOW_IN_GRID)
        self.conflicts = button(self.tr("Open conflicts"), glyph=Glyph.CONFLICT)
        self.retry = button(self.tr("Retry these"), glyph=Glyph.PUSH)
        self._arrange()
        self.show_button.clicked.connect(self._on_show)
        self.conflicts.clicked.connect(self.conflicts_wanted)
        self.retry.clicked.connect(lambda: self.retry_wanted.emit(self.to_retry()))
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.activated.connect(self._on_show)

    def _arrange(self) -> None:
        self._filters = FlowLayout()
        buttons = QHBoxLayout()
        buttons.setSpacing(metrics.GAP_SMALL)
        buttons.addLayout(self._filters, 1)
        for control in (self.show_button, self.conflicts, self.retry):
            buttons.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(self.problem)
        column.addWidget(self.waiting)
        column.addLayout(buttons)
        column.addWidget(in_card(self.table), 1)
        column.addWidget(self.words)
        column.addWidget(self.told)

    def take(self, report: PushReport, categories: CategoryPaths) -> None:
        """Takes no keys away from whoever types."""
        self._all = report_rows(report, categories)
        problems = [str(report.stopped)] if report.stopped is not None else []
        problems += [said(one) for one in report.remarks]
        self.problem.setText("\n".join(problems))
        self.problem.setVisible(bool(problems))
        self.waiting.setText(waiting_words(report))
        self.waiting.setVisible(bool(report.waiting))
        self._make_filters(Counter(row.field.result for row in self._all))
        self.conflicts.setVisible(bool(report.count(PushResult.CONFLICT)))
        self._show(None)

    def _make_filters(self, counts: Counter[PushResult]) -> None:
        while (item := self._filters.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.filters = {}
        for result in ORDER:
            if counts[result]:
                chip = button(f"{whole(counts[result])} {result_word(result).lower()}", "quiet")
                chip.setCheckable(True)
                chip.clicked.connect(
                    lambda _=False, one=result: self._show(None if self._shown is one else one)
                )
                self.filters[result] = chip
                self._filters.addWidget(chip)

    def _show(self, result: PushResult | None) -> None:
        """Those with one result, or all."""
        self._shown = result
        for one, chip in self.filters.items():
            chip.setChecked(one is result)
        self.model.take([row for row in self._all if result is None or row.field.result is result])
        if self.model.rows:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(self.model.index(0, 0), flags)
        self._on_selection()

    def chosen(self) -> list[ReportRow]:
        return [self.model.rows[index.row()] for index in self.table.selectionModel().selectedRows()]

    def to_retry(self) -> list[UUID]:
        """Of the chosen lines where several are chosen, else of all that are shown."""
        chosen = self.chosen()
        rows = chosen if len(chosen) > 1 else self.model.rows
        return [
            one.op_id for row in rows for one in row.fields if one.result in RETRIED and one.op_id is not None
        ]

    def _on_selection(self) -> None:
        chosen = self.chosen()
        self.show_button.setEnabled(bool(chosen))
        row = chosen[0] if chosen else None
        self.words.setText(row.words if row is not None else "")
        self.words.setVisible(row is not None)
        told = row.told if row is not None else ""
        self.told.setText(self.tr("ServiceTitan said: {words}").format(words=told) if told else "")
        self.told.setVisible(bool(told))
        again = len(self.to_retry())
        self.retry.setVisible(any(row.field.result in RETRIED for row in self._all))
        self.retry.setEnabled(again > 0)
        changes = counted(again, self.tr("change"), self.tr("changes"))
        self.retry.setText(self.tr("Retry {what}").format(what=changes) if again else self.tr("Retry these"))
        self.retry.setAccessibleName(self.retry.text())

    def _on_show(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.show_wanted.emit(chosen[0].field.entity_key)
