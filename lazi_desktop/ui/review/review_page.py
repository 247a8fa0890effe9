"""The Review page: everything changed here and not yet proved in ServiceTitan, to look through, take back or push."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ui.actions import Actions, Place, WindowState
from lazi_desktop.ui.conflicts.lines import ConflictLine
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.review.acting import Acting
from lazi_desktop.ui.review.arranging import Arrangement, Group, Grouping, Known, Sorting, arranged
from lazi_desktop.ui.review.catching_up import CatchingUp
from lazi_desktop.ui.review.change_sets import ChangeSets
from lazi_desktop.ui.review.closing import Closing
from lazi_desktop.ui.review.filter_strip import FilterStrip
from lazi_desktop.ui.review.pushes import Pushes
from lazi_desktop.ui.review.reading import Reading, places_of
from lazi_desktop.ui.review.review_actions import review_actions
from lazi_desktop.ui.review.review_head import ReviewHead
from lazi_desktop.ui.review.review_menu import ReviewMenu
from lazi_desktop.ui.review.review_model import ReviewModel
from lazi_desktop.ui.review.review_row import ON_THEIR_WAY, ReviewRow, RowState
from lazi_desktop.ui.review.review_table import ReviewTable
from lazi_desktop.ui.review.side_pane import SidePane
from lazi_desktop.ui.review.words import group_title
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import frame, line
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.empty_card import EmptyCard
from lazi_desktop.ui.widgets.empty_state import EmptyState

_LIST_WIDTH = 664  # in which nothing important is cut
SPLIT, GROUPING, SORTING = "review/split", "review/grouping", "review/sorting"


class ReviewPage(QWidget):
    """`push_wanted(op ids)`, `going_on_wanted()`: with what is under way; `decide_wanted(conflict id)`,
    `show_wanted(key)`, `editor_wanted(key, field)`: the field's own editor, `pricebook_wanted()`.

    `questions_wanted()`: some creates failed, and perhaps a person can tell what became of them; `take_questions` says
    which. `which_wanted(key)`: one is to be told.
    """

    push_wanted = Signal(object)
    going_on_wanted = Signal()
    decide_wanted = Signal(object)
    questions_wanted = Signal()
    which_wanted = Signal(object)
    show_wanted = Signal(object)
    editor_wanted = Signal(object, str)
    pricebook_wanted = Signal()
    export_wanted = Signal(object)

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self._arranging = LatestRead(context.tasks, context.notifier, self)
        self._wanted_set: UUID | None = None
        self._postponed: tuple[Sequence[Group], Grouping] | None = None
        """What is to be shown once nothing is typed any more."""
        self.sets = ChangeSets(context, self)
        Closing(context, signals, self.sets)
        self._pushes = Pushes(signals, self)
        self.model = ReviewModel()
        self.head = ReviewHead(self.sets, has_keys=context.has_keys)
        self.strip = FilterStrip()
        self._reads = CatchingUp(context, self.strip.arrangement, self)
        self.table = ReviewTable(self.model, context.state)
        self.side = SidePane(context, signals)
        self.acting = Acting(context, self.table, self.sets, self.strip, self)
        self.acting.chooser = self.head.chooser
        self.actions_by_name = Actions(
            review_actions(self.acting, has_keys=context.has_keys), self, {Place.REVIEW: [self.table]}
        )
        self.menu = ReviewMenu(self.table, self.actions_by_name)
        self.empty = EmptyState(
            Glyph.REVIEW,
            self.tr("Nothing to review"),
            self.tr(
                "What you change in the pricebook is listed here until ServiceTitan has it and reading back proved it."
            ),
            self.tr("Go to the pricebook"),
            Glyph.PRICEBOOK,
        )
        self.nothing_fits = EmptyCard()
        self._arrange()
        self._listen()
        self._restore()
        self.refresh()

    @property
    def question(self) -> Dialog | None:
        return self.acting.question

    # ---------------------------------------------------------------------------------------------------- building

    def _arrange(self) -> None:
        nothing = frame("card")
        QVBoxLayout(nothing).addWidget(self.empty)
        bare = QWidget()
        bare.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored
        )  # as low as the full page gets
        outer = QVBoxLayout(bare)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(nothing)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(bare)
        self._stack.addWidget(self._full())

    def _full(self) -> QWidget:
        lines = QWidget()
        self._lines = QStackedLayout(lines)
        self._lines.addWidget(self.table)
        self._lines.addWidget(self.nothing_fits)
        self.nothing_fits.say(
            Glyph.FILTER,
            self.tr("No change fits"),
            self.tr("The filter leaves nothing."),
            self.tr("Show all"),
        )
        left = frame("card")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.strip)
        inner.addWidget(line())
        inner.addWidget(lines, 1)
        right = frame("card")
        around = QVBoxLayout(right)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.side)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(metrics.GAP_SMALL)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        left.setMinimumWidth(_LIST_WIDTH)
        right.setMinimumWidth(280)
        self.split.setSizes([900, 400])
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(self.head)
        column.addWidget(self.split, 1)
        return full

    def _listen(self) -> None:
        acting, head = self.acting, self.head
        for mine, its in (
            (self.push_wanted, acting.push_wanted),
            (self.going_on_wanted, acting.going_on_wanted),
            (self.decide_wanted, acting.decide_wanted),
            (self.show_wanted, acting.show_wanted),
            (self.editor_wanted, acting.editor_wanted),
            (self.which_wanted, acting.which_wanted),
            (self.export_wanted, acting.export_wanted),
        ):
            its.connect(mine)
        self.side.history.show_wanted.connect(self.show_wanted)
        self.side.desk.show_wanted.connect(self.show_wanted)
        self.side.desk.line_shown.connect(self._follow_desk)
        self.side.desk.emptied.connect(self._leave_desk)
        self.empty.chosen.connect(self.pricebook_wanted)
        self.nothing_fits.helped.connect(self._show_all)
        head.discard.clicked.connect(acting.discard)
        head.accept.clicked.connect(acting.accept)
        head.reject.clicked.connect(acting.reject)
        head.export.clicked.connect(acting.export)
        head.which.clicked.connect(acting.tell_which)
        head.push.clicked.connect(acting.push_ticked)
        head.chips.chosen_changed.connect(self.strip.use_chips)
        self.strip.changed.connect(self._rearrange)
        self.table.chosen_changed.connect(self._on_selection)
        acting.values.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._show_postponed))
        self.table.doubleClicked.connect(lambda _: acting.go_on())
        self.model.ticks_changed.connect(self._show_push)
        self.split.splitterMoved.connect(
            lambda *_: self._context.state.setValue(SPLIT, self.split.saveState())
        )
        self._pushes.changed.connect(self._note_push)
        self._reads.read.connect(self._take)
        self._reads.judged.connect(self._take_rules)
        self.sets.changed.connect(lambda: self.actions_by_name.refresh(WindowState()))
        self._context.edits.changed.connect(self._on_changed)
        self._context.edits.level_changed.connect(self._show_role)
        self._context.edits.sight_changed.connect(self._begin_anew)
        self._show_role()

    def _restore(self) -> None:
        state = self._context.state
        kept = state.value(SPLIT)
        if isinstance(kept, QByteArray):
            self.split.restoreState(kept)
        grouping, sorting = str(state.value(GROUPING, "")), str(state.value(SORTING, ""))
        self.strip.show_arrangement(
            Grouping(grouping) if grouping in set(Grouping) else Grouping.CHANGE_SET,
            Sorting(sorting) if sorting in set(Sorting) else Sorting.STATE,
        )

    def decide(self, first: UUID | None = None) -> None:
        """Opens the desk at the right, at the conflict `first` if it is given."""
        self._stack.setCurrentIndex(1)
        self.side.open_desk(first)

    def take_keys(self) -> None:
        """Into the list, at its first line where nobody was in it yet."""
        if self._stack.currentIndex() != 1:
            return
        if not self.table.currentIndex().isValid() and self.model.lines:
            self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_desk(self) -> None:
        """All is decided: the keys that decided go on in the list."""
        self._on_selection()
        if self.isVisible():
            self.take_keys()

    def _follow_desk(self, shown: ConflictLine | None) -> None:
        """The list goes along with what is being decided."""
        if shown is None or not self.side.desk.is_in_use:
            return
        for number, one in enumerate(self.model.lines):
            if (
                isinstance(one, ReviewRow)
                and one.conflict is not None
                and one.conflict.conflict_id in shown.ids
            ):
                self.table.go_to(number)
                return

    # ---------------------------------------------------------------------------------------------------- reading

    @property
    def _reading(self) -> Reading | None:
        return self._reads.reading

    def refresh(self) -> None:
        """Reads everything again."""
        self._reads.forget()
        self._reads.catch_up()

    def _begin_anew(self) -> None:
        """Also where nobody looks: what was read for other eyes is not kept."""
        self.side.forget()
        self.refresh()

    def only_change_set(self, set_id: UUID) -> None:
        """Shows what waits in it, as soon as it is read, and nothing else."""
        self._wanted_set = set_id
        self._reads.catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._reads.is_behind:
            self._reads.catch_up()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        """A page that nobody looks at catches up when somebody does."""
        if self._reads.note(changes) and self.isVisible():
            self._reads.catch_up()

    def _take(self, reading: Reading, is_other: bool) -> None:
        for row in reading.rows:
            row.note_push(runs=self._pushes.runs)
        if any(row.is_new and row.state is RowState.FAILED for row in reading.rows):
            self.questions_wanted.emit()
        if not is_other and self._wanted_set is None:
            return
        self._stack.setCurrentIndex(1 if reading.rows or reading.pile.conflicts else 0)
        people = sorted({row.by for row in reading.rows})
        used = {row.set_id for row in reading.rows}
        self.strip.offer(people, [one for one in reading.pile.sets if one.set_id in used])
        if self._wanted_set is not None and self._wanted_set in used:
            self.strip.clear()
            self.strip.only_change_set(self._wanted_set)
            self._wanted_set = None
        self.head.show_totals(reading.totals)
        self._show(reading.groups, reading.arrangement.grouping)
        self.head.chips.count(reading.rows)
        if reading.arrangement != self.strip.arrangement():
            self._rearrange()

    def _note_push(self) -> None:
        """A push began or ended: what is confirmed is under way now, or waits."""
        if self._reading is not None:
            for row in self._reading.rows:
                row.note_push(runs=self._pushes.runs)
            self.head.chips.count(self._reading.rows)
            self._show_push()
            self._rearrange()

    def _take_rules(self) -> None:
        if self._reading is not None:
            self.head.chips.count(self._reading.rows)
            self._rearrange()

    def _rearrange(self) -> None:
        """Other groups, another order, other lines."""
        reading, wanted = self._reading, self.strip.arrangement()
        self._context.state.setValue(GROUPING, wanted.grouping.value)
        self._context.state.setValue(SORTING, wanted.sorting.value)
        if reading is None:
            return
        queries = self._context.queries

        def work() -> tuple[Sequence[Group], Arrangement]:
            places = reading.known.hangs_in or places_of(queries, reading.rows, wanted.grouping)
            return arranged(reading.rows, wanted, Known(reading.known.sets, places)), wanted

        def take(found: tuple[Sequence[Group], Arrangement]) -> None:
            if self._reading is reading:
                self._show(found[0], found[1].grouping)

        self._arranging.ask(work, take)

    def _show(self, groups: Sequence[Group], grouping: Grouping) -> None:
        if self.acting.values.field is not None:  # nobody's typing is disturbed by what others do meanwhile
            self._postponed = (groups, grouping)
            return
        self._postponed = None
        self.table.take(groups, grouping)
        self._lines.setCurrentWidget(self.table if groups else self.nothing_fits)
        self._show_push()

    def _show_postponed(self) -> None:
        if self._postponed is not None:
            self._show(*self._postponed)

    def _show_all(self) -> None:
        self.head.chips.clear.click()
        self.strip.clear()

    # ---------------------------------------------------------------------------------------------------- showing

    def _show_push(self) -> None:
        ticked = self.acting.ticked()
        kinds = {row.entity: row.changes[0].entity_kind for row in ticked}
        waits = self._reading is not None and any(row.state in ON_THEIR_WAY for row in self._reading.rows)
        self.head.show_push(
            len(kinds),
            has_categories=not all(kind.is_sku for kind in kinds.values()),
            is_part=bool(self.strip.arrangement().picking),
            waits=waits,
            runs=self._pushes.runs,
        )

    def take_questions(self, asked: Mapping[EntityKey, str]) -> None:
        """What a person is asked about, with what is known of it."""
        self.acting.questions = asked
        self._on_selection()

    def chosen(self) -> list[ReviewRow]:
        return self.table.chosen()

    def _on_selection(self) -> None:
        lines, rows = self.table.chosen_lines(), self.chosen()
        self.actions_by_name.refresh(WindowState())
        self.head.which.setVisible(self.acting.asked_about(rows) is not None)
        self._offer()
        if len(lines) == 1 and isinstance(lines[0], ReviewRow):
            self.side.show_one(lines[0], self._asked)
        elif len(lines) == 1 and isinstance(lines[0], Group):
            self.side.show_several(group_title(lines[0], self.model.grouping), rows)
        elif rows:
            self.side.show_several(self.tr("What is chosen"), rows)
        elif self._reading is not None:
            self.side.show_several(self.tr("Everything"), self._reading.rows)

    def _show_role(self) -> None:
        rights = self.acting.rights
        self.head.show_role(rights.words(), takes_part=rights.takes_part)
        self.actions_by_name.refresh(WindowState())
        self._offer()

    def _offer(self) -> None:
        """The buttons of what can be done with the chosen lines, with their keys in the tips. Who may not answer
        proposals reads why."""
        head, actions, rights = self.head, self.actions_by_name, self.acting.rights
        rows = rights.retractable(self.chosen())
        for name, control in (
            ("review_discard", head.discard),
            ("review_accept", head.accept),
            ("review_reject", head.reject),
        ):
            control.setToolTip(
                actions[name].toolTip() if actions[name].isEnabled() else actions.why_not(name)
            )
        head.show_discard(can=bool(rows), only_proposals=bool(rows) and all(row.proposal for row in rows))
        head.accept.setVisible(any(row.proposal is not None for row in self.chosen()) and rights.takes_part)
        head.accept.setEnabled(actions["review_accept"].isEnabled())
        head.reject.setVisible(actions["review_reject"].isEnabled())

    def _asked(self, row: ReviewRow) -> str:
        known = self.acting.questions.get(row.key, "") if row.is_new else ""
        look = self.tr("Look at them there, then choose “{button}”.").format(button=self.head.which.text())
        return f"{known} {look}" if known else ""
