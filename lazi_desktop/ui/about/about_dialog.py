"""About LAZI Desktop: its version, everything of others that is in it, and the licence of the chosen one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QTableView, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.parts import Composition, Part
from lazi_desktop.ui.about.part_view import PartView
from lazi_desktop.ui.about.parts_model import FoundParts, PartColumn, PartsModel, heading
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.said import said
from lazi_desktop.ui.tasks import Tasks
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import label, set_property
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, choose_row, dress, in_card

_LEAST_WIDTH, _WIDTH, _HEIGHT, _LIST_WIDTH = 820, 1120, 680, 380
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class AboutDialog(Dialog):
    def __init__(self, parent: QWidget | None, tasks: Tasks, composition: Callable[[], Composition]) -> None:
        super().__init__(parent, "", width=_LEAST_WIDTH)
        self.setWindowTitle(self.tr("About LAZI Desktop"))
        self.title.setText("LAZI Desktop")
        self.text.setText(self.tr("Looking what the program is made of…"))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.show()
        self._composition: Composition | None = None
        self._model = PartsModel(self)
        self.found = FoundParts(self._model, self)
        self.search = self._search_field()
        self.count = label("", "small")
        self.list = self._table()
        self.part = PartView()
        self._arrange()
        self.copy = self.add_button(self.tr("Copy the list"), glyph=Glyph.COPY, left=True)
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._on_copy)
        self.add_button(self.tr("Close"), "primary", accepts=True, default=True)
        self.resize(_size_over(parent))
        self.search.setFocus()
        tasks.read(composition, self._on_composition, owner=self, failed=self._on_failed)

    # ------------------------------------------------------------------------------------------------------ building

    def _search_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(self.tr("Find a part or a licence"))
        field.setAccessibleName(self.tr("Find a part or a licence"))
        field.setClearButtonEnabled(True)
        field.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        field.textChanged.connect(self._on_searched)
        field.installEventFilter(self)
        return field

    def _table(self) -> QTableView:
        table = QTableView()
        dress(table)
        table.setModel(self.found)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAccessibleName(self.tr("Parts of LAZI Desktop"))
        headings: dict[int, Heading] = {
            PartColumn.NAME: Heading(heading(PartColumn.NAME), 150, share=3),
            PartColumn.VERSION: Heading(heading(PartColumn.VERSION), 90, share=1),
            PartColumn.LICENCE: Heading(heading(PartColumn.LICENCE), 120, share=3),
        }
        SharedRoom(table, headings)
        table.selectionModel().currentRowChanged.connect(self._on_chosen)
        return table

    def _arrange(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(metrics.GAP)
        across.addWidget(self.search, 1)
        across.addWidget(self.count)
        self.content.addLayout(across)
        beside = QHBoxLayout()
        beside.setSpacing(metrics.GAP)
        card = in_card(self.list, shows_focus=True)
        card.setMinimumWidth(_LIST_WIDTH)
        beside.addWidget(card, 2)
        beside.addWidget(self.part, 3)
        self.content.addLayout(beside, 1)

    # --------------------------------------------------------------------------------------------------- what is shown

    def _on_composition(self, composition: Composition) -> None:
        self._composition = composition
        own = composition.own
        version = self.tr("Version {version}, under the Apache License 2.0.").format(version=own.version)
        words = self.tr("It is made of the work of many others; each part keeps its own licence.")
        self.text.setText(f"{version} {words}")
        self._model.show([own, *composition.parts])
        self.copy.setEnabled(True)
        self._count()
        self._choose_first()

    def _on_failed(self, error: LaziError) -> None:
        self.text.setText(f"{said(error.title)}. {said(error.detail)}")
        set_property(self.text, "tone", "error")

    def _on_searched(self, text: str) -> None:
        self.found.search(text)
        self._count()
        if not self.list.currentIndex().isValid():
            self._choose_first()

    def _count(self) -> None:
        rows = self.found.rowCount()
        nothing = self.tr("Nothing by that name")
        self.count.setText(counted(rows, self.tr("part"), self.tr("parts")) if rows else nothing)

    def _choose_first(self) -> None:
        if self.found.rowCount():
            choose_row(self.list, 0)
        else:
            self.part.show_part(None, "")

    def _on_chosen(self, current: QModelIndex) -> None:
        folder = self._composition.folder if self._composition is not None else ""
        self.part.show_part(self.chosen if current.isValid() else None, folder)

    @property
    def chosen(self) -> Part | None:
        index = self.list.currentIndex()
        return self.found.part(index) if index.isValid() else None

    # ------------------------------------------------------------------------------------------------------ being used

    def _on_copy(self) -> None:
        """Of the program and all parts, whatever is searched for."""
        if self._composition is None:
            return
        lines = [
            f"{part.name}\t{part.version}\t{part.licence}\t{part.source}"
            for part in (self._composition.own, *self._composition.parts)
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.count.setText(self.tr("Copied."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field keeps the keyboard while the arrows go through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            QGuiApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)


def _size_over(window: QWidget | None) -> QSize:
    """Room for a licence's eighty letters in a line, where the window has it."""
    if window is None:
        return QSize(_WIDTH, _HEIGHT)
    return QSize(min(_WIDTH, window.width() - 40), min(_HEIGHT, window.height() - 40))
