"""A new profile: a name and a colour. What it connects to is asked when it is opened for the first time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from lazi_desktop.domain.profile import COLOURS, LONGEST_NAME, Profile, check_name, free_colour
from lazi_desktop.ui.profiles.colour_choice import ColourChoice
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label, set_property


class NewCard(QFrame):
    """`wanted(name, colour)` of a name that serves; `dropped()`: none is wanted."""

    wanted = Signal(str, str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._known: Sequence[Profile] = ()
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setFixedWidth(260)
        self.name.setPlaceholderText(self.tr("Name, as “Blue Reef test”"))
        self.name.setAccessibleName(self.tr("Name of the new profile"))
        self.name.textChanged.connect(lambda: self._show_problem(""))
        self.name.returnPressed.connect(self._give)
        self.colours = ColourChoice(self.tr("Colour of the new profile"), COLOURS[0])
        self.problem = label("", "error", wrap=True)
        self.go_on = button(self.tr("Create and connect…"), "primary")
        self.go_on.clicked.connect(self._give)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dropped)
        self._arrange()
        self._show_problem("")

    def begin(self, known: Sequence[Profile]) -> None:
        self._known = known
        self.name.clear()
        self.colours.show_colour(free_colour(known))
        self.show()
        self.name.setFocus()

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(metrics.GAP)
        first.addWidget(self.name)
        first.addWidget(self.colours)
        first.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(metrics.GAP_SMALL)
        last.addWidget(self.go_on)
        last.addWidget(self.cancel)
        last.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        column.setSpacing(metrics.GAP)
        column.addWidget(label(self.tr("New profile"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "For another tenant, or another environment of the same one. It has a copy of its own here."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addLayout(first)
        column.addWidget(self.problem)
        column.addLayout(last)

    def _give(self) -> None:
        problem = check_name(self.name.text(), self._known)
        if problem:
            self._show_problem(problem)
            self.name.setFocus()
        else:
            self.wanted.emit(self.name.text(), self.colours.colour)

    def _show_problem(self, words: str) -> None:
        self.problem.setText(said(words))
        self.problem.setVisible(bool(words))
        set_property(self.name, "invalid", bool(words))
