"""What can be done with the pictures in hand, for the mouse: buttons below the review, and a menu."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from lazi_desktop.domain.matching.review import Part
from lazi_desktop.ui.gallery.matching.match_hints import key_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_OF = {
    Part.PROPOSED: ("accept", "assign", "detach", "reject", "enlarge"),
    Part.REST: ("assign", "reject", "enlarge"),
    Part.REJECTED: ("reopen", "enlarge"),
    Part.ADDED: ("enlarge",),
}
_GLYPHS = {
    "accept": Glyph.ACCEPT,
    "reopen": Glyph.REVERT,
    "assign": Glyph.SEARCH,
    "detach": Glyph.CLOSE,
    "reject": Glyph.REMOVE,
    "enlarge": Glyph.PICTURE,
}


_KEYS = {
    "accept": "Enter",
    "reopen": "Enter",
    "assign": "F2",
    "detach": "Backspace",
    "reject": "Del",
    "enlarge": "Space",
}


class Acts(QWidget):
    """`wanted(name)`: of the pictures that are selected."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._part = Part.PROPOSED
        self.buttons = {name: self._button(name) for name in _GLYPHS}
        self.keys = ElidedLabel("small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_TINY)
        for one in self.buttons.values():
            row.addWidget(one)
        row.addSpacing(metrics.GAP_SMALL)
        row.addWidget(self.keys, 1)

    def _button(self, name: str) -> QPushButton:
        made = button(_title(name, Part.PROPOSED), "quiet", glyph=_GLYPHS[name])
        made.clicked.connect(lambda: self.wanted.emit(name))
        return made

    def show_part(self, part: Part) -> None:
        self._part = part
        for name, one in self.buttons.items():
            one.setVisible(name in _OF.get(part, ()))
            one.setText(_title(name, part))
            one.setAccessibleName(one.text())
            one.setToolTip(f"{one.text().removesuffix('…')} ({_key(name, part)})")
        self.keys.setText(key_words(part))

    def enable(self, *, has_rows: bool) -> None:
        for one in self.buttons.values():
            one.setEnabled(has_rows)

    def open_menu(self, at: QPoint, parent: QWidget) -> None:
        """The same, at this point of the screen."""
        names = _OF.get(self._part, ())
        if not names:
            return
        menu = QMenu(parent)
        for name in names:
            action = menu.addAction(icon(_GLYPHS[name], "text_muted"), _title(name, self._part))
            action.triggered.connect(lambda _=False, name=name: self.wanted.emit(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def _key(name: str, part: Part) -> str:
    """As it is written for a person."""
    return "Enter" if name == "assign" and part is Part.REST else _KEYS[name]


def _title(name: str, part: Part) -> str:
    return {
        "accept": _tr("Accept"),
        "reopen": _tr("Take back in"),
        "assign": _tr("Find its SKU") if part is Part.REST else _tr("Another SKU…"),
        "detach": _tr("Not this SKU"),
        "reject": _tr("Leave out"),
        "enlarge": _tr("Enlarge"),
    }[name]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Matching", text)
