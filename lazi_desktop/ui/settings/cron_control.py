"""How often something runs: the usual in words, anything else as a cron line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from lazi_desktop.ports.settings import SettingValue
from lazi_desktop.ui.activity.words import cron_words
from lazi_desktop.ui.settings.controls import Control
from lazi_desktop.ui.widgets.basics import set_property

_USUAL = ("*/5 * * * *", "*/15 * * * *", "0 * * * *", "30 2 * * *", "15 3 * * *", "")
_OTHER = "other"
_WIDTH = 190


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the page, and changes nothing that it passes


class CronControl(Control):
    def __init__(self, title: str) -> None:
        super().__init__()
        self._shown = ""
        self.combo = _Combo()
        self.combo.setAccessibleName(title)
        self.combo.setFixedWidth(_WIDTH)
        self.line = QLineEdit()
        self.line.setAccessibleName(_tr("{title}: a cron line").format(title=title))
        self.line.setPlaceholderText(_tr("minute hour day month weekday"))
        self.line.hide()
        for cron in _USUAL:
            self.combo.addItem(self._capital(cron), cron)
        self.combo.addItem(_tr("As a cron line…"), _OTHER)
        self.combo.activated.connect(self._choose)
        self.line.editingFinished.connect(self._finish)
        self.row.addWidget(self.combo)
        self.row.addWidget(self.line, 1)
        self.row.addStretch(0)

    def show_value(self, value: SettingValue) -> None:
        self._shown = str(value)
        if self.combo.findData(self._shown) < 0 and cron_words(self._shown):
            self.combo.insertItem(0, self._capital(self._shown), self._shown)
        at = self.combo.findData(self._shown)
        self.combo.setCurrentIndex(at if at >= 0 else self.combo.count() - 1)
        self.line.setText(self._shown)
        self.line.setVisible(at < 0)

    def words_of(self, value: SettingValue) -> str:
        return cron_words(str(value)) or str(value) or _tr("never")

    def mark_wrong(self, wrong: bool) -> None:
        set_property(self.line, "invalid", wrong)

    def _capital(self, cron: str) -> str:
        words = self.words_of(cron)
        return words[:1].upper() + words[1:]

    def _choose(self, at: int) -> None:
        cron = str(self.combo.itemData(at))
        self.line.setVisible(cron == _OTHER)
        if cron == _OTHER:
            self.line.setFocus()
            self.line.selectAll()
        else:
            self.given.emit(cron)

    def _finish(self) -> None:
        text = self.line.text().strip()
        if not self.line.isHidden() and text != self._shown:
            self._shown = text
            self.given.emit(text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CronControl", text)
