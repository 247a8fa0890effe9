"""Editor tabs over the page's table: each is an entity with all its fields. They share one panel and one form per kind,
so that opening one only fills fields that are there already."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import SKU_KINDS
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.editors.editing import EditorParts
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.entity_panel import EntityPanel
from lazi_desktop.ui.editors.layouts import editor_sections
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon

_OPEN = "pricebook/editors"
_MOST = 20
_CLOSE_ICON = QSize(11, 11)
_WARM_UP_AFTER_MS = 1_500
_WARM_UP_EVERY_MS = 60
_UNSAVED = "• "


@dataclass(frozen=True, slots=True)
class Several:
    """SKUs edited as one, by their rows' numbers."""

    numbers: tuple[int, ...]


Target: TypeAlias = "EntityKey | Several"


class EditorArea(QWidget):
    """`conflict_opened(id)`, `show_wanted(key)`: the person wants to go there."""

    conflict_opened = Signal(object)
    show_wanted = Signal(object)

    def __init__(self, parts: EditorParts, table: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._titles: dict[Target, str] = {}
        self._scrolled: dict[Target, int] = {}
        self._shown: Target | None = None
        self._field = ""
        self._left: QWidget | None = None
        """What had the keys before they were held."""
        self._close_tip = self.tr("Close")
        self.bar = _bar(self.tr("Open editors"), self.tr("Table"), self)
        self.panel = EntityPanel(parts, editor_sections, is_wide=True, initiator=self)
        self._table = table
        self._card = QFrame()
        self._card.setProperty("surface", "card")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.panel)
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(self._card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self.bar.hide()
        self.bar.currentChanged.connect(self._on_tab)
        self.bar.tabMoved.connect(lambda *_: self._remember())
        self.panel.shown.connect(self._on_shown)
        self.panel.vanished.connect(self._on_vanished)
        self.panel.conflict_opened.connect(self.conflict_opened)
        self.panel.show_wanted.connect(self.show_wanted)
        parts.drafts.changed.connect(lambda _keys: self._name_tabs())
        self._cold = list(SKU_KINDS)
        self._warming = QTimer(self)
        self._warming.timeout.connect(self._warm_up)
        self._warming.start(_WARM_UP_AFTER_MS)
        self._recall()

    # --------------------------------------------------------------------------------------------- what is asked

    @property
    def targets(self) -> list[Target]:
        """What the tabs show, from left to right: an entity, or several as one."""
        return [self.bar.tabData(at) for at in range(1, self.bar.count())]

    @property
    def keys(self) -> list[EntityKey]:
        """The entities with a tab of their own, from left to right."""
        return [target for target in self.targets if not isinstance(target, Several)]

    @property
    def key(self) -> EntityKey | None:
        """Whose editor is on the screen; None for the table, and for several."""
        target: Target | None = self.bar.tabData(self.bar.currentIndex())
        return None if isinstance(target, Several) else target

    @property
    def is_warm(self) -> bool:
        """Every kind's form is made."""
        return not self._cold

    @property
    def form(self) -> EntityForm | None:
        return self.panel.form if self.bar.currentIndex() > 0 else None

    def open(self, key: EntityKey, field: str = "") -> None:
        """Its tab comes to the front, a new one if it has none; `field` gets the focus."""
        self._open(key, field)

    def open_rows(self, numbers: Sequence[int]) -> None:
        """Several SKUs as one, until the tab or the program is closed."""
        target = Several(tuple(numbers))
        self._titles[target] = self.tr("{count} entries").format(count=whole(len(numbers)))
        self._open(target)

    def _open(self, target: Target, field: str = "") -> None:
        self._field = field
        if target not in self.targets:
            self._add(target)
            if len(self.targets) > _MOST:
                self.close_editor(self.targets[0])
        self.bar.setCurrentIndex(1 + self.targets.index(target))
        if self._is_there:
            self._focus()
        elif field:
            self._hold_keys()

    def show_table(self) -> None:
        self.bar.setCurrentIndex(0)

    def say_close_tip(self, text: str) -> None:
        """Of the buttons that close a tab."""
        self._close_tip = text
        for button in self.bar.findChildren(QToolButton):
            if button.property("tabclose"):
                button.setToolTip(text)

    def cycle(self, step: int) -> None:
        """To the next or the previous one, the table among them."""
        self.bar.setCurrentIndex((self.bar.currentIndex() + step) % self.bar.count())

    def close_current(self) -> None:
        if self.bar.currentIndex() > 0:
            self.close_editor(self.targets[self.bar.currentIndex() - 1])

    def close_editor(self, target: Target) -> None:
        """What was typed and does not fit is kept, and offered when it is opened again."""
        if target not in self.targets:
            return
        self.panel.flush()
        place = 1 + self.targets.index(target)
        self._scrolled.pop(target, None)
        self.bar.removeTab(place)
        self._show_bar()
        self._remember()

    def flush(self) -> None:
        self.panel.flush()

    def follow(self, changes: Changes) -> None:
        self.panel.follow(changes)
        self._close_what_is_gone([key for key in self.keys if key in changes.keys and key != self.key])

    def _close_what_is_gone(self, behind: Sequence[EntityKey]) -> None:
        """Tabs that are not on the screen; the one that is sees it by itself."""
        if not behind:
            return
        queries = self._parts.context.queries

        def close(there: Sequence[EntityDetail]) -> None:
            for key in set(behind) - {detail.key for detail in there}:
                self.close_editor(key)

        self._parts.context.tasks.read(lambda: _existing(queries, behind), close, owner=self)

    # -------------------------------------------------------------------------------------------------- showing

    def _add(self, target: Target) -> None:
        place = self.bar.addTab(self._titles.get(target, "…"))
        self.bar.setTabData(place, target)
        close = QToolButton(self.bar)
        close.setProperty("tabclose", "true")
        close.setFixedSize(18, 18)
        close.setIconSize(_CLOSE_ICON)
        close.setIcon(icon(Glyph.CLOSE, "text_muted"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+W does it without a mouse
        close.setToolTip(self._close_tip)
        close.setAccessibleName(self.tr("Close this editor"))
        close.clicked.connect(lambda: self.close_editor(target))
        self.bar.setTabButton(place, QTabBar.ButtonPosition.RightSide, close)
        self._show_bar()
        self._remember()

    def _show_bar(self) -> None:
        self.bar.setVisible(self.bar.count() > 1)

    def _on_tab(self, _place: int) -> None:
        if self._shown is not None:
            self._scrolled[self._shown] = self.panel.scrolled()
        self._shown = target = self.bar.tabData(self.bar.currentIndex())
        if target is None:
            self.panel.drop()
            self._stack.setCurrentWidget(self._table)
            self._give_keys_back()
        else:
            if self._in_panel() is not None:
                self._hold_keys()
            if isinstance(target, Several):
                self.panel.show_rows(array("q", target.numbers))
            else:
                self.panel.show_entity(target)
        self._remember()

    def _on_shown(self, subject: Subject) -> None:
        target = self._shown
        if target is None or (subject.detail is not None and subject.detail.key != target):
            return
        if subject.detail is not None:
            self._titles[target] = title_of(subject.detail)
            self._name_tabs()
        if self._stack.currentWidget() is not self._card:
            self._stack.setCurrentWidget(self._card)
        if target in self._scrolled:
            self.panel.scroll_to(self._scrolled.pop(target))
        self._focus()

    @property
    def _is_there(self) -> bool:
        """What the tab in front is of has been read, and stands in the panel."""
        subject, target = self.panel.subject, self._shown
        if subject is None or self._stack.currentWidget() is not self._card:
            return False
        return subject.detail is None if isinstance(target, Several) else subject.keys == (target,)

    def _hold_keys(self) -> None:
        """Until what was asked for is there: what is typed must not reach the entry that still stands there."""
        if not self.hasFocus():
            self._left = self._in_panel()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _in_panel(self) -> QWidget | None:
        """What of the panel has the keys."""
        at = QApplication.focusWidget()
        return at if at is not None and self.panel.isAncestorOf(at) else None

    def _give_keys_back(self) -> None:
        left, self._left = self._left, None
        if not self.hasFocus():
            return
        if left is not None and isValid(left) and left.isVisible():
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focusNextChild()

    def _focus(self) -> None:
        field, self._field = self._field, ""
        if field:
            self.panel.focus_field(field)
        self._give_keys_back()

    def _on_vanished(self) -> None:
        self.close_current()

    def _name_tabs(self) -> None:
        for place, target in enumerate(self.targets, 1):
            title = self._titles.get(target, "…").replace("&", "&&")
            unsaved = not isinstance(target, Several) and bool(self._parts.drafts.of(target))
            self.bar.setTabText(place, _UNSAVED + title if unsaved else title)
            self.bar.setTabToolTip(place, self.tr("Something in it is not saved") if unsaved else "")

    def _warm_up(self) -> None:
        """Forms are made while nobody waits for them, in pieces too small to be felt."""
        self._warming.setInterval(_WARM_UP_EVERY_MS)
        if not self._cold:
            self._warming.stop()
        elif not self.panel.warm_up(self._cold[0]):
            self._cold.pop(0)

    # ----------------------------------------------------------------------------------------------- remembered

    def _remember(self) -> None:
        state: QSettings = self._parts.context.state
        kept = {"open": [str(key) for key in self.keys], "shown": str(self.key or "")}
        state.setValue(_OPEN, json.dumps(kept))

    def _recall(self) -> None:
        try:
            kept = json.loads(str(self._parts.context.state.value(_OPEN, "{}")))
            keys = [EntityKey(UUID(text)) for text in kept.get("open", [])][:_MOST]
            shown = EntityKey(UUID(kept["shown"])) if kept.get("shown") else None
        except (ValueError, AttributeError, TypeError):  # somebody wrote into the file
            return
        if not keys:
            return
        queries = self._parts.context.queries
        self._parts.context.tasks.read(
            lambda: _existing(queries, keys), lambda details: self._reopen(details, shown), owner=self
        )

    def _reopen(self, details: Sequence[EntityDetail], shown: EntityKey | None) -> None:
        for detail in details:
            self._titles[detail.key] = title_of(detail)
            if detail.key not in self.targets:
                self._add(detail.key)
        self._name_tabs()
        if shown in self.targets and self.bar.currentIndex() == 0:
            self.bar.setCurrentIndex(1 + self.targets.index(shown))


def title_of(detail: EntityDetail) -> str:
    now = detail.effective
    return str(now.get("code") or now.get("name") or now.get("display_name") or "—")


def _existing(queries: PricebookQueries, keys: Sequence[EntityKey]) -> list[EntityDetail]:
    return [detail for key in keys if (detail := queries.detail(key)) is not None]


def _bar(name: str, table: str, parent: QWidget) -> QTabBar:
    bar = QTabBar(parent)
    bar.setExpanding(False)
    bar.setDrawBase(False)
    bar.setElideMode(Qt.TextElideMode.ElideRight)
    bar.setUsesScrollButtons(True)
    bar.setAccessibleName(name)
    bar.addTab(icon(Glyph.LISTS), table)
    return bar
