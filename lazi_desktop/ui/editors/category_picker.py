"""A list of all categories to choose one from: type to narrow, Enter to take."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from lazi_desktop.ports.pricebook import CategoryNode, SkuState
from lazi_desktop.ui.category_nodes import in_tree_order
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.popping_up import pop_up

_SHOWN = 300
_SIZE = QSize(340, 360)


class CategoryPicker(QFrame):
    """`picked(number, or the key as text of a category that ServiceTitan does not have yet; None for the top)`."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self._paths: list[tuple[str, str, int | str | None]] = []
        self._ids: list[int | str | None] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a category"))
        self.search.setAccessibleName(self.tr("Find a category"))
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Categories"))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListView::item { padding: 5px 6px; }")  # a short list: cheap enough
        self._lines = QStringListModel(self)
        self.list.setModel(self._lines)
        self.list.clicked.connect(self._take)
        self.none = QLabel(self.tr("No category of this name"))
        self.none.setProperty("tone", "muted")
        self.none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(metrics.GAP_SMALL)
        layout.addWidget(self.search)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        self.resize(_SIZE)

    def open_at(self, corner: QPoint) -> None:
        pop_up(self, corner)
        self.search.setFocus()

    def offer(self, nodes: Sequence[CategoryNode], *, but: Sequence[int | str], top: str = "") -> None:
        """`top` names what is offered first: no category at all."""
        names: dict[object, tuple[str, ...]] = {}
        self._paths = [(top, top.casefold(), None)] if top else []
        for node, parent in in_tree_order(nodes):
            path = names[node.key] = (*names.get(parent, ()), node.name)
            named = str(node.key) if node.remote_id is None else node.remote_id
            if named not in but and node.active and node.state is not SkuState.GONE:
                text = " › ".join(path)
                self._paths.append((text, text.casefold(), named))
        self._narrow(self.search.text())

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        found = [
            (path, remote) for path, folded, remote in self._paths if all(word in folded for word in words)
        ]
        self._ids = [remote for _, remote in found[:_SHOWN]]
        self._lines.setStringList([path for path, _ in found[:_SHOWN]])
        self.none.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self._lines.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The search field keeps the focus; these keys go to the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.list.event(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._ids):
            remote_id = self._ids[index.row()]
            self.close()
            self.picked.emit(remote_id)
