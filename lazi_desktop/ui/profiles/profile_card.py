"""One profile on the page of all: what it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.profile import LONGEST_NAME, Profile
from lazi_desktop.ports.profiles import ListedProfile, ProfileState
from lazi_desktop.ui.profiles.colour_choice import ColourChoice
from lazi_desktop.ui.profiles.looks import (
    ProfileLook,
    environment_glyph,
    paint_ground,
    place_words,
    state_words,
)
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import paint_icon
from lazi_desktop.ui.theme.tokens import Role, theme_news
from lazi_desktop.ui.widgets.basics import button, chip_label, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_EDGE = 34
_ROLES = {
    ProfileState.HERE: Role.PROVED,
    ProfileState.ELSEWHERE: Role.ACCENT,
    ProfileState.NOT_SET_UP: Role.CHANGED,
    ProfileState.BROKEN: Role.DANGER,
}


class ProfileCard(QFrame):
    """Signals carry the profile, `renamed` and `recoloured` also what it shall be."""

    switch_wanted = Signal(object)
    renamed = Signal(object, str)
    recoloured = Signal(object, str)
    export_wanted = Signal(object)
    reset_wanted = Signal(object)
    forget_wanted = Signal(object)

    def __init__(self, listed: ListedProfile) -> None:
        super().__init__()
        self.listed = listed
        profile = listed.profile
        self.setProperty("surface", "card")
        self.setAccessibleName(profile.name)
        self.name = QLineEdit(profile.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setFixedWidth(260)
        self.name.setAccessibleName(self.tr("Name of the profile {name}").format(name=profile.name))
        self.name.editingFinished.connect(self._rename)
        self.colours = ColourChoice(self.tr("Colour of {name}").format(name=profile.name), profile.colour)
        self.colours.chosen.connect(lambda colour: self.recoloured.emit(profile, colour))
        self.problem = label(said(profile.problem), "error", wrap=True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.setVisible(bool(profile.problem))
        self.place = ElidedLabel("small")
        self.place.setText(place_words(profile) if profile.is_configured else self.tr("No tenant yet"))
        self.place.setVisible(listed.state is not ProfileState.BROKEN)
        self.folder = ElidedLabel("small", elide=Qt.TextElideMode.ElideMiddle)
        self.folder.setText(str(profile.folder))
        self._make_buttons(profile)
        self._arrange()
        is_broken = listed.state is ProfileState.BROKEN
        self.name.setEnabled(not is_broken)
        self.colours.setEnabled(not is_broken)

    def show_problem(self, words: str) -> None:
        """About what was typed."""
        self.problem.setText(said(words))
        self.problem.setVisible(bool(words))

    def _make_buttons(self, profile: Profile) -> None:
        state = self.listed.state
        opens = self.tr("Set up…") if state is ProfileState.NOT_SET_UP else self.tr("Switch to it")
        self.switch = button(opens, name=f"{opens}: {profile.name}")
        self.export = button(
            self.tr("Export…"), "quiet", name=self.tr("Export {name}").format(name=profile.name)
        )
        self.reset = button(
            self.tr("Reset…"), "quiet", name=self.tr("Reset {name}").format(name=profile.name)
        )
        self.forget = button(
            self.tr("Forget…"), "quiet", name=self.tr("Forget {name}").format(name=profile.name)
        )
        self.reset.setToolTip(self.tr("Fill the copy on this computer again from the shared database"))
        self.forget.setToolTip(self.tr("Remove it from this computer, with its passwords and keys"))
        for one, wanted in (
            (self.switch, self.switch_wanted),
            (self.export, self.export_wanted),
            (self.reset, self.reset_wanted),
            (self.forget, self.forget_wanted),
        ):
            one.clicked.connect(lambda _=False, wanted=wanted: wanted.emit(profile))
        self.switch.setVisible(state not in (ProfileState.HERE, ProfileState.BROKEN))
        self.export.setEnabled(state is not ProfileState.BROKEN)
        self.reset.setEnabled(state not in (ProfileState.BROKEN, ProfileState.ELSEWHERE))
        self.forget.setEnabled(bool(profile.slug) and state is not ProfileState.ELSEWHERE)

    def _arrange(self) -> None:
        state = self.listed.state
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP)
        head.addWidget(self.name)
        if state in _ROLES:
            head.addWidget(chip_label(state_words(state), _ROLES[state]))
        head.addStretch(1)
        head.addWidget(self.switch)
        foot = QHBoxLayout()
        foot.setSpacing(metrics.GAP_TINY)
        foot.addWidget(self.colours)
        foot.addStretch(1)
        for one in (self.export, self.reset, self.forget):
            foot.addWidget(one)
        column = QVBoxLayout()
        column.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.place)
        column.addWidget(self.folder)
        column.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(1, 1, 1, 1)
        across.setSpacing(0)
        across.addWidget(_Edge(self.listed.profile))
        across.addLayout(column, 1)

    def _rename(self) -> None:
        profile = self.listed.profile
        if self.name.text() != profile.name:
            self.renamed.emit(profile, self.name.text())


class _Edge(QWidget):
    """The profile's ground down the card's left side."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self.setFixedWidth(_EDGE)
        theme_news.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_EDGE, _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ground(painter, self.rect(), self._profile)
        look = ProfileLook.of(self._profile)
        side = metrics.ICON_RAIL
        box = QRect((self.width() - side) // 2, metrics.CARD_PADDING + 4, side, side)
        paint_icon(painter, box, environment_glyph(self._profile.environment), look.ink)
        painter.end()
