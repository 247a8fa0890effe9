"""Below which category a category hangs: its path, and a list to choose another one from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import CategoryNode
from lazi_desktop.ui.editors.category_chips import Reference, paths_of, reference
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.subject import Subject


class ParentControl(FieldControl):
    """Itself and what hangs below it are not offered."""

    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._title = place.title
        self._lists = place.lists
        self._value: Reference | None = None
        self._key: EntityKey | None = None
        self._tree = Tree.SERVICES
        self._paths: dict[Reference, tuple[str, ...]] = {}
        self.widget = self.button = QPushButton(place.parent)
        self.button.setAutoDefault(False)
        self.button.setProperty("picker", "true")
        self.button.clicked.connect(self._open_picker)

    def know(self, subject: Subject) -> None:
        if subject.detail is not None:
            self._key = subject.detail.key
            self._tree = Tree(subject.detail.effective.get("category_type") or Tree.SERVICES)
            self._lists.categories(self._tree, self._learn, owner=self)

    def show_value(self, value: Value) -> None:
        self._value = value
        if value is None:
            words = self.tr("At the top")
        else:
            path = self._paths.get(value)
            words = " › ".join(path) if path else self.tr("Category {number}").format(number=value)
        self.button.setText(words)
        self.button.setAccessibleName(f"{self._title}: {words}")

    def show_different(self, words: str, common: Value = None) -> None:
        self.button.setText(words)

    def _fix(self, fixed: bool) -> None:
        self.button.setEnabled(not fixed)

    def _learn(self, nodes: Sequence[CategoryNode]) -> None:
        self._paths |= paths_of(nodes)
        self.show_value(self._value)

    def _open_picker(self) -> None:
        picker = CategoryPicker(self.button)
        picker.picked.connect(self._on_picked)
        self._lists.categories(self._tree, lambda nodes: self._offer(picker, nodes), owner=picker)
        picker.open_at(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def _offer(self, picker: CategoryPicker, nodes: Sequence[CategoryNode]) -> None:
        below = {self._key}
        for node in nodes:  # parents before children
            if node.parent_key in below:
                below.add(node.key)
        but = [reference(node.remote_id, node.key) for node in nodes if node.key in below]
        picker.offer(nodes, but=but, top="" if self._value is None else self.tr("At the top"))

    def _on_picked(self, one: Reference | None) -> None:
        self.typed.emit(one)
        self.left.emit()
