"""A file of the authority that vouches for a server: chosen, checked to be one, and kept as text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.first_run.parts import ask_for_file
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button

_BEGIN = "-----BEGIN CERTIFICATE-----"
_MOST = 1_000_000


class CertificateField(FormField):
    """Empty for a server that a public authority vouches for. `pem` is what was read."""

    chosen = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.pem = ""
        self.dialog: QFileDialog | None = None
        self.input.setReadOnly(True)
        self.input.setPlaceholderText(self.tr("Only where no public authority vouches for the server"))
        self.choose = button(self.tr("Choose…"), glyph=Glyph.FILE, name=self.tr("Choose a certificate"))
        self.choose.clicked.connect(self._choose)
        self.forget = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Without a certificate"))
        self.forget.clicked.connect(lambda: self.set_pem(""))
        self.forget.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        self.column.removeWidget(self.input)
        row.addWidget(self.input, 1)
        row.addWidget(self.forget)
        row.addWidget(self.choose)
        self.column.insertLayout(1, row)

    def set_pem(self, pem: str, name: str = "") -> None:
        self.pem = pem
        self.input.setText(name or (self.tr("Came with the invitation") if pem else ""))
        self.forget.setVisible(bool(pem))
        self.show_problem("")

    def read(self, file: Path) -> None:
        try:
            with file.open(encoding="utf-8") as opened:
                text = opened.read(_MOST)
        except (OSError, ValueError):
            text = ""
        if _BEGIN in text:
            self.set_pem(text, file.name)
            self.chosen.emit()
        else:
            self.set_pem("")
            self.show_problem(self.tr("This file holds no certificate. Give one in the PEM form."))

    def _choose(self) -> None:
        title = self.tr("The certificate of the server's authority")
        filters = [self.tr("Certificates") + " (*.crt *.pem *.cer)", self.tr("All") + " (*)"]
        self.dialog = ask_for_file(self, title, filters, self.read)
