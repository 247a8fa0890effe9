"""What stands where rows would be: why there are none, and how many there are in the other tree."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.kind_looks import tree_name
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.widgets.basics import set_property
from lazi_desktop.ui.widgets.empty_card import EmptyCard

_BELOW = 2  # the other buttons and the room below them


class NotFoundCard(EmptyCard):
    """`elsewhere_wanted()`: what the search finds in the other tree is to be seen."""

    elsewhere_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.elsewhere = QPushButton()
        self.elsewhere.setAutoDefault(True)  # Enter presses it, also outside of a dialog
        set_property(self.elsewhere, "variant", "primary")
        self.elsewhere.clicked.connect(self.elsewhere_wanted)
        self.elsewhere.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - _BELOW, self.elsewhere, 0, Qt.AlignmentFlag.AlignHCenter)

    def tell_elsewhere(self, tree: Tree, count: int) -> None:
        """0: nothing there either, or nobody knows yet."""
        words = self.tr("{count} in {tree}").format(count=whole(count), tree=tree_name(tree))
        self.elsewhere.setText(words)
        self.elsewhere.setVisible(count > 0)
