"""The line at the bottom: how much there is, what needs a person, and where changes go."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpacerItem, QWidget

from lazi_desktop.domain.kinds import SKU_KINDS
from lazi_desktop.domain.profile import Profile
from lazi_desktop.ports.pricebook import WorkspaceCounts
from lazi_desktop.ui.formatting import counted, kind_title
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.profiles.tag import ProfileTag
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label


class StatusBar(QFrame):
    """`conflicts_wanted`, `review_wanted` and `profile_wanted` follow those that lead somewhere."""

    conflicts_wanted = Signal()
    review_wanted = Signal()
    profile_wanted = Signal()

    def __init__(self, place: str) -> None:
        super().__init__()
        self.setProperty("surface", "bar")
        self.setFixedHeight(28)
        self.counts = label("", "small")
        self.conflicts = button("", "status")
        self.conflicts.setProperty("needs", "you")
        self.conflicts.clicked.connect(self.conflicts_wanted)
        self.pending = button("", "status")
        self.pending.clicked.connect(self.review_wanted)
        self.unsent = label("", "small")
        self._unsent = 0
        self._hub_is_there = True
        self.hub = label("", "small")
        self.place = label(self.tr("ServiceTitan: {place}").format(place=place) if place else "", "small")
        self.profile = ProfileTag()
        self.profile.clicked.connect(self.profile_wanted)
        self.profile.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, 0, metrics.GAP, 0)
        row.setSpacing(metrics.GAP_LARGE)
        row.addWidget(self.counts)
        self._between = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding)
        row.addItem(self._between)
        for widget in (self.conflicts, self.pending, self.unsent, self.hub, self.place, self.profile):
            row.addWidget(widget)
        self._row = row
        self.conflicts.hide()
        self.pending.hide()
        self.unsent.hide()

    def show_profile(self, profile: Profile) -> None:
        """It says the place, too."""
        self.place.hide()
        self.profile.show_profile(profile)
        self.profile.show()

    def add(self, widget: QWidget) -> None:
        """Before what is said about places."""
        self._row.insertWidget(self._row.indexOf(self.hub), widget)

    def room(self) -> QRect:
        """Of the window: where nothing stands."""
        between = self._between.geometry()
        left = self.mapTo(self.window(), between.topLeft())
        return QRect(left.x(), self.mapTo(self.window(), QPoint()).y(), between.width(), self.height())

    def show_counts(self, counts: WorkspaceCounts) -> None:
        kinds = [(kind, counts.skus.get(kind, 0)) for kind in SKU_KINDS]
        parts = [f"{whole(count)} {kind_title(kind, count)}" for kind, count in kinds if count]
        self.counts.setText(" · ".join(parts))
        self.conflicts.setVisible(counts.conflicts > 0)
        self.conflicts.setText(
            counted(
                counts.conflicts,
                self.tr("conflict needs you"),
                self.tr("conflicts need you"),
            )
        )
        self.pending.setVisible(counts.pending_fields > 0)
        changes = counted(counts.pending_fields, self.tr("change"), self.tr("changes"))
        entries = counted(counts.pending_entities, self.tr("entry"), self.tr("entries"))
        self.pending.setText(self.tr("{changes} in {entries}").format(changes=changes, entries=entries))
        if counts.unsent_ops:
            waiting = counted(counts.unsent_ops, self.tr("edit"), self.tr("edits"))
            self.pending.setToolTip(self.tr("{edits} not yet in the shared database").format(edits=waiting))
        else:
            self.pending.setToolTip("")
        self._unsent = counts.unsent_ops
        self._show_unsent()

    def show_hub(self, words: str, *, is_there: bool) -> None:
        self.hub.setText(words)
        self._hub_is_there = is_there
        self._show_unsent()

    def _show_unsent(self) -> None:
        """Only while nothing can be shared: otherwise it takes a moment. What is done to kits is no pending change."""
        edits = counted(self._unsent, self.tr("edit"), self.tr("edits"))
        self.unsent.setText(self.tr("{edits} to be shared").format(edits=edits))
        self.unsent.setVisible(self._unsent > 0 and not self._hub_is_there)
