"""Labels, buttons and frames by what they are for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import icon
from lazi_desktop.ui.theme.tokens import Role

_ICON_ROLES = {"primary": "on_accent", "danger": "on_accent", "changed": "changed_text", "link": "accent"}


def label(text: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """`tone` as in the stylesheet: muted, small, heading, title, welcome, error, changed. Plain text, always."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    return made


def say_wrapped(shown: QLabel, text: str, width: int) -> None:
    """Sets the text of a centred label, as wide as told and as high as it needs; layouts forget the latter."""
    shown.setText(text)
    shown.setFixedWidth(width)
    shown.setMinimumHeight(max(0, shown.heightForWidth(width)))


def chip_label(text: str, role: Role) -> QLabel:
    made = label(text)
    made.setProperty("chip", role.value)
    return made


def button(text: str, variant: str = "", *, glyph: str = "", name: str = "") -> QPushButton:
    """`variant`: primary, changed, danger, quiet, link, icon; `name` is read aloud where there is no text."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text.replace("&", ""))
    if variant:
        made.setProperty("variant", variant)
    if glyph:
        made.setIcon(icon(glyph, _ICON_ROLES.get(variant, "text")))
        made.setIconSize(metrics.ICON_BESIDE_TEXT if text else QSize(metrics.ICON, metrics.ICON))
    return made


def forbid(control: QWidget, why: str) -> None:
    """`why` it cannot be pressed, in its tool tip; "" where it can."""
    control.setEnabled(not why)
    control.setToolTip(why)
    control.setAccessibleDescription(why)


def frame(surface: str) -> QFrame:
    """`surface`: card, inset, rail, bar, line, banner, toast."""
    made = QFrame()
    made.setProperty("surface", surface)
    return made


def line() -> QFrame:
    """A hairline across."""
    made = frame("line")
    made.setFixedHeight(1)
    return made


def restyle(widget: QWidget) -> None:
    """After a property changed that the stylesheet looks at."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_property(widget: QWidget, name: str, value: object) -> None:
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)
