"""The categories a SKU hangs in, as chips with their paths; × takes one away, + adds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QToolButton, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import tree_of
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import CategoryNode
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.editors.chip import HEIGHT, Chip
from lazi_desktop.ui.editors.field_control import NOT_CHANGED, ControlPlace, FieldControl
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

Reference = int | str
"""ServiceTitan's number of a category or, where it has none yet, its key as text."""


class CategoryChip(Chip):
    """Amber where the SKU does not hang there in ServiceTitan."""

    def __init__(self, path: Sequence[str], parent: QWidget, *, is_new: bool = False) -> None:
        shown = " › ".join(path)
        name = QCoreApplication.translate("CategoryChip", "Take out of {category}").format(category=shown)
        tip = QCoreApplication.translate("CategoryChip", "Take out of this category")
        super().__init__(shown, parent, name=name, tip=tip, is_new=is_new)


class CategoryChips(FieldControl):
    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._field = place.field
        self._tree = tree_of(place.kind)
        self._lists = place.lists
        self._ids: list[Reference] = []
        self._theirs: list[Reference] | None = None
        self._asked: set[Reference] = set()
        self._shown: list[tuple[Reference, bool, str]] = []
        self._paths: dict[Reference, tuple[str, ...]] = {}
        self._is_fixed = False
        self.widget = QWidget(place.parent)
        self.add_button = QToolButton(self.widget)
        self.add_button.setProperty("variant", "quiet")
        self.add_button.setText(self.tr("+ Add"))
        self.add_button.setAccessibleName(self.tr("Add a category"))
        self.add_button.clicked.connect(self._open_picker)
        self.add_button.setFixedHeight(HEIGHT)
        self.apart = label(tone="muted")
        self.apart.setFixedHeight(HEIGHT)
        self.apart.hide()
        self._flow = FlowLayout(self.widget)
        self._flow.addWidget(self.add_button)
        self._flow.addWidget(self.apart)
        self.widget.setFocusProxy(self.add_button)

    def know(self, subject: Subject) -> None:
        """The paths of the categories that will be shown, where they are at hand."""
        if subject.detail is not None:
            refs = subject.detail.categories
            self._paths |= {reference(ref.remote_id, ref.key): ref.path for ref in refs}

    def show_value(self, value: Value) -> None:
        self.apart.hide()
        self._show(value)

    def show_different(self, words: str, common: Value = None) -> None:
        self.apart.setText(words)
        self.apart.show()
        self._show(common)

    def _show(self, value: Value) -> None:
        self._ids = ids = list(value or ())
        self._ask_for_names()
        shown = [(remote_id, self._is_new(remote_id), self._name(remote_id)) for remote_id in ids]
        if shown == self._shown:
            return
        self._shown = shown
        for chip in self.chips():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for place, remote_id in enumerate(ids):
            chip = CategoryChip(self._path(remote_id), self.widget, is_new=self._is_new(remote_id))
            chip.removed.connect(lambda remote_id=remote_id: self._take_out(remote_id))
            chip.button.setVisible(not self._is_fixed)
            self._flow.insert(place, chip)
            chip.show()
        self.widget.updateGeometry()

    def _path(self, remote_id: Reference) -> tuple[str, ...]:
        unknown = (
            self.tr("New category")
            if isinstance(remote_id, str)
            else self.tr("Category {number}").format(number=remote_id)
        )
        return self._paths.get(remote_id) or (unknown,)

    def _name(self, remote_id: Reference) -> str:
        return " › ".join(self._path(remote_id))

    def _is_new(self, remote_id: Reference) -> bool:
        return self._theirs is not None and remote_id not in self._theirs

    def compare_with(self, theirs: Value | object) -> None:
        self._theirs = None if theirs is NOT_CHANGED else list(theirs or ())  # type: ignore[call-overload, arg-type]
        self._ask_for_names()

    def _ask_for_names(self) -> None:
        """Once: some exist no more."""
        unknown = {*self._ids, *(self._theirs or ())} - self._paths.keys() - self._asked
        if unknown:
            self._asked |= unknown
            self._lists.categories(self._tree, self._on_named, owner=self)

    def _on_named(self, nodes: Sequence[CategoryNode]) -> None:
        self._paths |= paths_of(nodes)
        self._show(self._ids)
        self.told.emit()

    def difference(self) -> str:
        """What was taken away, by its last name; what came is amber."""
        theirs = self._theirs
        if theirs is None:
            return ""
        gone = [f"− {self._path(one)[-1]}" for one in theirs if one not in self._ids]
        came = [f"+ {self._path(one)[-1]}" for one in self._ids if one not in theirs]
        return "   ".join(gone + came)

    def chips(self) -> list[CategoryChip]:
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), CategoryChip)]

    def _fix(self, fixed: bool) -> None:
        self._is_fixed = fixed
        self.add_button.setVisible(not fixed)
        for chip in self.chips():
            chip.button.setVisible(not fixed)

    def _take_out(self, remote_id: Reference) -> None:
        self._choose([one for one in self._ids if one != remote_id])
        self.add_button.setFocus()

    def _add(self, remote_id: Reference) -> None:
        self._choose([*self._field.canonical([*self._ids, remote_id])])

    def _choose(self, ids: list[Reference]) -> None:
        self.typed.emit(ids)
        self.left.emit()

    def _open_picker(self) -> None:
        picker = CategoryPicker(self.widget)
        picker.picked.connect(self._add)
        self._lists.categories(self._tree, lambda nodes: self._offer(picker, nodes), owner=picker)
        picker.open_at(self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 2)))

    def _offer(self, picker: CategoryPicker, nodes: Sequence[CategoryNode]) -> None:
        self._paths |= paths_of(nodes)
        picker.offer(nodes, but=self._ids)


def reference(remote_id: int | None, key: EntityKey) -> Reference:
    return str(key) if remote_id is None else remote_id


def paths_of(nodes: Sequence[CategoryNode]) -> Mapping[Reference, tuple[str, ...]]:
    names: dict[object, tuple[str, ...]] = {}
    paths: dict[Reference, tuple[str, ...]] = {}
    for node in nodes:  # parents before children
        names[node.key] = (*names.get(node.parent_key, ()), node.name)
        paths[reference(node.remote_id, node.key)] = names[node.key]
    return paths
