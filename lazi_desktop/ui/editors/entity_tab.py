"""More tabs beside the fields of an entity: what it is used in, its history. Whoever has one hands an `EntityTab` over
when the page is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ui.context import UiContext


class EntityView(QWidget):
    """What such a tab shows. `show_wanted(key)`: the person wants to go to another entity."""

    show_wanted = Signal(object)

    def show_entity(self, detail: EntityDetail) -> None:
        """This one from now on, or what has changed of it. Called while the tab is on the screen."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class EntityTab:
    """`title` comes translated. The view is made when the tab is first opened."""

    name: str
    title: str
    kinds: frozenset[EntityKind]
    make: Callable[[UiContext], EntityView]
