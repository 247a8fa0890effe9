"""Where one is among the steps of setting up a team."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import label, set_property


class StepsBar(QWidget):
    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Steps"))
        self._titles = list(titles)
        self._labels: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_SMALL)
        for number, title in enumerate(self._titles, 1):
            one = label(f"{number}  {title}")
            self._labels.append(one)
            row.addWidget(one)
        row.addStretch(1)
        self.show_step(0)

    def show_step(self, at: int) -> None:
        for number, one in enumerate(self._labels):
            role = Role.ACCENT if number == at else Role.PROVED if number < at else Role.NEUTRAL
            set_property(one, "chip", role.value)
            one.setAccessibleName(
                self.tr("Step {n} of {all}: {title}").format(
                    n=number + 1, all=len(self._labels), title=self._titles[number]
                )
            )
