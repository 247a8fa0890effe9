"""One entity, or several as one: the head, the tabs, and below them the fields. The inspector has a small one, the
editor tabs share a large one."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lazi_desktop.domain.cost_sight import without_cost_columns
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ui.editors.editing import Editing, EditorParts
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.entity_header import EntityHeader
from lazi_desktop.ui.editors.entity_tab import EntityTab, EntityView
from lazi_desktop.ui.editors.layouts import Section
from lazi_desktop.ui.editors.subject import Subject, shared_fields
from lazi_desktop.ui.picture_adding.adding import PictureAdding, Target
from lazi_desktop.ui.picture_adding.adding_line import AddingLine
from lazi_desktop.ui.picture_adding.drop_place import DropPlace
from lazi_desktop.ui.picture_adding.sources import Source
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import line

Sections = Callable[[Collection[EntityKind], Collection[str]], Sequence[Section]]

_DETAILS = ""


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
        self._titles: dict[str, str] = {}
        self.subject: Subject | None = None
        self.editing = Editing(parts, initiator, fields=_fields_in(sections))
        self.header = EntityHeader(parts.context.pictures)
        self.adding = PictureAdding(parts.context, self)
        self.line = AddingLine(self.adding, notifier=parts.context.notifier)
        self.line.setContentsMargins(metrics.GAP, 0, metrics.GAP, metrics.GAP_TINY)
        self.drop_place = DropPlace(self.header, self._may_take_pictures)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setProperty("dense", "true" if not is_wide else None)
        self.tabs.setAccessibleName(self.tr("Parts of the entry"))
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.header, self.line, self.tabs, line()):
            layout.addWidget(widget)
        layout.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.editing.arrived.connect(self._take)
        self.editing.vanished.connect(self._on_vanished)
        self.drop_place.dropped.connect(self._on_dropped)
        parts.context.edits.level_changed.connect(self.editing.read_again)
        parts.context.edits.sight_changed.connect(self._make_anew)

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

    def warm_up(self, kind: EntityKind) -> bool:
        """Makes a part of the form before it is wanted. Whether more is left to make."""
        return self._form_of(frozenset((kind,))).build_more()

    def _take(self, subject: Subject) -> None:
        self.line.look_at(subject.keys)
        self.subject = subject
        if subject.detail is not None:
            self.header.show_detail(subject.detail, is_proposed=bool(subject.proposals))
        else:
            self.header.show_many(subject)
        form = self._form_of(subject.kinds)
        self.editing.use(form, subject)
        self._offer_tabs(subject, form)
        self._show_tab()
        self.shown.emit(subject)

    def _on_vanished(self) -> None:
        self.subject = None
        self.vanished.emit()

    def _form_of(self, kinds: frozenset[EntityKind]) -> EntityForm:
        form = self._forms.get(kinds)
        if form is None:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._stack.addWidget(area)
            form = self._forms[kinds] = EntityForm(
                kinds,
                self._sections(kinds, self._seen_fields(kinds)),
                self._parts.context,
                self._parts.lists,
                area,
                is_wide=self._is_wide,
            )
            form.conflict_opened.connect(self.conflict_opened)
            self._areas[form] = area
            area.setWidget(form)
        return form

    def _seen_fields(self, kinds: frozenset[EntityKind]) -> Sequence[str]:
        shared = shared_fields(kinds)
        return shared if self._parts.context.edits.sees_costs else without_cost_columns(shared)

    def _make_anew(self) -> None:
        """The forms have other fields now; what is shown is read again, and comes in a new one."""
        self.flush()
        self.editing.forget_forms()
        for area in self._areas.values():
            self._stack.removeWidget(area)
            area.deleteLater()
        self._forms, self._areas = {}, {}
        self.editing.read_again()

    def focus_first(self) -> None:
        if self.form is not None:
            self.form.focus_first()

    def focus_field(self, name: str) -> None:
        """Brings it into sight, wherever it stands."""
        editor = self.form.editors.get(name) if self.form is not None else None
        if editor is not None and self.form is not None:
            self.go_to_tab(self.form.tab_of(name))
            self._areas[self.form].ensureWidgetVisible(editor)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def scrolled(self) -> int:
        return self._areas[self.form].verticalScrollBar().value() if self.form is not None else 0

    def scroll_to(self, value: int) -> None:
        if self.form is not None:
            self._areas[self.form].verticalScrollBar().setValue(value)

    # ----------------------------------------------------------------------------------------------------- pictures

    def _may_take_pictures(self) -> bool:
        return self.subject is not None and not self.adding.why_not()

    def _on_dropped(self, sources: list[Source]) -> None:
        """Onto the head: for what is shown, whichever tab is open. Of a category one is its own; several are for its
        SKUs."""
        if self.subject is not None:
            field = ""
            if EntityKind.CATEGORY in self.subject.kinds:
                field = "sku_images" if len(sources) > 1 else "image"
            self.adding.add_to([Target(key, field) for key in self.subject.keys], sources)

    # ----------------------------------------------------------------------------------------------------- tabs

    def _offer_tabs(self, subject: Subject, form: EntityForm) -> None:
        """Those that this kind has; where the open one stays, it stays open."""
        kind = next(iter(subject.kinds)) if subject.is_one else None
        views = [tab for tab in self._parts.tabs if kind in tab.kinds]
        titles = {_DETAILS: self.tr("Details")}
        titles |= {tab: QCoreApplication.translate("Section", tab) for tab in form.tabs}
        titles |= {tab.name: tab.title for tab in views}
        if titles == self._titles:
            return
        open_now, self._titles = self.open_tab, titles
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for name, title in titles.items():
            self.tabs.setTabData(self.tabs.addTab(title), name)
        self.tabs.setCurrentIndex(list(titles).index(open_now) if open_now in titles else 0)
        self.tabs.blockSignals(False)

    @property
    def open_tab(self) -> str:
        """ "" for Details, else the name of a form's tab or of an `EntityTab`."""
        name: str | None = self.tabs.tabData(self.tabs.currentIndex())
        return name or _DETAILS

    def go_to_tab(self, name: str) -> None:
        """Nothing happens where this entity does not have it."""
        if name in self._titles:
            self.tabs.setCurrentIndex(list(self._titles).index(name))

    def _on_tab(self, _place: int) -> None:
        self.flush()
        self._show_tab()

    def _show_tab(self) -> None:
        name, form = self.open_tab, self.form
        tab = next((one for one in self._parts.tabs if one.name == name), None)
        if tab is not None and self.subject is not None and self.subject.detail is not None:
            view = self._view(tab)
            self._stack.setCurrentWidget(view)
            view.show_entity(self.subject.detail)
        elif form is not None:
            form.show_tab(name)
            self._stack.setCurrentWidget(self._areas[form])

    def _view(self, tab: EntityTab) -> EntityView:
        view = self._views.get(tab.name)
        if view is None:
            view = self._views[tab.name] = tab.make(self._parts.context)
            view.show_wanted.connect(self.show_wanted)
            self._stack.addWidget(view)
        return view


def _fields_in(sections: Sections) -> list[str]:
    names = (
        name for kind in SKU_KINDS for section in sections((kind,), FIELDS[kind]) for name in section.names
    )
    return list(dict.fromkeys(names))
