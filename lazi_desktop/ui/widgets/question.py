"""A question with a safe answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.widgets.dialog import Dialog


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    *,
    go_on: str,
    then: Callable[[], None],
    stay: str = "",
    dangerous: bool = True,
    detail: QWidget | None = None,
) -> Dialog:
    """Opens the question; `then` runs if the person chooses `go_on`. Staying is the default."""
    dialog = Dialog(parent, title, text)
    if detail is not None:
        dialog.content.addWidget(detail)
    dialog.content.addStretch(1)
    stay = stay or QCoreApplication.translate("Question", "Cancel")
    dialog.add_button(stay, rejects=True, default=True)
    dialog.add_button(go_on, "danger" if dangerous else "primary", accepts=True)
    dialog.accepted.connect(then)
    dialog.open()
    return dialog
