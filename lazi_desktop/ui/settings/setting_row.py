"""One setting: title, control, what it is for, its default, who has fixed it, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import ConfigurationProblem, InvalidValue
from lazi_desktop.ports.settings import SetBy, SettingsBook, SettingState, SettingValue
from lazi_desktop.ui.said import said
from lazi_desktop.ui.settings.controls import (
    ChoiceControl,
    Control,
    NumberControl,
    SwitchControl,
    TextControl,
)
from lazi_desktop.ui.settings.cron_control import CronControl
from lazi_desktop.ui.settings.sections import ControlKind, Setting
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.basics import button, label

TITLE_WIDTH = 150


class SettingRow(QWidget):
    """`changed(key)`: another value is kept."""

    changed = Signal(str)

    def __init__(self, setting: Setting, book: SettingsBook) -> None:
        super().__init__()
        self.setting = setting
        self._book = book
        self.control = control_for(setting)
        self.control.given.connect(self._give)
        back = self.tr("{title}: back to the default").format(title=setting.title)
        self.reset = button("", "icon", glyph=Glyph.REVERT, name=back)
        self.reset.setToolTip(back)
        self.reset.clicked.connect(self._reset)
        room = self.reset.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(room)
        self.help = label("", "small", wrap=True)
        self.fixed = label("", "small", wrap=True)
        self.problem = label("", "error", wrap=True)
        self._lock = label()
        theme_news.theme_changed.connect(self._draw_lock)
        self._draw_lock()
        self._arrange()
        self.show_state()

    @property
    def words(self) -> str:
        """What a search looks in."""
        one = self.setting
        choices = " ".join(words for _value, words in one.choices)
        return f"{one.title} {one.help} {one.says} {choices} {one.key} {self.fixed.text()}".casefold()

    def show_state(self) -> None:
        state = self._book.state(self.setting.key)
        self.control.show_value(state.value)
        self.control.mark_wrong(False)
        self.control.setEnabled(not state.is_fixed)
        self.reset.setVisible(state.set_by is SetBy.PERSON)
        default = "" if state.is_fixed else self._default_words(state)
        self.help.setText(f"{self.setting.help} {default}".strip())
        self.fixed.setText(self._fixed_words(state))
        self._say_problem("")
        for shown in (self.fixed, self._lock):
            shown.setVisible(state.is_fixed)

    def _draw_lock(self) -> None:
        side = QSize(metrics.ICON, metrics.ICON)
        self._lock.setPixmap(icon(Glyph.LOCK, "text_muted").pixmap(side, self.devicePixelRatioF()))

    def _arrange(self) -> None:
        title = label(self.setting.title, "muted", wrap=True)
        title.setFixedWidth(TITLE_WIDTH)
        title.setMinimumHeight(metrics.CONTROL_HEIGHT)
        beside = QHBoxLayout()
        beside.setSpacing(metrics.GAP_SMALL)
        beside.addWidget(self.control, 1)
        beside.addWidget(self.reset)
        locked = QHBoxLayout()
        locked.setSpacing(metrics.GAP_TINY)
        locked.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        locked.addWidget(self.fixed, 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(beside)
        for widget in (self.problem, self.help):
            column.addWidget(widget)
        column.addLayout(locked)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(metrics.GAP_LARGE)
        across.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)

    def _give(self, value: SettingValue) -> None:
        try:
            self._book.change(self.setting.key, value)
        except InvalidValue as error:
            self.control.mark_wrong(True)
            self._say_problem(said(error.detail))
        except ConfigurationProblem as error:
            self.show_state()
            self._say_problem(said(error.detail))
        else:
            self._tell()

    def _reset(self) -> None:
        try:
            self._book.reset(self.setting.key)
        except ConfigurationProblem as error:
            self._say_problem(said(error.detail))
        else:
            self.control.setFocus()
            self._tell()

    def _tell(self) -> None:
        self.show_state()
        self.changed.emit(self.setting.key)

    def _say_problem(self, words: str) -> None:
        words = words[:1].upper() + words[1:]
        self.problem.setText(words)
        self.problem.setAccessibleName(words)
        self.problem.setVisible(bool(words))

    def _default_words(self, state: SettingState) -> str:
        words = self.control.words_of(state.default)
        told = (
            self.tr("Your organisation's default: {value}.")
            if state.default_is_organisations
            else self.tr("Default: {value}.")
        )
        return told.format(value=words)

    def _fixed_words(self, state: SettingState) -> str:
        if state.set_by is SetBy.LOCKED:
            return " ".join(filter(None, (self.tr("Set by your organisation."), self._book.note)))
        if state.set_by is SetBy.VARIABLE:
            return self.tr("Set by the variable {name} of this computer.").format(name=state.variable)
        return ""


def control_for(setting: Setting) -> Control:
    match setting.kind:
        case ControlKind.CHOICE:
            return ChoiceControl(setting.title, setting.choices)
        case ControlKind.SWITCH:
            return SwitchControl(setting.title, setting.says)
        case ControlKind.NUMBER:
            return NumberControl(setting.title, setting.says)
        case ControlKind.CRON:
            return CronControl(setting.title)
        case ControlKind.TEXT:
            return TextControl(setting.title, setting.says)
