"""Whether a push runs from this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lazi_desktop.ports.engine import ActivityFailed, Progress
from lazi_desktop.ui.sync.engine_signals import EngineSignals

_PUSH = "push"


class Pushes(QObject):
    """`changed()`: one began, or is over."""

    changed = Signal()

    def __init__(self, signals: EngineSignals, parent: QObject) -> None:
        super().__init__(parent)
        self.runs = False
        signals.progressed.connect(self._on_progress)
        signals.push_finished.connect(self._on_finished)
        signals.failed.connect(self._on_failed)
        signals.ended.connect(self._on_ended)

    def _on_progress(self, progress: Progress) -> None:
        if progress.activity == _PUSH:
            self._note(runs=True)

    def _on_finished(self, _report: object) -> None:
        self._note(runs=False)

    def _on_failed(self, failed: ActivityFailed) -> None:
        self._on_ended(failed.activity)

    def _on_ended(self, activity: str) -> None:
        if activity == _PUSH:
            self._note(runs=False)

    def _note(self, *, runs: bool) -> None:
        if runs is not self.runs:
            self.runs = runs
            self.changed.emit()
