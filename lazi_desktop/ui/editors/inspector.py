"""The panel at the right: what is selected, edited in place. A field is saved when it is left."""

from __future__ import annotations

from array import array

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ui.editors.editing import EditorParts
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.entity_panel import EntityPanel
from lazi_desktop.ui.editors.layouts import inspector_sections
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.empty_card import EmptyCard

MOST_AS_ONE = 10_000
"""So many rows are shown as one; of more, only how many they are."""


class Inspector(QFrame):
    """`conflict_opened(conflict_id)`: the person wants to decide it. `show_wanted(key)`: to go there."""

    conflict_opened = Signal(object)
    show_wanted = Signal(object)

    def __init__(self, parts: EditorParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.panel = EntityPanel(parts, inspector_sections, initiator=self)
        self.header, self.tabs = self.panel.header, self.panel.tabs
        self.card = EmptyCard()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.card)
        self._stack.addWidget(self.panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._stack)
        self.panel.shown.connect(lambda: self._stack.setCurrentWidget(self.panel))
        self.panel.vanished.connect(self.show_nothing)
        self.panel.conflict_opened.connect(self.conflict_opened)
        self.panel.show_wanted.connect(self.show_wanted)
        self.show_nothing()

    @property
    def key(self) -> EntityKey | None:
        return self.panel.editing.key

    @property
    def form(self) -> EntityForm | None:
        """The form on the screen."""
        return self.panel.form if self._stack.currentWidget() is self.panel else None

    def show_entity(self, key: EntityKey) -> None:
        self.panel.show_entity(key)

    def show_rows(self, numbers: array[int]) -> None:
        """Several SKUs as one."""
        if len(numbers) <= MOST_AS_ONE:
            self.panel.show_rows(numbers)
            return
        title = self.tr("{count} rows selected").format(count=whole(len(numbers)))
        detail = self.tr("Up to {count} can be edited as one here; the grid changes any number.")
        self._say(Glyph.COPY, title, detail.format(count=whole(MOST_AS_ONE)))

    def show_nothing(self) -> None:
        self._say(
            Glyph.INFO, self.tr("Nothing selected"), self.tr("Select a row to see and change its details.")
        )

    def show_categories(self, count: int) -> None:
        title = self.tr("{count} categories selected").format(count=whole(count))
        self._say(
            Glyph.CATEGORY, title, self.tr("Select a single category or a row to see and change its details.")
        )

    def _say(self, glyph: Glyph, title: str, detail: str) -> None:
        self.panel.drop()
        self.card.say(glyph, title, detail)
        self._stack.setCurrentWidget(self.card)

    def flush(self) -> None:
        """Saves what is being typed; what does not fit is kept until the entity is shown again."""
        self.panel.flush()

    def follow(self, changes: Changes) -> None:
        self.panel.follow(changes)

    def focus_first(self) -> None:
        self.panel.focus_first()
