"""One entity, or several as one: the head, the tabs, and below them the fields. The inspector has a small one, the
editor tabs share a large one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ui.editors.editing import Editing, EditorParts
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.entity_header import EntityHeader
from lazi_desktop.ui.editors.entity_tab import EntityTab, EntityView
from lazi_desktop.ui.editors.layouts import Section
from lazi_desktop.ui.editors.subject import Subject, shared_fields
from lazi_desktop.ui.widgets.basics import line

Sections = Callable[[Collection[EntityKind], Collection[str]], Sequence[Section]]

_DETAILS = "details"


class EntityPanel(QWidget):
    """`shown(subject)`: it stands there now. `vanished()`: what was shown exists no more. `conflict_opened(id)`,
    `show_wanted(key)`: the person wants to go there."""

    shown = Signal(object)
    vanished = Signal()
    conflict_opened = Signal(object)
    show_wanted = Signal(object)

    def __init__(
        self, parts: EditorParts, sections: Sections, *, is_wide: bool = False, initiator: QWidget
    ) -> None:
        super().__init__()
        self._parts = parts
        self._sections = sections
        self._is_wide = is_wide
        self._forms: dict[frozenset[EntityKind], EntityForm] = {}
        self._areas: dict[EntityForm, QScrollArea] = {}
        self._views: dict[str, EntityView] = {}
        self._tabs: Sequence[EntityTab] = ()
        self.subject: Subject | None = None
        self.editing = Editing(parts, initiator)
        self.header = EntityHeader()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Parts of the entry"))
        self.tabs.addTab(self.tr("Details"))
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, self.tabs, line()):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.editing.arrived.connect(self._take)
        self.editing.vanished.connect(self._on_vanished)

    # -------------------------------------------------------------------------------------------------- showing

    @property
    def form(self) -> EntityForm | None:
        return self.editing.form

    def show_entity(self, key: EntityKey) -> None:
        self.editing.show(key)

    def show_rows(self, numbers: array[int]) -> None:
        self.editing.show_rows(numbers)

    def drop(self) -> None:
        self.editing.drop()
        self.subject = None

    def flush(self) -> None:
        self.editing.flush()

    def follow(self, changes: Changes) -> None:
        self.editing.follow(changes)

    def warm_up(self, kind: EntityKind) -> None:
        """Makes the form before it is wanted."""
        self._form_of(frozenset((kind,)))

    def _take(self, subject: Subject) -> None:
        self.subject = subject
        if subject.detail is not None:
            self.header.show_detail(subject.detail)
        else:
            self.header.show_many(subject)
        self._offer_tabs(subject)
        self.editing.use(self._form_of(subject.kinds), subject)
        self._show_tab()
        self.shown.emit(subject)

    def _on_vanished(self) -> None:
        self.subject = None
        self.vanished.emit()

    def _form_of(self, kinds: frozenset[EntityKind]) -> EntityForm:
        form = self._forms.get(kinds)
        if form is None:
            sections = self._sections(kinds, shared_fields(kinds))
            form = self._forms[kinds] = EntityForm(
                kinds, sections, self._parts.context, self._parts.lists, is_wide=self._is_wide
            )
            form.conflict_opened.connect(self.conflict_opened)
            area = self._areas[form] = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(form)
            self._stack.addWidget(area)
        return form

    def focus_first(self) -> None:
        if self.form is not None:
            self.form.focus_first()

    def focus_field(self, name: str) -> None:
        """Brings it into sight, wherever it stands."""
        editor = self.form.editors.get(name) if self.form is not None else None
        if editor is not None and self.form is not None:
            self.tabs.setCurrentIndex(0)
            self._areas[self.form].ensureWidgetVisible(editor)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def scrolled(self) -> int:
        return self._areas[self.form].verticalScrollBar().value() if self.form is not None else 0

    def scroll_to(self, value: int) -> None:
        if self.form is not None:
            self._areas[self.form].verticalScrollBar().setValue(value)

    # ----------------------------------------------------------------------------------------------------- tabs

    def _offer_tabs(self, subject: Subject) -> None:
        """Those that this kind has; where the open one stays, it stays open."""
        kind = next(iter(subject.kinds)) if subject.is_one else None
        tabs = [tab for tab in self._parts.tabs if kind in tab.kinds]
        if tabs == self._tabs:
            return
        open_now = self._open_tab()
        self.tabs.blockSignals(True)
        while self.tabs.count() > 1:
            self.tabs.removeTab(1)
        for tab in tabs:
            self.tabs.addTab(tab.title)
        self._tabs = tabs
        names = [_DETAILS, *(tab.name for tab in tabs)]
        self.tabs.setCurrentIndex(names.index(open_now) if open_now in names else 0)
        self.tabs.blockSignals(False)

    def _open_tab(self) -> str:
        place = self.tabs.currentIndex() - 1
        return self._tabs[place].name if 0 <= place < len(self._tabs) else _DETAILS

    def open_tab(self, name: str) -> None:
        """Nothing happens where this entity does not have it."""
        names = [_DETAILS, *(tab.name for tab in self._tabs)]
        if name in names:
            self.tabs.setCurrentIndex(names.index(name))

    def _on_tab(self, _place: int) -> None:
        self.flush()
        self._show_tab()

    def _show_tab(self) -> None:
        name, form = self._open_tab(), self.form
        if name == _DETAILS:
            if form is not None:
                self._stack.setCurrentWidget(self._areas[form])
        elif self.subject is not None and self.subject.detail is not None:
            view = self._view(name)
            self._stack.setCurrentWidget(view)
            view.show_entity(self.subject.detail)

    def _view(self, name: str) -> EntityView:
        view = self._views.get(name)
        if view is None:
            tab = next(one for one in self._tabs if one.name == name)
            view = self._views[name] = tab.make(self._parts.context)
            view.show_wanted.connect(self.show_wanted)
            self._stack.addWidget(view)
        return view
