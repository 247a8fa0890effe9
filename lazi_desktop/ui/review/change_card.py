"""One pending change in full: what stands in ServiceTitan, what ours makes of it, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from lazi_desktop.domain.assets import PICTURE_FIELDS
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.conflicts.conflict_words import kind_words
from lazi_desktop.ui.conflicts.text_diff import diff_html
from lazi_desktop.ui.formatting import moment, money_difference, percent
from lazi_desktop.ui.review.picture_strip import PictureStrip
from lazi_desktop.ui.review.review_row import ReviewRow, RowState
from lazi_desktop.ui.review.words import state_words
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.list_changes import ListChange
from lazi_desktop.ui.sync.list_changes_view import ListChangesView
from lazi_desktop.ui.sync.picture_difference import pictures_moved
from lazi_desktop.ui.sync.push_report import what_differs
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import Role, theme_news
from lazi_desktop.ui.widgets.basics import label, set_property

_TEXTS = frozenset((FieldType.TEXT, FieldType.HTML, FieldType.NOTE))
_SHORT = 32  # a text that is no longer stands beside the other like a number


class ChangeCard(QWidget):
    def __init__(self, pictures: Pictures | None = None) -> None:
        super().__init__()
        self._row: ReviewRow | None = None
        self.subject = label("", "heading", wrap=True)
        self.field = label("", "muted", wrap=True)
        self.theirs, self.ours = label("", "", wrap=True), label("", "", wrap=True)
        self.gone, self.come = PictureStrip(pictures), PictureStrip(pictures)
        self.lists = ListChangesView()
        self.effect = label("", "muted", wrap=True)
        self.diff = QLabel()
        self.diff.setTextFormat(Qt.TextFormat.RichText)
        self.diff.setWordWrap(True)
        self.diff.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = label("", "", wrap=True)
        self.note = label("", "changed", wrap=True)
        self._sides = QWidget()
        grid = QGridLayout(self._sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(metrics.GAP_SMALL)
        grid.setVerticalSpacing(metrics.GAP_TINY)
        for at, (title, value, role) in enumerate(
            (
                (self.tr("ServiceTitan"), self.theirs, Role.NEUTRAL),
                (self.tr("Ours"), self.ours, Role.CHANGED),
            )
        ):
            grid.addWidget(label(title, "small"), 0, at)
            grid.addWidget(_on_ground(value, role), 1, at)
            grid.setColumnStretch(at, 1)
        for at, strip in enumerate((self.gone, self.come)):
            grid.addWidget(strip, 2, at)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP_SMALL)
        column.setSpacing(metrics.GAP_SMALL)
        self._text = _on_ground(self.diff, Role.NEUTRAL)
        for widget in (
            self.subject, self.field, self._sides, self._text, self.lists, self.effect, self.note, self.words,
        ):  # fmt: skip
            column.addWidget(widget)
        theme_news.theme_changed.connect(self._show_diff)

    def show_row(self, row: ReviewRow, asked: Callable[[ReviewRow], str]) -> None:
        """`asked` says what a person is asked about it, "" for nothing. The rows of a list follow: `show_lists`."""
        kept = self.lists.changes if self._row is not None and self._row.changes == row.changes else ()
        self._row = row
        self.subject.setText(f"{row.code} · {row.name}" if row.code and row.name else row.code or row.name)
        who = self.tr("{field} — {name}, {when}").format(
            field=row.field_words, name=row.by, when=moment(row.at)
        )
        self.field.setText(who)
        shown, is_text = row.shown, self._is_long_text(row)
        self._sides.setVisible(not is_text and not row.is_new)
        self._text.setVisible(is_text or row.is_new)
        self.theirs.setText(shown.all_theirs)
        self.ours.setText(shown.all_ours)
        for side in (self.theirs, self.ours):
            right = Qt.AlignmentFlag.AlignRight if shown.is_number else Qt.AlignmentFlag.AlignLeft
            side.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
        self._show_pictures(row)
        self._show_diff()
        self.lists.hide()
        self._show_effect(self._effect_words(row))
        self.show_lists(kept)
        broken = " ".join(dict.fromkeys(said(one.text) for one in row.violations))
        self.note.setText(broken)
        set_property(self.note, "tone", "error" if row.is_serious else "changed")
        self.note.setVisible(bool(broken))
        words = asked(row) or self._said_words(row)
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def forget(self) -> None:
        self._row = None
        self.lists.show_changes([])
        self.lists.hide()
        for words in (self.theirs, self.ours, self.effect, self.note, self.words, self.diff):
            words.setText("")

    def _show_pictures(self, row: ReviewRow) -> None:
        one = row.changes[0]
        are_told = one.field in PICTURE_FIELDS and not row.is_new
        gone, come = pictures_moved(one.theirs, one.ours) if are_told else ((), ())
        self.gone.show_pictures(gone)
        self.come.show_pictures(come)

    def show_lists(self, lists: Sequence[ListChange]) -> None:
        """Instead of how many rows there are: which."""
        row = self._row
        if row is None or not lists:
            return
        self.lists.show_changes(lists)
        self.lists.show()
        if not row.is_new:
            self._sides.hide()
        costs = self.lists.costs()
        if costs:
            self._show_effect(self.tr("Effect {amount}").format(amount=costs))

    def _show_effect(self, words: str) -> None:
        self.effect.setText(words)
        self.effect.setVisible(bool(words))

    def _effect_words(self, row: ReviewRow) -> str:
        if row.effect is None or row.is_new:
            return ""
        theirs = row.changes[0].theirs
        share = ""
        if theirs:
            share = f" ({'−' if row.effect < 0 else '+'}{percent(abs(row.effect) / theirs)})"
        return self.tr("Effect {amount}").format(amount=money_difference(row.effect) + share)

    def _is_long_text(self, row: ReviewRow) -> bool:
        first = row.changes[0]
        field = FIELDS[first.entity_kind].get(first.field)
        if field is None or field.type not in _TEXTS or row.is_new:
            return False
        if field.type is not FieldType.TEXT:
            return True
        return max(len(row.shown.all_theirs), len(row.shown.all_ours)) > _SHORT

    def _show_diff(self) -> None:
        row = self._row
        if row is None or self._text.isHidden():
            return
        shown = row.shown
        if row.is_new:
            self.diff.setText(diff_html(shown.all_ours, shown.all_ours))
        else:
            self.diff.setText(diff_html(shown.all_theirs, shown.all_ours))

    def _said_words(self, row: ReviewRow) -> str:
        told = row.change.detail
        if row.conflict is not None:
            return kind_words(row.conflict) or self.tr(
                "ServiceTitan changed it too. Decide which value is to be."
            )
        if row.state is RowState.WAITS:
            return self.tr("It is decided together with a field that is in conflict.")
        if row.state in (RowState.HELD, RowState.PROPOSED):
            return self._set_aside(row)
        if row.change.state is OverrideState.DIFFERS:
            return told or what_differs()
        return self.tr("ServiceTitan said: {words}").format(words=told) if told else ""

    def _set_aside(self, row: ReviewRow) -> str:
        if row.proposal is not None:
            return self.tr("Proposed by {name}. Nothing changes until it is accepted.").format(name=row.by)
        return self.tr("{state}: pushing leaves it out.").format(state=state_words(row).text)


def _on_ground(value: QLabel, role: Role) -> QFrame:
    """In the colour of whose value it is."""
    value.setProperty("value", role.value)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made = QFrame()
    made.setProperty("value", role.value)
    around = QVBoxLayout(made)
    around.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_TINY, metrics.GAP_SMALL, metrics.GAP_TINY)
    around.addWidget(value)
    return made
