"""The category of the list: a choice for each level, of what lies below the one before."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lazi_desktop.ui.kits.listing.words import PATH_SIGN
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.popup_list import Choice, PopupList
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_LONGEST = 24

Path = tuple[str, ...]


class CategoryFall(QWidget):
    """`chosen(path)`: () for any category."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.path: Path = ()
        self.buttons: list[QPushButton] = []
        self.popup: PopupList | None = None
        self._counts: Mapping[Path, int] = {}
        self._flow = FlowLayout(self, gap=6)
        self._show()

    def know(self, counts: Mapping[Path, int], path: Path) -> None:
        """How many kits are in and below each category, and which is chosen."""
        if (counts, path) != (self._counts, self.path):
            self._counts, self.path = counts, path
            self._show()

    def choices(self, level: int) -> list[Path]:
        above = self.path[:level]
        below = [one for one in self._counts if len(one) == level + 1 and one[:level] == above]
        return sorted(below, key=lambda one: one[-1].casefold())

    def open(self, level: int) -> None:
        """Drops the choices down; Enter or a click takes one."""
        title = self.tr("Find a category") if level == 0 else self.tr("Find a category below it")
        popup = PopupList(title, self)
        taken = self.path[: level + 1] if level < len(self.path) else None
        paths = {PATH_SIGN.join(one): one for one in self.choices(level)}
        popup.offer([
            Choice("", self.tr("Any"), taken is None),
            *(Choice(key, one[-1], one == taken, whole(self._counts[one])) for key, one in paths.items()),
        ])  # fmt: skip
        popup.ticked.connect(lambda key, _on: self._take(popup, paths.get(key, self.path[:level])))
        popup.destroyed.connect(self._forget)
        self.popup = popup
        under = self.buttons[level]
        popup.open_at(under.mapToGlobal(under.rect().bottomLeft()))

    def close_choices(self) -> None:
        if self.popup is not None:
            self.popup.close()

    def _take(self, popup: PopupList, path: Path) -> None:
        popup.close()
        self.chosen.emit(path)

    def _forget(self, _gone: QObject | None = None) -> None:
        self.popup = None

    def _show(self) -> None:
        """A level more than is chosen, where anything lies below."""
        count = len(self.path) + (1 if self.choices(len(self.path)) or not self.path else 0)
        while len(self.buttons) < count:
            made = button("")
            made.setProperty("pill", "true")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, made=made: self._on_clicked(self.buttons.index(made)))
            self.buttons.append(made)
            self._flow.addWidget(made)
        for level, made in enumerate(self.buttons):
            made.setVisible(level < count)
            name = self.path[level] if level < len(self.path) else ""
            words = name or (self.tr("Any category") if level == 0 else self.tr("Any"))
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            made.setText(f"{short} ▾".replace("&", "&&"))
            made.setToolTip(words)
            made.setChecked(bool(name))
            made.setAccessibleName(
                self.tr("Category, level {level}: {chosen}").format(level=level + 1, chosen=words)
            )
        self._flow.invalidate()
        self.updateGeometry()

    def _on_clicked(self, level: int) -> None:
        self.buttons[level].setChecked(level < len(self.path))  # what is chosen says so, not the click
        self.open(level)
