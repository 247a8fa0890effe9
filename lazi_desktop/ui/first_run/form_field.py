"""A labelled input of the connection form with a place for what is wrong with it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.ui.widgets.basics import label, set_property


class FormField(QWidget):
    def __init__(self, title: str, *, hint: str = "", secret: bool = False) -> None:
        super().__init__()
        self.input = QLineEdit()
        self.input.setPlaceholderText(hint)
        if secret:
            self.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.input.setAccessibleName(title)
        title_label = label(title, "small")
        title_label.setBuddy(self.input)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(title_label)
        self.column.addWidget(self.input)
        self.column.addWidget(self.problem)
        self.column.addStretch(1)
        self.setFocusProxy(self.input)
        self.input.textEdited.connect(lambda: self.show_problem(""))

    def text(self) -> str:
        return self.input.text()

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.input.setAccessibleDescription(sentence)
        set_property(self.input, "invalid", "true" if sentence else "false")
