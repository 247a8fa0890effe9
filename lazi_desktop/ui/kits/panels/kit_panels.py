"""The panels, in one place of the page: each is made when it is opened for the first time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.material_list import Job
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.domain.kits.use_differences import UseDifference
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.panels.compare_panel import ComparePanel
from lazi_desktop.ui.kits.panels.list_panel import ListPanel
from lazi_desktop.ui.kits.panels.panel import KitPanel
from lazi_desktop.ui.kits.panels.replace_panel import ReplacePanel
from lazi_desktop.ui.kits.panels.review_panel import ReviewPanel
from lazi_desktop.ui.kits.panels.use_panel import UsePanel

PanelT = TypeVar("PanelT", bound=KitPanel)


class KitPanels(QStackedWidget):
    """`opened()`: one is to be seen in the place of the page. `closed()`: what was there before is."""

    opened = Signal()
    closed = Signal()

    def __init__(self, context: UiContext, kits: Kits) -> None:
        super().__init__()
        self._context = context
        self._kits = kits
        context.edits.sight_changed.connect(self._make_anew)

    def use(
        self,
        kit: KitId,
        *,
        values: Mapping[str, Decimal] | None = None,
        options: frozenset[PartId] = frozenset(),
        services: Sequence[EntityKey] = (),
    ) -> None:
        panel = self._panel(UsePanel)
        self._open(panel)
        panel.open(kit, values=values, options=options, services=services)

    def review(self, differences: Sequence[UseDifference]) -> None:
        """What changed kits would change in their services."""
        panel = self._panel(ReviewPanel)
        self._open(panel)
        panel.open(differences)

    def compare(
        self, kit: KitId, *, version: PartId | None = None, values: Mapping[str, Decimal] | None = None
    ) -> None:
        panel = self._panel(ComparePanel)
        self._open(panel)
        panel.open(kit, version=version, values=values)

    def replace(self, old: Thing | None = None) -> None:
        """Also of a thing that somebody has still to find."""
        panel = self._panel(ReplacePanel)
        self._open(panel)
        panel.open(old)

    def list_materials(self, jobs: Sequence[Job]) -> None:
        panel = self._panel(ListPanel)
        self._open(panel)
        panel.open(jobs)

    def _panel(self, kind: type[PanelT]) -> PanelT:
        for place in range(self.count()):
            if isinstance(found := self.widget(place), kind):
                return found
        made = kind(self._context, self._kits)  # type: ignore[call-arg, arg-type]
        made.closed.connect(self.closed)
        self.addWidget(made)
        return made

    def _make_anew(self) -> None:
        """What was reckoned was for who saw more, or less."""
        was_seen = self.isVisible()
        while (panel := self.widget(0)) is not None:
            self.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        if was_seen:
            self.closed.emit()

    def _open(self, panel: KitPanel) -> None:
        self.setCurrentWidget(panel)
        self.opened.emit()
