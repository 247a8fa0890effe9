"""A quiet button that says what is chosen and opens the menu of what else there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton

_LONGEST = 34


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` None is a choice as any other. `note` stands behind the title in the menu alone."""

    value: Any
    title: str
    note: str = ""


class ChoiceButton(QPushButton):
    """`chosen(value)` follows a person's choice. `label` stands before what is chosen; "" for nothing there."""

    chosen = Signal(object)

    def __init__(self, label: str, name: str, *, variant: str = "quiet") -> None:
        super().__init__()
        self._label = label
        self._name = name
        self._choices: Sequence[Choice] = ()
        self.value: Any = None
        self.menu_open: QMenu | None = None
        self.more: Sequence[tuple[str, Callable[[], None]]] = ()
        """What else stands in the menu, below a line."""
        self.setProperty("variant", variant)
        self.setAutoDefault(False)
        self.clicked.connect(self.open)

    def offer(self, choices: Sequence[Choice], value: Any) -> None:
        self._choices = choices
        self.choose(value)

    def choose(self, value: Any) -> None:
        """Shows it as the chosen one, without a word."""
        self.value = value
        title = next((one.title for one in self._choices if one.value == value), "")
        words = f"{self._label} {elided(title)}" if self._label else elided(title)
        self.setText(f"{words} ▾".replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {title}")
        self.setToolTip(f"{self._name}: {title}")

    def open(self) -> None:
        menu = QMenu(self)
        for choice in self._choices:
            words = f"{choice.title}\t{choice.note}" if choice.note else choice.title
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(choice.value == self.value)
            action.triggered.connect(lambda _checked=False, value=choice.value: self._on_chosen(value))
        if self.more:
            menu.addSeparator()
        self._fill(menu, self.more)
        self._pop_up(menu)

    def pop_up(self, entries: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Another menu in the place of the choices."""
        menu = QMenu(self)
        self._fill(menu, entries)
        self._pop_up(menu)

    def _fill(self, menu: QMenu, entries: Sequence[tuple[str, Callable[[], None]]]) -> None:
        for title, handler in entries:
            action = menu.addAction(title.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, do=handler: do())

    def _pop_up(self, menu: QMenu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(lambda: self._forget_menu(menu))
        self.menu_open = menu
        above = self.mapToGlobal(QPoint(0, 0)).y() + self.height() + menu.sizeHint().height() > _bottom(self)
        at = QPoint(0, -menu.sizeHint().height()) if above else QPoint(0, self.height())
        menu.popup(self.mapToGlobal(at))

    def _forget_menu(self, menu: QMenu) -> None:
        if self.menu_open is menu:
            self.menu_open = None

    def _on_chosen(self, value: Any) -> None:
        if value != self.value:
            self.choose(value)
            self.chosen.emit(value)


def elided(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _bottom(widget: QPushButton) -> int:
    return widget.screen().availableGeometry().bottom()
