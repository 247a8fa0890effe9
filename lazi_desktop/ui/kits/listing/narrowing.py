"""What narrows the list: the category, and pills for shelves and for what kits are like."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from lazi_desktop.ui.kits.listing.arranging import Listed, Only, Shelf, Wanted
from lazi_desktop.ui.kits.listing.category_fall import CategoryFall
from lazi_desktop.ui.kits.listing.words import only_words
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.widgets.basics import button

_PILLS: tuple[Only | Shelf, ...] = (Only.PROBLEMS, Only.MINE, Shelf.ARCHIVED, Shelf.REMOVED)


class Narrowing(QWidget):
    """`wanted_changed(wanted)`: a person narrowed the list, or widened it."""

    wanted_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._wanted = Wanted()
        self.category = CategoryFall()
        self.pills: dict[Only | Shelf, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.category, 1)
        for one in _PILLS:
            made = self.pills[one] = button("")
            made.setProperty("pill", "true")
            made.setCheckable(True)
            made.clicked.connect(lambda on, one=one: self._on_pill(one, on))
            row.addWidget(made)
        self.pills[Only.MINE].setToolTip(self.tr("Changed last by me, or not yet sent from this desktop"))
        self.clear = button(self.tr("Show all"), "link")
        self.clear.setProperty("pill", True)
        self.clear.clicked.connect(self.show_all)
        row.addWidget(self.clear)
        self.category.chosen.connect(lambda path: self._say(replace(self._wanted, path=path)))

    def show_wanted(self, wanted: Wanted, listed: Listed) -> None:
        self._wanted = wanted
        self.category.know(listed.paths, wanted.path)
        for one, made in self.pills.items():
            count = listed.counts.get(one, 0)
            made.setText(f"{only_words(one)} {whole(count)}")
            made.setAccessibleName(made.text())
            on = one in wanted.only if isinstance(one, Only) else one is wanted.shelf
            made.setChecked(on)
            made.setVisible(on or bool(count))
        self.clear.setVisible(wanted.narrows)

    def ask(self, only: Only, on: bool) -> None:
        now = self._wanted.only
        self._say(replace(self._wanted, only=now | {only} if on else now - {only}))

    def show_all(self) -> None:
        """In the order it has."""
        self._say(Wanted(column=self._wanted.column, descending=self._wanted.descending))

    def _on_pill(self, one: Only | Shelf, on: bool) -> None:
        if isinstance(one, Only):
            self.ask(one, on)
        else:
            self._say(replace(self._wanted, shelf=one if on else Shelf.CURRENT, path=()))

    def _say(self, wanted: Wanted) -> None:
        self.wanted_changed.emit(wanted)
