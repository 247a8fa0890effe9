"""Which of what ran is listed: its kind, how it went, words in it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from lazi_desktop.ui.activity.entries import Entry, RunKind
from lazi_desktop.ui.activity.words import kind_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon

ALL, NEWS, PROBLEMS = "all", "news", "problems"
_KIND, _SHOW = "activity/kind", "activity/show"
_SEARCH_WIDTH = 240


class RunFilters(QWidget):
    """`kinds_changed()`, `words_changed()`; `left()`: by Escape, where no words are left to clear."""

    kinds_changed = Signal()
    words_changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = self._search()
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of run"))
        self.kind.addItem(self.tr("All kinds"), "")
        for kind in RunKind:
            if kind is not RunKind.OTHER:
                self.kind.addItem(kind_words(kind), kind.value)
        self.show_what = QComboBox()
        self.show_what.setAccessibleName(self.tr("Which runs"))
        for words, value in (
            (self.tr("Every run"), ALL),
            (self.tr("With changes or problems"), NEWS),
            (self.tr("Only problems"), PROBLEMS),
        ):
            self.show_what.addItem(words, value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.search)
        for box in (self.kind, self.show_what):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _index: self.kinds_changed.emit())
            row.addWidget(box)

    def _search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self.tr("Search runs…"))
        search.setAccessibleName(self.tr("Search runs"))
        search.setClearButtonEnabled(True)
        search.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        search.setFixedWidth(_SEARCH_WIDTH)
        search.textChanged.connect(lambda _text: self.words_changed.emit())
        clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), search)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(self._leave)
        return search

    def fits(self, entry: Entry, texts: Iterable[str]) -> bool:
        """`texts` are what is said of it."""
        kind, show = self.kind.currentData(), self.show_what.currentData()
        if kind == RunKind.SWEEP:
            if not entry.is_sweep:
                return False
        elif kind and entry.kind != kind:
            return False
        if show == PROBLEMS and not entry.is_problem:
            return False
        if show == NEWS and not entry.has_news:
            return False
        words = self.search.text().lower().split()
        if not words:
            return True
        told = " ".join(texts).lower()
        return all(word in told for word in words)

    def show_everything(self) -> None:
        self.search.clear()
        self.kind.setCurrentIndex(0)
        self.show_what.setCurrentIndex(0)

    def keep(self, state: QSettings) -> None:
        state.setValue(_KIND, self.kind.currentData())
        state.setValue(_SHOW, self.show_what.currentData())

    def recall(self, state: QSettings) -> None:
        for box, key in ((self.kind, _KIND), (self.show_what, _SHOW)):
            box.setCurrentIndex(max(0, box.findData(str(state.value(key, "")))))

    def _leave(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.left.emit()
