"""Below a conflict: how many look like it, and one answer for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from lazi_desktop.domain.merge import Resolution
from lazi_desktop.ui.conflicts.conflict_words import ConflictWords
from lazi_desktop.ui.conflicts.lines import ConflictLine, moved_by
from lazi_desktop.ui.conflicts.pattern_words import pattern_words
from lazi_desktop.ui.formatting import money_difference
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.flow_layout import FlowLayout


class PatternStrip(QFrame):
    """`decided(choice)`: for all of `lines`."""

    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "inset")
        self.lines: Sequence[ConflictLine] = ()
        self.words = label("", "", wrap=True)
        self.ask = button("", "link")
        self.ask.clicked.connect(self.begin)
        self.take = button("", glyph=Glyph.BACK)
        self.take.clicked.connect(lambda: self.decided.emit(Resolution.THEIRS))
        self.keep = button("", glyph=Glyph.FORWARD)
        self.keep.clicked.connect(lambda: self.decided.emit(Resolution.OURS))
        self.back = button(self.tr("One by one"), "quiet")
        self.back.clicked.connect(self.end)
        buttons = FlowLayout(gap=metrics.GAP_SMALL)
        for one in (self.ask, self.take, self.keep, self.back):
            buttons.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        column.setSpacing(metrics.GAP_TINY)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """The next answer is for all."""
        return not self.take.isHidden()

    def offer(self, lines: Sequence[ConflictLine], words: ConflictWords) -> None:
        """`lines` look alike, the one that is shown among them; a single one needs no strip."""
        self.lines = lines
        self._answers = words
        many = len(lines) > 1 and bool(words.take and words.keep)
        self.setVisible(many)
        if many:
            said = pattern_words(lines[0].pattern)
            more = self.tr("{n} more look like this").format(n=whole(len(lines) - 1))
            self._said = f"{more}: {said}." if said else f"{more}."
            self.ask.setText(self.tr("Decide all {n} the same way…").format(n=whole(len(lines))))
            self.ask.setToolTip(self.tr("Key: {keys}").format(keys="A"))
        self.end()

    def begin(self) -> None:
        if self.isHidden():
            return
        every = self.tr("{answer}, all {n}")
        effects = []
        for choice, answer, shown in (
            (Resolution.THEIRS, self._answers.take, self.take),
            (Resolution.OURS, self._answers.keep, self.keep),
        ):
            shown.setText(every.format(answer=answer, n=whole(len(self.lines))))
            shown.setAccessibleName(shown.text())
            moved = moved_by(self.lines, choice)
            if moved:
                effects.append(
                    self.tr("{answer}: list prices {difference}").format(
                        answer=answer, difference=money_difference(moved)
                    )
                )
        self.words.setText("\n".join([self._said, *effects]))
        self._show_asking(True)
        self.keep.setFocus()

    def end(self) -> None:
        self.words.setText(self._said if self.lines and not self.isHidden() else "")
        self._show_asking(False)

    def _show_asking(self, asking: bool) -> None:
        self.ask.setVisible(not asking)
        for one in (self.take, self.keep, self.back):
            one.setVisible(asking)
