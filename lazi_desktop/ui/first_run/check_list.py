"""Things that are looked at or done one after the other, each with a mark and a word on how it went."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import label


class Mark(StrEnum):
    WAITS = "waits"
    RUNS = "runs"
    DONE = "done"
    FAILED = "failed"


_LOOKS = {
    Mark.WAITS: (Glyph.LESS, "text_muted"),
    Mark.RUNS: (Glyph.SYNC, "accent"),
    Mark.DONE: (Glyph.ACCEPT, "proved_text"),
    Mark.FAILED: (Glyph.CONFLICT, "danger_text"),
}


class CheckList(QWidget):
    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.marks = dict.fromkeys(titles, Mark.WAITS)
        self.said: dict[str, QLabel] = {}
        self._pictures: dict[str, QLabel] = {}
        self._titles = dict(titles)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(metrics.GAP)
        self._grid.setVerticalSpacing(metrics.GAP_SMALL)
        self._grid.setColumnStretch(2, 1)
        for row, (name, title) in enumerate(titles.items()):
            self._pictures[name], self.said[name] = QLabel(), label("", "muted", wrap=True)
            self._grid.addWidget(self._pictures[name], row, 0)
            self._grid.addWidget(label(title), row, 1)
            self._grid.addWidget(self.said[name], row, 2)
            self.mark(name, Mark.WAITS)

    def reset(self) -> None:
        for name in self.marks:
            self.mark(name, Mark.WAITS)

    def mark(self, name: str, mark: Mark, words: str = "") -> None:
        self.marks[name] = mark
        glyph, role = _LOOKS[mark]
        self._pictures[name].setPixmap(
            icon(glyph, role).pixmap(QSize(metrics.ICON, metrics.ICON), self.devicePixelRatioF())
        )
        self.said[name].setText(words)
        self._pictures[name].setAccessibleName(f"{self._titles[name]}: {mark}")

    def go_on_to(self, name: str) -> None:
        """What ran before is done."""
        for one, mark in self.marks.items():
            if mark is Mark.RUNS:
                self.mark(one, Mark.DONE, self.said[one].text())
        self.mark(name, Mark.RUNS)

    def end(self, *, well: bool) -> None:
        """What runs is done, or is where it failed."""
        for one, mark in self.marks.items():
            if mark is Mark.RUNS:
                self.mark(one, Mark.DONE if well else Mark.FAILED, self.said[one].text())
