"""Pasting by code: which pasted column is which field, what would change, and one step for all of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pasted_table import PastedTable
from lazi_desktop.operations.bulk import Changed
from lazi_desktop.operations.bulk_paste import MatchedPlan
from lazi_desktop.ui.formatting import counted, edit_text, field_title
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.bulk.changed_words import around_change
from lazi_desktop.ui.pricebook.bulk.list_model import ListColumn, ListModel, ListTable
from lazi_desktop.ui.pricebook.bulk.sheet import Sheet
from lazi_desktop.ui.pricebook.bulk.tray import Tray
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.plain_table import Heading


class MatchSheet(Sheet):
    """`columns_chosen(table)`: the person says what the columns are. `apply_wanted(plan)`."""

    columns_chosen = Signal(object)
    apply_wanted = Signal(object)

    def __init__(self, tray: Tray, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Paste by code"))
        self._tray = tray
        self.table: PastedTable | None = None
        self.found: MatchedPlan | None = None
        self.choices: list[QComboBox] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(metrics.CARD_PADDING, 0, metrics.CARD_PADDING, 6)
        self._row.setSpacing(metrics.GAP_SMALL)
        holder = QWidget()
        holder.setLayout(self._row)
        self._scroll = QScrollArea()
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFixedHeight(metrics.CONTROL_HEIGHT + 14)
        holder.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self.changed = ListModel(changed_columns(), self)
        self.refused = ListModel(tray.model.columns, self)
        self.changed_table = ListTable(self.changed, self.tr("What would change"))
        self.refused_table = ListTable(self.refused, self.tr("What is not found or refused"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.changed_table)
        self.pages.addWidget(self.refused_table)
        self.body.addWidget(self._scroll)
        self.body.addWidget(self.pages, 1)
        self.refused_button = self.add_button(button(self.tr("Not pasted"), "quiet"))
        self.refused_button.setCheckable(True)
        self.copy_button = self.add_button(button(self.tr("Copy these"), "quiet", glyph=Glyph.COPY))
        self.copy_button.setToolTip(
            self.tr("Copy what was not found or refused, to mend it in a spreadsheet")
        )
        self.apply_button = self.add_button(button(self.tr("Paste"), "primary"))
        self.refused_button.toggled.connect(lambda shown: self.pages.setCurrentIndex(int(shown)))
        self.copy_button.clicked.connect(tray.copy)
        self.apply_button.clicked.connect(self._apply)

    def ask(self, table: PastedTable, titles: Mapping[str, str]) -> None:
        """`titles` are the fields that a column can be, by name."""
        self.table = table
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.choices = []
        for place, name in enumerate(table.columns):
            self._row.addWidget(label(self._name_of(table, place), "small"))
            self.choices.append(self._choice(place, name, titles))
            self._row.addWidget(self.choices[-1])
        self._row.addStretch(1)
        self.wait()

    def _name_of(self, table: PastedTable, place: int) -> str:
        """What the heading says, where there is one."""
        heading = table.block.rows[0] if table.has_heading else ()
        text = " ".join(heading[place].split()) if place < len(heading) else ""
        short = f"{text[:23]}…" if len(text) > 24 else text
        return f"{short or self.tr('Column {n}').format(n=place + 1)} →"

    def _choice(self, place: int, name: str, titles: Mapping[str, str]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self.tr("What column {n} is").format(n=place + 1))
        made.addItem(self.tr("Leave out"), "")
        for field, title in titles.items():
            made.addItem(title, field)
        made.setFixedWidth(132)
        with QSignalBlocker(made):
            made.setCurrentIndex(max(made.findData(name), 0))
        made.currentIndexChanged.connect(self._on_chosen)
        return made

    def _on_chosen(self) -> None:
        if self.table is not None:
            names = tuple(one.currentData() for one in self.choices)
            self.table = PastedTable(self.table.block, names, self.table.has_heading)
            self.columns_chosen.emit(self.table)

    def wait(self) -> None:
        self.found = None
        self.summary.setText(self.tr("Looking for the codes …"))
        self.disable(self.apply_button)

    def show_problem(self, error: LaziError) -> None:
        self.found = None
        self.changed.take(())
        self.refused.take(())
        self.disable(self.apply_button)
        self.summary.setText(said(error.detail or error.title))

    def show_plan(self, found: MatchedPlan) -> None:
        self.found, plan = found, found.plan
        self.changed.take(plan.changed)
        self.refused.take(plan.refused)
        self._tray.show_refused(plan.refused)
        refused = len(plan.refused) - len(found.unmatched) - len(found.left_out)
        words = [
            counted(len(plan.changed), self.tr("cell changes"), self.tr("cells change")),
            self.tr("{count} the same").format(count=whole(plan.same)),
            self.tr("{count} not found").format(count=whole(len(found.unmatched))),
            self.tr("{count} refused").format(count=whole(refused)),
        ]
        if found.left_out:
            words.append(
                counted(len(found.left_out), self.tr("column left out"), self.tr("columns left out"))
            )
        self.summary.setText("  ·  ".join(words))
        self.apply_button.setEnabled(bool(plan.changed))
        self.refused_button.setEnabled(bool(plan.refused))
        self.copy_button.setVisible(bool(plan.refused))
        if not plan.refused:
            self.refused_button.setChecked(False)

    def _apply(self) -> None:
        if self.found is not None and self.found.plan.changed:
            self.disable(self.apply_button)
            self.apply_wanted.emit(self.found.plan)


def changed_columns() -> list[ListColumn]:
    def code(one: Changed) -> str:
        return one.row.code

    def name(one: Changed) -> str:
        return one.row.name

    def field(one: Changed) -> str:
        return field_title(one.row.kind, one.field.name)

    def texts(one: Changed) -> tuple[str, str]:
        return around_change(edit_text(one.field, one.edit.seen), edit_text(one.field, one.edit.value))

    return [
        ListColumn(Heading(_tr("Code"), 110), code),
        ListColumn(Heading(_tr("Name"), 120, share=1), name, muted=True),
        ListColumn(Heading(_tr("Field"), 124), field, muted=True),
        ListColumn(Heading(_tr("Now"), 110, share=2), lambda one: texts(one)[0]),
        ListColumn(Heading(_tr("Then"), 110, share=2), lambda one: texts(one)[1], amber=True),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changed", text)
