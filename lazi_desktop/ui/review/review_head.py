"""The top of the Review page: what everything comes to, what can be done with it, and what stands how."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.pending_totals import Totals
from lazi_desktop.ui.review.change_sets import ChangeSets
from lazi_desktop.ui.review.chips_bar import ChipsBar
from lazi_desktop.ui.review.set_chooser import SetChooser
from lazi_desktop.ui.review.words import entities_words, totals_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel


class ReviewHead(QWidget):
    """`has_keys`: this computer pushes; else it submits, for one that does."""

    def __init__(self, sets: ChangeSets, *, has_keys: bool = True) -> None:
        super().__init__()
        self._has_keys = has_keys
        self.headline = label(self.tr("Review"), "title")
        self.summary = ElidedLabel("muted")
        self.chooser = SetChooser(sets)
        self.which = button(self.tr("Which one is it?"), glyph=Glyph.CONFLICT)
        self.accept = button(self.tr("Accept"), "changed", glyph=Glyph.ACCEPT)
        self.reject = button(self.tr("Reject…"), glyph=Glyph.CLOSE)
        self.discard = button(self.tr("Discard…"), glyph=Glyph.REVERT)
        self.export = button(self.tr("Export"), glyph=Glyph.EXTERNAL)
        self.export.setToolTip(self.tr("Save what is shown as a sheet or as pages to print"))
        self.push = button(self._push_words(""), "primary", glyph=Glyph.PUSH)
        self.role = label("", "muted")
        self.role.hide()
        self.chips = ChipsBar()
        for answer in (self.which, self.accept, self.reject):
            answer.hide()
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP_SMALL)
        top.addWidget(self.headline)
        top.addSpacing(metrics.GAP_TINY)
        top.addWidget(self.summary, 1)
        answers = (self.which, self.accept, self.reject)
        for control in (self.chooser, *answers, self.discard, self.export, self.push, self.role):
            top.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(top)
        column.addWidget(self.chips)

    def show_totals(self, totals: Totals) -> None:
        self.summary.setText(totals_words(totals))

    def show_role(self, words: str, *, takes_part: bool) -> None:
        """`words` stand in the place of what is not this person's to do."""
        self.role.setText(words)
        self.role.setVisible(bool(words))
        self.push.setVisible(not words)
        self.chooser.setVisible(takes_part)
        self.discard.setVisible(takes_part)

    def show_discard(self, *, can: bool, only_proposals: bool) -> None:
        self.discard.setText(self.tr("Withdraw…") if only_proposals else self.tr("Discard…"))
        self.discard.setAccessibleName(self.discard.text())
        self.discard.setEnabled(can)

    def show_push(
        self, entities: int, *, has_categories: bool, is_part: bool, waits: bool, runs: bool
    ) -> None:
        """`is_part`: lines are filtered away, and stay here. `waits`: something is submitted; `runs`: and is sent."""
        if entities:
            what = entities_words(entities, has_categories=has_categories)
            self.push.setText(self._push_words(what, is_part=is_part))
        elif waits and self._has_keys:
            self.push.setText(self.tr("Push under way") if runs else self.tr("Go on with the push"))
        else:
            self.push.setText(self._push_words(""))
        self.push.setAccessibleName(self.push.text())
        self.push.setEnabled(bool(entities or (waits and self._has_keys and not runs)))

    def _push_words(self, what: str, *, is_part: bool = False) -> str:
        if not what:
            return self.tr("Push") if self._has_keys else self.tr("Submit for push")
        if self._has_keys:
            words = self.tr("Push {what} shown") if is_part else self.tr("Push {what}")
        else:
            words = self.tr("Submit {what} shown for push") if is_part else self.tr("Submit {what} for push")
        return words.format(what=what)
