"""The parts of the Pricebook page between which F6 goes, as they are on the screen now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.ui.editors.editor_area import EditorArea
from lazi_desktop.ui.editors.inspector import Inspector
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.grid_panel import GridPanel
from lazi_desktop.ui.pricebook.reprice.place import GridOrReprice


@dataclass(frozen=True, slots=True)
class _Panel:
    area: QWidget
    enter: Callable[[], None]


class Panels:
    """Tree, filter fields, rows, the sheet below them, inspector; where an editor is open its tab and its fields."""

    def __init__(
        self,
        tree: CategoryPanel,
        grid: GridPanel,
        middle: GridOrReprice,
        inspector: Inspector,
        editors: EditorArea,
    ) -> None:
        self._tree, self._grid, self._middle = tree, grid, middle
        self._inspector, self._editors = inspector, editors

    def step(self, way: int) -> None:
        """To the next one that is there, or the one before."""
        panels = self._shown()
        held = next((place for place, panel in enumerate(panels) if _has_focus(panel.area)), None)
        begin = -1 if way > 0 else 0
        panels[((begin if held is None else held) + way) % len(panels)].enter()

    def _shown(self) -> list[_Panel]:
        bar = self._editors.bar
        tabs = [_Panel(bar, lambda: _focus(bar))] if bar.isVisible() else []
        if bar.currentIndex() > 0:
            return [*tabs, _Panel(self._editors.panel, self._editors.panel.focus_first)]
        return [
            *tabs,
            _Panel(self._tree, lambda: _focus(self._tree.view)),
            *self._middle_ones(),
            *self._last(),
        ]

    def _middle_ones(self) -> list[_Panel]:
        if self._middle.currentWidget() is not self._grid:
            return [_Panel(self._middle, lambda: _focus(self._middle.keys_go_to))]
        row, sheets, grid = self._grid.filtering.row, self._grid.sheets, self._grid.grid
        found = [_Panel(row, lambda: row.focus_field(""))] if row.isVisible() else []
        found.append(_Panel(grid, lambda: _focus(grid)))
        if sheets.isVisible():
            found.append(_Panel(sheets, lambda: _first(sheets)))
        return found

    def _last(self) -> list[_Panel]:
        inspector = self._inspector
        if inspector.isHidden():
            return []
        return [_Panel(inspector, lambda: inspector.focus_first() if inspector.form else _focus(inspector))]


def _has_focus(area: QWidget) -> bool:
    held = QApplication.focusWidget()
    return held is not None and (held is area or area.isAncestorOf(held))


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first(area: QWidget) -> None:
    """The first control of it that takes the keyboard."""
    for widget in area.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            _focus(widget)
            return
