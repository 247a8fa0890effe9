"""Everything about one part: its licence, with what it came, where its source is, and the text to be passed on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.parts import Part
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import mono_font
from lazi_desktop.ui.widgets.basics import label

_RULE = 80


class PartView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = label("", "heading", wrap=True)
        self.facts = self._words()
        self.notice = self._words()
        self.inside = self._words("muted")
        self.licence = QPlainTextEdit()
        self.licence.setReadOnly(True)
        self.licence.setFont(mono_font())
        self.licence.setTabChangesFocus(True)
        self.licence.setAccessibleName(self.tr("Text of the licence"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        for one in (self.name, self.facts, self.notice, self.inside):
            column.addWidget(one)
        column.addWidget(self.licence, 1)
        self.show_part(None, "")

    def _words(self, tone: str = "") -> QLabel:
        made = label("", tone, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def show_part(self, part: Part | None, folder: str) -> None:
        """`folder` is the program's, below which its parts lie."""
        self.name.setText(f"{part.name} {part.version}" if part else "")
        self.licence.setPlainText(self._text(part) if part else "")
        self.licence.setAccessibleDescription(self.name.text())
        shown = {
            self.facts: self._facts(part) if part else "",
            self.notice: self._notice(part, folder) if part else "",
            self.inside: self._inside(part) if part else "",
        }
        for words, text in shown.items():
            words.setText(text)
            words.setVisible(bool(text))

    def _text(self, part: Part) -> str:
        names = [f"{one.name} {one.version}, {one.licence}".rstrip(", ") for one in part.inside]
        if not names:
            return part.text
        return "\n".join([part.text, "-" * _RULE, self.tr("What its makers name in it:"), "", *names])

    def _facts(self, part: Part) -> str:
        lines = [self.tr("Licence: {licence}").format(licence=part.licence)]
        if part.brought_by:
            lines.append(self.tr("Came with {part}").format(part=part.brought_by))
        if part.source:
            lines.append(self.tr("Source: {address}").format(address=part.source))
        return "\n".join(lines)

    def _notice(self, part: Part, folder: str) -> str:
        """What the LGPL wants people to know."""
        if not part.may_be_replaced:
            return ""
        words = self.tr(
            "Used unchanged, as a library of its own. You may put another build of the same version in its place, and "
            "may take the program apart to find out why that does not work."
        )
        if not part.place:
            return words
        separator = "\\" if "\\" in folder else "/"
        where = separator.join((folder, *part.place.split("/")))
        return words + "\n" + self.tr("It lies in {folder}").format(folder=where)

    def _inside(self, part: Part) -> str:
        if not part.inside:
            return ""
        others = counted(len(part.inside), self.tr("other"), self.tr("others"))
        return self.tr("Its makers name {others} in it; they stand below its licence.").format(others=others)
