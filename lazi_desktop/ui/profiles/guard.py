"""The question before a profile's local copy goes: what only this computer has, by number and name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.domain.profile import Profile, same_name
from lazi_desktop.ports.profiles import OnlyHere
from lazi_desktop.ui.profiles.only_here_words import entries_words, only_here_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import frame, label
from lazi_desktop.ui.widgets.dialog import Dialog


class Guard(Dialog):
    """`typed` has to be the profile's name before `go_on` can be pressed, where there is such a field."""

    def __init__(self, parent: QWidget, title: str, text: str, profile: Profile, found: OnlyHere) -> None:
        super().__init__(parent, title, text, width=560)
        self._profile = profile
        self.typed: QLineEdit | None = None
        self.save: QPushButton | None = None
        if words := only_here_words(found):
            self.content.addWidget(_warning(words, entries_words(found)))

    def warn(self, words: str) -> None:
        self.content.addWidget(_warning(words, ""))

    def offer_list(self, save: Callable[[], None]) -> None:
        self.save = self.add_button(self.tr("Save the list…"), glyph=Glyph.SHARE, left=True)
        self.save.clicked.connect(save)

    def finish(self, go_on: str, then: Callable[[], None], *, types_name: bool) -> None:
        """Opens it."""
        self.stay = self.add_button(self.tr("Cancel"), rejects=True, default=not types_name)
        self.go_on = self.add_button(go_on, "danger", accepts=True)
        if types_name:
            self._ask_for_name()
        self.content.addStretch(1)
        self.accepted.connect(then)
        self.open()

    def _ask_for_name(self) -> None:
        typed = self.typed = QLineEdit()
        words = self.tr("Type the name “{name}” to go on:").format(name=self._profile.name)
        typed.setAccessibleName(words)
        typed.textChanged.connect(lambda text: self.go_on.setEnabled(self._is_meant(text)))
        self.content.addWidget(label(words, wrap=True))
        self.content.addWidget(typed)
        self.go_on.setEnabled(False)
        typed.setFocus()

    def _is_meant(self, text: str) -> bool:
        return same_name(text) == same_name(self._profile.name)


def reset_guard(parent: QWidget, profile: Profile, found: OnlyHere) -> Guard:
    text = _tr(
        "The copy of the pricebook on this computer is set aside and filled again from the shared database. "
        "Settings, views and keys stay. What is set aside is kept for 30 days in the profile's folder."
    )
    title = _tr("Reset “{name}”?").format(name=profile.name)
    return Guard(parent, title, text, profile, found)


def forget_guard(parent: QWidget, profile: Profile, found: OnlyHere) -> Guard:
    text = _tr(
        "Its settings, its passwords and keys, and the copy of the pricebook on this computer are removed. "
        "This cannot be undone. Nothing changes in ServiceTitan or in a database shared with others."
    )
    if not profile.is_folder_known:
        text = _tr(
            "Its settings cannot be read, so nobody can tell which folder holds its copy of the pricebook. The file "
            "alone goes from the list, and is set aside where it is. All else stays on this computer."
        )
    guard = Guard(parent, _tr("Forget “{name}”?").format(name=profile.name), text, profile, found)
    if found.hub:
        guard.warn(
            _tr(
                "The team's database is the built-in one in this profile's folder. It is the only copy of every edit "
                "and kit that was not pushed and of the whole history, and it is removed, too. Make a backup first: "
                "lazi-desktop backup."
            )
        )
    return guard


def _warning(words: str, more: str) -> QFrame:
    card = frame("banner")
    card.setProperty("tone", "danger")
    column = QVBoxLayout(card)
    column.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
    column.addWidget(label(words, wrap=True))
    if more:
        listed = label(more, wrap=True)
        listed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(listed)
    return card


def _tr(text: str) -> str:
    return QCoreApplication.translate("Profiles", text)
