"""The card "Keyboard" of the settings: every command with its keys, which can be others."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.ui.actions import Group, native
from lazi_desktop.ui.keyboard.key_button import KeyButton
from lazi_desktop.ui.keyboard.registry import ActionRegistry, Binding, group_title, place_title
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button, label


class KeyboardCard(QFrame):
    """Its list is made when it is first seen. Keys count at once; who had them before is named."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._registry: ActionRegistry | None = None
        self.rows: dict[str, _Row] = {}
        self._titles: list[tuple[QWidget, Group]] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a command"))
        self.search.setAccessibleName(self.tr("Find a command"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._narrow)
        self.reset_button = button(self.tr("All keys as in the beginning"), glyph=Glyph.REVERT)
        self.reset_button.clicked.connect(self._reset)
        self.said = label("", "small", wrap=True)
        self.said.hide()
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(metrics.GAP_SMALL)
        self._list.setVerticalSpacing(metrics.GAP_TINY)
        self._list.setColumnStretch(0, 1)
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP_SMALL)
        top.addWidget(self.search, 1)
        top.addWidget(self.reset_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        layout.setSpacing(metrics.GAP)
        layout.addWidget(label(self.tr("Keyboard"), "heading"))
        words = self.tr("Press a command's keys to give it others.")
        layout.addWidget(label(words, "muted", wrap=True))
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addLayout(self._list)

    def use(self, registry: ActionRegistry) -> None:
        self._registry = registry
        registry.keys_changed.connect(self._show_keys)
        self._show_keys()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._build)  # what is around it is laid out first

    def _build(self) -> None:
        registry = self._registry
        if registry is None or self.rows:
            return
        group, at = None, 0
        for binding in registry.bindings():
            if binding.group is not group:
                group = binding.group
                title = label(group_title(group), "small")
                self._list.addWidget(title, at, 0, 1, 3)
                self._titles.append((title, group))
                at += 1
            row = _Row(binding)
            row.keys.pressed_keys.connect(partial(self._bind, binding.id))
            row.keys.refused.connect(self._say)
            row.back.clicked.connect(partial(self._back, binding.id))
            for column, widget in enumerate((row.title, row.keys, row.back)):
                self._list.addWidget(widget, at, column)
            self.rows[binding.id] = row
            at += 1
        self._show_keys()

    def _show_keys(self) -> None:
        registry = self._registry
        if registry is None:
            return
        for binding in registry.bindings():
            row = self.rows.get(binding.id)
            if row is not None:
                row.show(binding, own=registry.is_own(binding))
        self.reset_button.setEnabled(registry.has_own)

    def _binding(self, name: str) -> Binding:
        assert self._registry is not None
        return next(one for one in self._registry.bindings() if one.id == name)

    def _bind(self, name: str, keys: str) -> None:
        registry, binding = self._registry, self._binding(name)
        if registry is None:
            return
        taken = registry.taken_by(keys, binding) if keys else []
        registry.bind(binding, (keys,) if keys else ())
        names = ", ".join(f"“{one.title}”" for one in taken)
        words = self.tr("{keys} was taken from {names}.") if taken else ""
        self._say(words.format(keys=native(keys), names=names))

    def _back(self, name: str) -> None:
        registry, binding = self._registry, self._binding(name)
        if registry is not None:
            registry.bind(binding, binding.default)
            self._say("")

    def _reset(self) -> None:
        if self._registry is not None:
            self._registry.reset()
            self._say(self.tr("All commands have their first keys again."))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self.said.setVisible(bool(sentence))

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        shown = set()
        for row in self.rows.values():
            fits = all(word in row.words for word in words)
            row.set_visible(fits)
            shown |= {row.group} if fits else set()
        for title, group in self._titles:
            title.setVisible(group in shown)


class _Row:
    """A command: its title, its keys, and the way back to ours."""

    def __init__(self, binding: Binding) -> None:
        title = binding.title
        if binding.place is not None:
            title = f"{title} ({place_title(binding.place)})"
        self.group = binding.group
        self.title = label(title, wrap=True)
        self.keys = KeyButton(title)
        self.back: QPushButton = button(
            "", "icon", glyph=Glyph.REVERT, name=_tr("{title}: the first keys again").format(title=title)
        )
        self.back.setToolTip(self.back.accessibleName())
        room = self.back.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(room)
        self.words = ""
        self._own = False

    def show(self, binding: Binding, *, own: bool) -> None:
        self.keys.show_keys(binding.keys)
        self.back.setVisible(own and not self.title.isHidden())
        self._own = own
        self.words = (
            f"{self.title.text()} {group_title(self.group)} {' '.join(map(native, binding.keys))}".casefold()
        )

    def set_visible(self, visible: bool) -> None:
        self.title.setVisible(visible)
        self.keys.setVisible(visible)
        self.back.setVisible(visible and self._own)


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeyboardCard", text)
