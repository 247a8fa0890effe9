"""What a search field says it looks for, as far as it has room: the last of several things are left out first."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

_AROUND_TEXT = 48
"""Of a field with a picture at its beginning: that, and the margins."""


def show_fitting_hint(field: QLineEdit, hint: str, taken: int = 0) -> None:
    """`Search code, name, description…` where there is no room for the vendor part. `taken`: what else stands in it."""
    room = field.width() - _AROUND_TEXT - taken
    shown = hint
    while "," in shown and field.fontMetrics().horizontalAdvance(shown) > room:
        shown = f"{shown.rpartition(',')[0]}…"
    if field.placeholderText() != shown:
        field.setPlaceholderText(shown)
