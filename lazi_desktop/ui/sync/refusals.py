"""Tells a person which edits the hub did not take, and why. Each is told once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.refusal_words import refusal_words
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask

_NAMED = 5


class Refusals(QObject):
    """`show_wanted(key)` asks for an entry to be shown in the grid. What comes while one is read waits."""

    show_wanted = Signal(object)

    def __init__(self, signals: EngineSignals, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[RefusedOp] = []
        self.dialog: Dialog | None = None
        signals.refused.connect(self._on_refused)

    def _on_refused(self, refused: Sequence[RefusedOp]) -> None:
        self._waiting += refused
        if self.dialog is None and self._waiting:
            self._show()

    def _show(self) -> None:
        refused, self._waiting = self._waiting, []
        lines = [refusal_words(one) for one in refused[:_NAMED]]
        if more := len(refused) - len(lines):
            lines.append(self.tr("And {n} more.").format(n=whole(more)))
        changes = counted(len(refused), self.tr("change was"), self.tr("changes were"))
        title, text = self.tr("{changes} not taken").format(changes=changes), "\n\n".join(lines)
        shown = next((one.entity_key for one in refused if isinstance(one.kind, EntityKind)), None)
        if shown is None:
            self.dialog = Dialog(self._window, title, text)
            self.dialog.add_button(self.tr("Close"), rejects=True, default=True)
            self.dialog.open()
        else:
            self.dialog = ask(
                self._window,
                title,
                text,
                stay=self.tr("Close"),
                go_on=self.tr("Show in grid"),
                then=lambda: self.show_wanted.emit(shown),
                dangerous=False,
            )
        self.dialog.finished.connect(self._on_read)

    def _on_read(self) -> None:
        self.dialog = None
        if self._waiting:
            self._show()
