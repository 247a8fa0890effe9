"""The fields of one kind, or those that several kinds share, laid out: they show a subject and hand over what is
changed in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.checks import Finding
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.linked_cost import COSTED, LinkedCost
from lazi_desktop.domain.merge import merge_sets
from lazi_desktop.domain.typed_text import read_typed
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.drafts import KeptDraft
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.field_control import ControlPlace
from lazi_desktop.ui.editors.field_editor import FieldEditor
from lazi_desktop.ui.editors.known_lists import KnownLists
from lazi_desktop.ui.editors.layouts import LINKED_COST, MARGIN, Section
from lazi_desktop.ui.editors.linked.control import LinkedControl
from lazi_desktop.ui.editors.linked.cost_line import LinkedCostLine
from lazi_desktop.ui.editors.margin_line import MarginLine
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.formatting import field_title
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label

_ONE_EACH = frozenset(("code",))
"""Fields that no two entities share."""
_MOST_COLUMNS = 3
_COLUMN_WIDTH = 380


class EntityForm(QWidget):
    """`edited(edits)`: one field, of all that are shown. `drafted(field)`: what is typed into it is another now, or
    nothing any more. `revert_requested(targets)`, `conflict_opened(id)`."""

    edited = Signal(list)
    drafted = Signal(str)
    revert_requested = Signal(list)
    conflict_opened = Signal(object)

    def __init__(
        self,
        kinds: Collection[EntityKind],
        sections: Sequence[Section],
        context: UiContext,
        lists: KnownLists,
        parent: QWidget,
        *,
        is_wide: bool = False,
    ) -> None:
        """`is_wide`: the sections stand beside each other where there is room."""
        super().__init__(parent)
        self.setProperty("surface", "plain")
        self.kind = min(kinds)
        self.subject: Subject | None = None
        self.editors: dict[str, FieldEditor] = {}
        self._context = context
        self._lists = lists
        self.margin = MarginLine(self)
        self.margin.hide()
        self.linked = LinkedCostLine(self)
        self._unbuilt = list(reversed(sections))
        self._tabs: dict[str, list[QWidget]] = {}
        self._tab = ""
        self.tabs = list(dict.fromkeys(section.tab for section in sections if section.tab))
        """What its sections are divided into, besides Details."""
        self._sections: list[QWidget] = []
        self._columns: list[QVBoxLayout] = []
        self._weights = [
            len(section.lines) + len(section.words) + 1 for section in sections if not section.is_wide
        ]
        self._shown_columns = 0
        self._across = across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(metrics.GAP_LARGE)
        self._below = QVBoxLayout()
        self._below.setSpacing(metrics.GAP)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(metrics.GAP, metrics.GAP, metrics.GAP, metrics.GAP)
        whole.setSpacing(metrics.GAP)
        whole.addLayout(across)
        whole.addLayout(self._below)
        whole.addStretch(1)
        for _ in range(_MOST_COLUMNS if is_wide else 1):
            column = QVBoxLayout()
            column.setSpacing(metrics.GAP)
            self._columns.append(column)
            across.addLayout(column, 1)

    # ------------------------------------------------------------------------------------------------- building

    def build_more(self) -> bool:
        """One more section. Whether there are any left: forms are large, and made while nobody waits."""
        if self._unbuilt:
            section = self._unbuilt.pop()
            if section.is_wide:
                self._below.addWidget(self._section(section))
            else:
                self._sections.append(self._section(section))
            if not self._unbuilt:
                self._arrange(self._fitting())
        return bool(self._unbuilt)

    def _section(self, section: Section) -> QWidget:
        widget = QWidget(self)
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(metrics.GAP - 2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        title = QCoreApplication.translate("Section", section.title) if section.title else ""
        if title and [title] != [field_title(self.kind, name) for name in section.names]:
            grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
            grid.setRowMinimumHeight(0, metrics.CONTROL_HEIGHT)
        for line, names in enumerate(section.lines, 1):
            for place, name in enumerate(names):
                one = self._line(name, widget)
                span = 2 if len(names) == 1 else 1
                grid.addWidget(one, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            if MARGIN in names:
                grid.setRowMinimumHeight(line, metrics.CONTROL_HEIGHT + metrics.GAP_SMALL)
        for words in section.words:
            said = label(QCoreApplication.translate("Section", words), "muted", wrap=True)
            grid.addWidget(said, grid.rowCount(), 0, 1, 2)
        self._tabs.setdefault(section.tab, []).append(widget)
        widget.setVisible(section.tab == self._tab)
        return widget

    def _arrange(self, count: int) -> None:
        """The sections in their order, about as much in each of so many columns."""
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        share, filled, at = sum(self._weights) / count, 0.0, 0
        for section, weight in zip(self._sections, self._weights, strict=True):
            if filled + weight / 2 > share * (at + 1) and at + 1 < count:
                at += 1
            self._columns[at].addWidget(section)
            filled += weight
        for place, column in enumerate(self._columns):
            column.addStretch(1)
            self._across.setStretch(place, 1 if place < count else 0)
        self._shown_columns = count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._unbuilt and self._fitting() != self._shown_columns:
            self._arrange(self._fitting())

    def _fitting(self) -> int:
        return max(1, min(len(self._columns), self.width() // _COLUMN_WIDTH))

    def _line(self, name: str, parent: QWidget) -> QWidget:
        lines = {MARGIN: self.margin, LINKED_COST: self.linked}
        return lines[name] if name in lines else self._editor(name, parent)

    def _editor(self, name: str, parent: QWidget) -> FieldEditor:
        field = FIELDS[self.kind][name]
        place = ControlPlace(
            self.kind, field, field_title(self.kind, name), self._context, self._lists, parent
        )
        editor = self.editors[name] = FieldEditor(place)
        editor.saved.connect(lambda value, seen: self._on_saved(name, value, seen))
        editor.typed.connect(lambda: self._on_typed(name))
        editor.revert_requested.connect(lambda: self._on_revert(name))
        editor.conflict_opened.connect(self.conflict_opened)
        editor.control.elsewhere.connect(self._on_elsewhere)
        editor.control.told.connect(self._tell_margin)
        return editor

    def _on_elsewhere(self, name: str, value: Value) -> None:
        self.editors[name].take(value)

    def focus_first(self) -> None:
        next(iter(self.editors.values())).setFocus(Qt.FocusReason.TabFocusReason)

    # -------------------------------------------------------------------------------------------------- showing

    def show_tab(self, tab: str) -> None:
        """Only the sections of this one, "" for Details."""
        if tab != self._tab:
            self._tab = tab
            for name, widgets in self._tabs.items():
                for widget in widgets:
                    widget.setVisible(name == tab)

    def tab_of(self, name: str) -> str:
        """Under which tab a field stands."""
        editor = self.editors.get(name)
        section = editor.parentWidget() if editor is not None else None
        return next((tab for tab, widgets in self._tabs.items() if section in widgets), "")

    def load(self, subject: Subject, kept: Mapping[str, KeptDraft]) -> None:
        """Another subject, or the same one anew: then what is being typed stays."""
        while self.build_more():
            pass
        if self.subject is None or subject.keys != self.subject.keys:
            for editor in self.editors.values():
                editor.start_anew()
        self.subject = subject
        for name, editor in self.editors.items():
            editor.load(subject, fixed=self._why_fixed(subject, name))
        self.offer_kept(kept)

    def offer_kept(self, kept: Mapping[str, KeptDraft]) -> None:
        """What was typed into these fields before, here or in another form; where somebody types, they go on."""
        for name, editor in self.editors.items():
            draft = kept.get(name)
            if editor.draft.is_typing and not editor.draft.is_offered:
                continue
            if draft is not None:
                editor.offer(draft.typed, draft.seen, draft.problem)
            elif editor.draft.is_offered:
                editor.forget_offer()
        self._tell_margin()

    def _why_fixed(self, subject: Subject, name: str) -> str:
        if not subject.is_one and name in _ONE_EACH:
            return self.tr("Each entry has its own.")
        field = subject.field(name)
        if not field.writable:
            return _comes_from_servicetitan(field)
        return self._context.edits.why_no_price(self.kind, name)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        for name, editor in self.editors.items():
            editor.take_findings([one for one in findings if one.field == name])

    def values(self) -> Fields:
        """What the subject would have with all that is typed and fits."""
        values = dict(self.subject.values) if self.subject is not None else {}
        return values | {name: editor.draft.value() for name, editor in self.editors.items()}

    def _tell_margin(self) -> None:
        self._tell_linked()
        if not {"cost", "price"} <= self.editors.keys():
            return
        drafts = self.editors["cost"].draft, self.editors["price"].draft
        self.margin.setVisible(not any(draft.stands_apart for draft in drafts))
        self.margin.show_margin(*(draft.value() for draft in drafts))

    def _tell_linked(self) -> None:
        controls = (self.editors[name].control for name in COSTED if name in self.editors)
        costs = [one.cost() for one in controls if isinstance(one, LinkedControl)]
        price, own = self._agreed("price"), self._agreed("cost")
        cost = sum((cost for cost in costs if cost is not None), LinkedCost())
        self.linked.show_cost(cost.with_own(self.kind, own), price, of=self.kind)

    def _agreed(self, name: str) -> Value:
        """None where several have different ones."""
        draft = self.editors[name].draft if name in self.editors else None
        return None if draft is None or draft.stands_apart else draft.value()

    # --------------------------------------------------------------------------------------------------- saving

    def leave(self) -> None:
        """Hands over what is typed and fits."""
        for editor in self.editors.values():
            editor.leave()

    def _on_typed(self, name: str) -> None:
        self._tell_margin()
        self.drafted.emit(name)

    def _on_revert(self, name: str) -> None:
        if self.subject is not None:
            self.drafted.emit(name)
            self.revert_requested.emit([(key, name) for key in self.subject.keys])

    def _on_saved(self, name: str, value: Value, seen: Value) -> None:
        subject = self.subject
        if subject is None:
            return
        self._tell_margin()
        if subject.is_one:
            self.edited.emit([FieldEdit(subject.keys[0], name, value, seen)])
            return
        field = subject.field(name)
        edits = [
            FieldEdit(key, name, _for_each(field, held, value, common=seen), held)
            for key, held in subject.seen(name)
        ]
        self.edited.emit(edits)

    def refuse(self, name: str, typed: Value, seen: Value, problem: str) -> None:
        """What was handed over could not be recorded: it stands there again."""
        self.editors[name].offer(typed, seen, problem)
        self._tell_margin()


def _for_each(field: Field, held: Value, value: Value, *, common: Value) -> Value:
    """Of a set, what was added to and taken from what all have in common; of all else, the value."""
    merged = merge_sets(field, seen=common, ours=value, current=held)
    return value if merged is None else merged


def _comes_from_servicetitan(field: Field) -> str:
    try:
        read_typed(field, "")
    except InvalidValue as problem:
        return problem.detail
    return ""
