"""The first page of all: what this is, the three ways in, and the one that was begun already."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, app_icon
from lazi_desktop.ui.widgets.basics import button, frame, label, say_wrapped


class WelcomePage(QWidget):
    demo_wanted = Signal()
    join_wanted = Signal()
    found_wanted = Signal()
    resume_wanted = Signal()
    back_wanted = Signal()
    """To the profile from which this one was begun."""

    def __init__(self) -> None:
        super().__init__()
        self.demo = button(self.tr("Try the demo"), glyph=Glyph.DEMO)
        self.demo.clicked.connect(self.demo_wanted)
        self.join = button(self.tr("Join my team"), "primary", glyph=Glyph.CONNECT)
        self.join.clicked.connect(self.join_wanted)
        self.found = button(self.tr("Set up a new team"), glyph=Glyph.ADD)
        self.found.clicked.connect(self.found_wanted)
        self.resume = button(self.tr("Go on"), "changed", glyph=Glyph.FORWARD)
        self.resume.clicked.connect(self.resume_wanted)
        self.begun = label("", wrap=True)
        self._banner = frame("banner")
        self._banner.setProperty("tone", "changed")
        row = QHBoxLayout(self._banner)
        row.setContentsMargins(18, metrics.GAP, 18, metrics.GAP)
        row.addWidget(self.begun, 1)
        row.addWidget(self.resume)
        self._banner.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        self._profile = self._make_profile_line()
        column.addWidget(self._profile)
        column.addStretch(2)
        self._greet(column)
        column.addSpacing(metrics.GAP_LARGE)
        column.addWidget(self._banner)
        column.addLayout(self._cards())
        column.addStretch(3)

    def offer_to_resume(self, words: str) -> None:
        """ "" for nothing begun."""
        self.begun.setText(words)
        self._banner.setVisible(bool(words))

    def _make_profile_line(self) -> QWidget:
        self.profile = label("", "heading")
        self.back = button("", "quiet", glyph=Glyph.BACK)
        self.back.clicked.connect(self.back_wanted)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.profile)
        line.hide()
        return line

    def offer_way_back(self, profile: str, back_to: str) -> None:
        """This sets up a new profile, begun from the other."""
        self.profile.setText(self.tr("New profile “{name}”").format(name=profile))
        self.back.setText(self.tr("Back to “{name}”").format(name=back_to))
        self.back.setAccessibleName(self.back.text())
        self._profile.show()

    def begin(self) -> None:
        (self.resume if self._banner.isVisibleTo(self) else self.join).setFocus()

    def _greet(self, column: QVBoxLayout) -> None:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(QSize(72, 72), self.devicePixelRatioF()))
        title = label(self.tr("Welcome to LAZI Desktop"), "welcome")
        words = label("", "muted", wrap=True)
        say_wrapped(
            words,
            self.tr(
                "Your ServiceTitan pricebook at the speed of a spreadsheet: edit it offline and as a team, review what "
                "changed, push only that, and see proved that it arrived."
            ),
            560,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (picture, title, words):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def _cards(self) -> QHBoxLayout:
        cards = QHBoxLayout()
        cards.setSpacing(metrics.GAP_LARGE)
        for title, words, action in (
            (
                self.tr("Look around"),
                self.tr(
                    "A made-up pricebook of 8,465 entries and a stand-in ServiceTitan, all on this computer. "
                    "Change what you like; nothing leaves it."
                ),
                self.demo,
            ),
            (
                self.tr("My team works with LAZI"),
                self.tr(
                    "You need the invitation that your administrator gave you, a file or a link, and your password. "
                    "Drop the file anywhere here."
                ),
                self.join,
            ),
            (
                self.tr("We are new"),
                self.tr(
                    "For whoever looks after it: the shared database, the first admin, ServiceTitan's keys and the "
                    "first pull, step by step."
                ),
                self.found,
            ),
        ):
            cards.addWidget(_card(title, words, action))
        return cards


def _card(title: str, words: str, action: QWidget) -> QFrame:
    card = frame("card")
    card.setMinimumHeight(190)
    column = QVBoxLayout(card)
    column.setContentsMargins(22, 20, 22, 20)
    column.setSpacing(metrics.GAP_SMALL)
    column.addWidget(label(title, "title", wrap=True))
    column.addWidget(label(words, "muted", wrap=True))
    column.addStretch(1)
    column.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)
    return card
