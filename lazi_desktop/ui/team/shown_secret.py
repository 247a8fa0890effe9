"""A first password: shown once, to be read out or copied, and kept nowhere else."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import mono_font
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label


class ShownSecret(QWidget):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.was_copied = False
        self.value = QLineEdit()
        self.value.setReadOnly(True)
        self.value.setFont(mono_font(metrics.TEXT))
        self.value.setAccessibleName(title)
        named = label(title, "small")
        named.setBuddy(self.value)
        self.copy_button = button(self.tr("Copy"), glyph=Glyph.COPY, name=self.tr("Copy the password"))
        self.copy_button.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.value, 1)
        row.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_TINY)
        column.addWidget(named)
        column.addLayout(row)

    @property
    def secret(self) -> str:
        return self.value.text()

    def show_secret(self, secret: str) -> None:
        self.was_copied = False
        self.value.setText(secret)
        self.value.setCursorPosition(0)
        self._name_button()

    def forget(self) -> None:
        """Also for whoever would take back what was typed."""
        self.value.clear()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.value.text())
        self.was_copied = True
        self._name_button()

    def _name_button(self) -> None:
        self.copy_button.setText(self.tr("Copied") if self.was_copied else self.tr("Copy"))
