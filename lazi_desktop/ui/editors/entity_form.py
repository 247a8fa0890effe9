"""The fields of one kind, laid out; they show one entity and hand over what is changed in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.workspace import EntityDetail
from lazi_desktop.ui.editors.category_chips import CategoryChips
from lazi_desktop.ui.editors.field_editor import FieldEditor
from lazi_desktop.ui.editors.form_layouts import LAYOUTS, MARGIN
from lazi_desktop.ui.editors.margin_line import MarginLine
from lazi_desktop.ui.theme import metrics

Kept = dict[str, tuple[Value, Value]]


class EntityForm(QWidget):
    """`edited(FieldEdit)`, `revert_requested(key, field)`, `conflict_opened(id)`, `picker_opened(chips, picker)`,
    `names_wanted(editor, chips)`."""

    edited = Signal(object)
    revert_requested = Signal(object, str)
    conflict_opened = Signal(object)
    picker_opened = Signal(object, object)
    names_wanted = Signal(object, object)

    def __init__(self, kind: EntityKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "plain")
        self.kind = kind
        self.key: EntityKey | None = None
        self.editors: dict[str, FieldEditor] = {}
        self.margin = MarginLine(self)
        self.margin.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(metrics.GAP, metrics.GAP, metrics.GAP, metrics.GAP)
        grid.setHorizontalSpacing(metrics.GAP - 2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for line, names in enumerate(LAYOUTS[kind]):
            for place, name in enumerate(names):
                widget = self.margin if name == MARGIN else self._editor(name)
                grid.addWidget(widget, line, place, 1, 2 if len(names) == 1 else 1, Qt.AlignmentFlag.AlignTop)
            if MARGIN in names:
                grid.setRowMinimumHeight(line, metrics.CONTROL_HEIGHT + metrics.GAP_SMALL)
        grid.setRowStretch(len(LAYOUTS[kind]), 1)

    def _editor(self, name: str) -> FieldEditor:
        field = FIELDS[self.kind][name]
        control = CategoryChips(field, self) if name == "categories" else None
        editor = self.editors[name] = FieldEditor(self.kind, field, self, control=control)
        editor.saved.connect(lambda value, seen: self._on_saved(name, value, seen))
        editor.revert_requested.connect(lambda: self.revert_requested.emit(self.key, name))
        editor.conflict_opened.connect(self.conflict_opened)
        editor.typed.connect(self._tell_margin)
        if control is not None:
            control.picker_opened.connect(lambda picker: self.picker_opened.emit(control, picker))
            control.names_wanted.connect(lambda: self.names_wanted.emit(editor, control))
        return editor

    # -------------------------------------------------------------------------------------------------- showing

    def load(self, detail: EntityDetail, kept: Kept | None = None) -> None:
        """Another entity, or the same one anew: then what is being typed stays."""
        if detail.key != self.key:
            self.key = detail.key
            for editor in self.editors.values():
                editor.start_anew()
        chips = self.editors.get("categories")
        if chips is not None and isinstance(chips.control, CategoryChips):
            chips.control.know(detail.categories)
        for name, editor in self.editors.items():
            editor.load(detail)
            if kept and name in kept and not editor.draft.is_typing:
                editor.restore(*kept[name])
        self._tell_margin()

    def _tell_margin(self) -> None:
        if "cost" in self.editors and "price" in self.editors:
            self.margin.show()
            self.margin.show_margin(self.editors["cost"].draft.value(), self.editors["price"].draft.value())

    # --------------------------------------------------------------------------------------------------- saving

    def leave(self) -> Kept:
        """Saves what is typed; returns what cannot be saved, to be kept until the person comes back to it."""
        for editor in self.editors.values():
            editor.leave()
        drafts = {name: editor.draft for name, editor in self.editors.items()}
        return {name: (draft.typed, draft.shown) for name, draft in drafts.items() if draft.is_typing}

    def _on_saved(self, name: str, value: Value, seen: Value) -> None:
        if self.key is not None:
            self.edited.emit(FieldEdit(self.key, name, value, seen))
            self._tell_margin()

    def refuse(self, edit: FieldEdit, problem: str) -> bool:
        """An edit could not be recorded. Whether the entity is still shown here."""
        if edit.key != self.key or edit.field not in self.editors:
            return False
        self.editors[edit.field].refuse(edit.value, edit.seen, problem)
        return True
