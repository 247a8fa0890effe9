"""The panel at the right: everything about what is selected, edited in place. A field is saved when it is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree, tree_of
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.workspace import CategoryNode, EntityDetail
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.category_chips import CategoryChips
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.editors.entity_form import EntityForm, Kept
from lazi_desktop.ui.editors.field_editor import FieldEditor
from lazi_desktop.ui.editors.inspector_header import InspectorHeader
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.empty_card import EmptyCard


class Inspector(QFrame):
    """`conflict_opened(conflict_id)`: the person wants to decide it."""

    conflict_opened = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._details = LatestRead(context.tasks, context.notifier, self)
        self._picks = LatestRead(context.tasks, context.notifier, self)
        self._names = LatestRead(context.tasks, context.notifier, self)
        self._forms: dict[EntityKind, EntityForm] = {}
        self._kept: dict[EntityKey, Kept] = {}
        self.key: EntityKey | None = None
        self.setProperty("surface", "card")
        self.header = InspectorHeader()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Parts of the entry"))
        self.tabs.addTab(self.tr("Details"))
        self.card = EmptyCard()
        self._form_stack = QStackedWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        line = QFrame()
        line.setProperty("surface", "line")
        line.setFixedHeight(1)
        entity = QWidget()
        inner = QVBoxLayout(entity)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.header)
        inner.addWidget(self.tabs)
        inner.addWidget(line)
        inner.addWidget(self._form_stack, 1)
        self._stack.addWidget(self.card)
        self._stack.addWidget(entity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)

    # -------------------------------------------------------------------------------------------------- showing

    @property
    def form(self) -> EntityForm | None:
        """The form on the screen."""
        area = self._form_stack.currentWidget()
        widget = area.widget() if isinstance(area, QScrollArea) else None
        return widget if isinstance(widget, EntityForm) and self._stack.currentIndex() == 1 else None

    def show_entity(self, key: EntityKey) -> None:
        if key != self.key:
            self.flush()
            self.key = key
        self._load()

    def show_nothing(self) -> None:
        self._clear()
        self.card.say(
            Glyph.INFO, self.tr("Nothing selected"), self.tr("Select a row to see and change its details.")
        )

    def show_many(self, count: int) -> None:
        self._clear()
        title = self.tr("{count} rows selected").format(count=f"{count:,}")
        self.card.say(Glyph.COPY, title, self.tr("Select a single row to see and change its details."))

    def show_categories(self, count: int) -> None:
        self._clear()
        title = self.tr("{count} categories selected").format(count=f"{count:,}")
        self.card.say(
            Glyph.CATEGORY, title, self.tr("Select a single category or a row to see and change its details.")
        )

    def _clear(self) -> None:
        self.flush()
        self._details.drop()
        self.key = None
        self._stack.setCurrentIndex(0)

    def flush(self) -> None:
        """Saves what is being typed; what does not fit is kept until the entity is shown again."""
        form = self.form
        if form is None or form.key is None:
            return
        kept = form.leave()
        if kept:
            self._kept[form.key] = kept
        else:
            self._kept.pop(form.key, None)

    def _load(self) -> None:
        key, queries = self.key, self._context.queries
        if key is not None:
            self._details.ask(lambda: queries.detail(key), lambda detail: self._take(key, detail))

    def _take(self, key: EntityKey, detail: EntityDetail | None) -> None:
        if key != self.key:
            return
        if detail is None:
            self.show_nothing()
            return
        form = self._form_of(detail.kind)
        self.header.show_detail(detail)
        form.load(detail, self._kept.pop(key, None))
        self._form_stack.setCurrentIndex(list(self._forms).index(detail.kind))
        self._stack.setCurrentIndex(1)

    def _form_of(self, kind: EntityKind) -> EntityForm:
        form = self._forms.get(kind)
        if form is None:
            form = self._forms[kind] = EntityForm(kind)
            form.edited.connect(self._on_edited)
            form.revert_requested.connect(self._on_revert)
            form.conflict_opened.connect(self.conflict_opened)
            form.picker_opened.connect(self._fill_picker)
            form.names_wanted.connect(self._tell_names)
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(form)
            self._form_stack.addWidget(area)
        return form

    def follow(self, changes: Changes) -> None:
        if self.key in changes.keys or Aspect.EVERYTHING in changes.aspects:
            self._load()

    # --------------------------------------------------------------------------------------------------- saving

    def _on_edited(self, edit: FieldEdit) -> None:
        self._details.drop()  # what is on its way is older than this

        def failed(error: LaziError) -> None:
            form = self.form
            if form is None or not form.refuse(edit, error.detail or error.title):
                self._kept.setdefault(edit.key, {})[edit.field] = (edit.value, edit.seen)
                self._context.notifier.problem(error)

        self._context.edits.edit([edit], initiator=self, failed=failed)

    def _on_revert(self, key: EntityKey, name: str) -> None:
        self._context.edits.revert([(key, name)], initiator=self)

    def _fill_picker(self, chips: CategoryChips, picker: CategoryPicker) -> None:
        form, queries = self.form, self._context.queries
        tree = Tree.SERVICES if form is None else tree_of(form.kind)
        self._picks.ask(lambda: queries.categories(tree), lambda nodes: _offer(chips, picker, nodes))

    def _tell_names(self, editor: FieldEditor, chips: CategoryChips) -> None:
        """What a category is called in which the SKU does not hang any more."""
        tree, queries = tree_of(editor.kind), self._context.queries

        def tell(nodes: Sequence[CategoryNode]) -> None:
            chips.learn(nodes)
            editor.tell_again()

        self._names.ask(lambda: queries.categories(tree), tell)

    def focus_first(self) -> None:
        if self.form is not None:
            next(iter(self.form.editors.values())).setFocus(Qt.FocusReason.TabFocusReason)


def _offer(chips: CategoryChips, picker: CategoryPicker, nodes: Sequence) -> None:
    if isValid(picker):
        chips.offer(picker, nodes)
