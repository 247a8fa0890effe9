"""Pieces that several steps are made of: cards with a heading, fields side by side, the choice of an environment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.ui.first_run.connection import CUSTOM, ENVIRONMENTS
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import frame, label


def section(title: str, words: str = "") -> tuple[QFrame, QVBoxLayout]:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
    column.setSpacing(metrics.GAP)
    if title:
        column.addWidget(label(title, "heading"))
    if words:
        column.addWidget(label(words, "small", wrap=True))
    return card, column


def beside(*widgets: QWidget, stretches: Sequence[int] = ()) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(metrics.GAP)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, stretches[at] if stretches else 1)
    return row


def ask_for_file(
    parent: QWidget, title: str, filters: Sequence[str], then: Callable[[Path], None]
) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(filters)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class EnvironmentChoice(QWidget):
    """Which ServiceTitan. `changed` follows another choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Environment"))
        for name, words in zip(ENVIRONMENTS, environment_words(), strict=True):
            self.box.addItem(words, name)
        self.box.setItemDelegate(QStyledItemDelegate(self.box))  # the one that follows the stylesheet
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Environment"), "small"))
        column.addWidget(self.box)
        column.addStretch(1)

    @property
    def name(self) -> str:
        return str(self.box.currentData())

    @property
    def is_custom(self) -> bool:
        return self.name == CUSTOM

    def choose(self, name: str) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(name)))


def environment_words() -> tuple[str, str, str]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("EnvironmentChoice", text)

    return tr("Production"), tr("Integration (sandbox)"), tr("Another address")


def addresses() -> dict[str, FormField]:
    """Of a ServiceTitan that is neither."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("EnvironmentChoice", text)

    return {
        "api_url": FormField(tr("API address"), hint="https://…"),
        "auth_url": FormField(tr("Sign-in address"), hint="https://…"),
    }
