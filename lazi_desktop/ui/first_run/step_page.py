"""What every step of the first run looks like: a title, what it is about, its content, and what can be done next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, set_property


class StepPage(QWidget):
    """`submitted` follows the main button or Enter, `back_wanted` and `cancel_wanted` the others.

    A page fills `self.content`, names its `fields` and says in `_submit` what to do.
    """

    back_wanted = Signal()
    cancel_wanted = Signal()
    """Of what is under way."""

    def __init__(self, title: str, words: str, next_words: str) -> None:
        super().__init__()
        self.fields: dict[str, FormField] = {}
        self._busy = False
        self.leads_back = True
        """False where there is no way back; Cancel stands there all the same while something is under way."""
        self.title = label(title, "welcome")
        self.words = label(words, "muted", wrap=True)
        self.outcome = label("", "error", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.back = button(self.tr("Back"), "quiet", glyph=Glyph.BACK)
        self.back.clicked.connect(self._on_back)
        self.forward = button(next_words, "primary")
        self.forward.clicked.connect(self.submit)
        self.row = QHBoxLayout()
        self.row.setSpacing(metrics.GAP_SMALL)
        self.row.addWidget(self.back)
        self.row.addWidget(self.outcome, 1)
        self.row.addWidget(self.forward)
        inner = QWidget()
        inner.setProperty("surface", "plain")
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(0, 0, metrics.GAP_TINY, 0)
        self.content.setSpacing(metrics.GAP)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.area, 1)
        column.addWidget(self.bar)
        column.addLayout(self.row)

    def _use(self, fields: Mapping[str, FormField]) -> None:
        """Enter in any of them goes on."""
        self.fields.update(fields)
        for one in fields.values():
            one.input.returnPressed.connect(self.submit)

    def submit(self) -> None:
        if self.forward.isEnabled() and self.forward.isVisibleTo(self):
            self._submit()

    def _submit(self) -> None:
        raise NotImplementedError

    def begin(self) -> None:
        """Shown: the first field that can be typed into has the keyboard."""
        shown = (one.input for one in self.fields.values() if one.isVisibleTo(self) and one.input.isEnabled())
        wanted = next((one for one in shown if not one.text()), None)
        (wanted or self.forward).setFocus()

    def show_busy(self, words: str) -> None:
        """Until `show_problems`, `say` or `show_idle`; Back becomes Cancel."""
        self._set_busy(True)
        self._say(words, "muted")

    def show_idle(self) -> None:
        self._set_busy(False)
        self._say("", "muted")

    def say(self, text: str, tone: str = "proved") -> None:
        """Enter goes on: the fields lost the keyboard while something was under way."""
        self._set_busy(False)
        self._say(text, tone)
        self.forward.setFocus()

    def show_problems(self, found: Mapping[str, str]) -> None:
        """By field; what is about none of this page's stands at the bottom."""
        self._set_busy(False)
        shown = {name for name, one in self.fields.items() if one.isVisibleTo(self)}
        for name, one in self.fields.items():
            one.show_problem(found.get(name, "") if name in shown else "")
        self._say(" ".join(text for name, text in found.items() if name not in shown), "error")
        first = next((name for name in self.fields if name in found and name in shown), None)
        if first is not None:
            self.fields[first].input.setFocus()
            self.area.ensureWidgetVisible(self.fields[first])

    @property
    def is_busy(self) -> bool:
        return self._busy

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.bar.setVisible(busy)
        self.forward.setEnabled(not busy)
        self.area.setEnabled(not busy)
        self.back.setVisible(busy or self.leads_back)
        self.back.setText(self.tr("Cancel") if busy else self.tr("Back"))
        self.back.setAccessibleName(self.back.text())

    def cancel(self) -> None:
        self.show_idle()
        self.cancel_wanted.emit()

    def _on_back(self) -> None:
        if self._busy:
            self.cancel()
        else:
            self.back_wanted.emit()

    def _say(self, text: str, tone: str) -> None:
        self.outcome.setText(text)
        set_property(self.outcome, "tone", tone)
