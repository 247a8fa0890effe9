"""Match a folder: it is chosen or dropped, read, reviewed, and what was accepted is added as one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.matching.review import Part
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.gallery.matching.add_bar import AddBar
from lazi_desktop.ui.gallery.matching.added_steps import AddedSteps
from lazi_desktop.ui.gallery.matching.folder_reading import FolderReading, Matched
from lazi_desktop.ui.gallery.matching.review_view import ReviewView
from lazi_desktop.ui.gallery.matching.taking_in import TakenIn, TakingIn, Wanted
from lazi_desktop.ui.gallery.matching.waiting_card import WaitingCard
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.picture_adding.dropped import paths_in
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.empty_card import EmptyCard
from lazi_desktop.ui.widgets.question import ask

_LAST_FOLDER = "matching/folder"
_START, _WAITING, _REVIEW = range(3)


class MatchPanel(QWidget):
    """`closed()`: a person wants the gallery back. What is under review waits here until they return."""

    closed = Signal()

    def __init__(self, context: UiContext, tools: PictureTools) -> None:
        super().__init__()
        self._context = context
        self._tools = tools
        self._reading: FolderReading | None = None
        self.review = ReviewView(context, tools)
        self.taking = TakingIn(context, self)
        self._added = AddedSteps()
        self.start = EmptyCard()
        self.waiting = WaitingCard()
        self.bar = AddBar()
        self.setAcceptDrops(True)
        self._lay_out()
        self._listen()
        self._show_start()

    def _lay_out(self) -> None:
        self.back = button("", "icon", glyph=Glyph.BACK, name=self.tr("Back to the gallery"))
        self.back.setToolTip(f"{self.back.accessibleName()} (Alt+Left)")
        self.subject = ElidedLabel("muted")
        self.another = button(self.tr("Another folder…"), "quiet", glyph=Glyph.CATEGORY)
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP_SMALL)
        head.addWidget(self.back)
        head.addWidget(label(self.tr("Match a folder"), "title"))
        head.addWidget(self.subject, 1)
        head.addWidget(self.another)
        card = frame("card")
        QVBoxLayout(card).addWidget(self.start)
        self.stack = QStackedWidget()
        for page in (card, self.waiting, self.review):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.bar)

    def _listen(self) -> None:
        self.back.clicked.connect(self.closed)
        self.another.clicked.connect(self.choose)
        self.start.helped.connect(self.choose)
        self.waiting.stopped.connect(self._cancel_reading)
        self.review.decided.connect(self._tell)
        self.review.undo_wanted.connect(self._undo_adding)
        self.bar.add_wanted.connect(self._add)
        self.bar.stop_wanted.connect(self.taking.cancel)
        self.taking.began.connect(self.bar.follow)
        self.taking.ended.connect(self._on_added)
        self._context.edits.level_changed.connect(self._tell)
        self._context.edits.changed.connect(self._follow)
        for keys, act in (("Alt+Left", self.closed.emit), ("Ctrl+Return", self.bar.add.click)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -------------------------------------------------------------------------------------------------------- choosing

    def choose(self) -> None:
        last = str(self._context.state.value(_LAST_FOLDER, ""))
        dialog = QFileDialog(self.window(), self.tr("A folder of pictures"), last)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.open_folder(Path(chosen)))
        dialog.open()

    def open_folder(self, folder: Path) -> None:
        """Read at once, unless something that was decided would be lost."""
        lost = self.lost()
        if self.taking.is_busy:
            self.bar.say(self.tr("Wait until the pictures are added."), problem=True)
        elif lost and self._reading is None:
            ask(
                self.window(),
                self.tr("Leave this review?"),
                lost,
                go_on=self.tr("Leave it"),
                then=lambda: self._read(folder),
            )
        else:
            self._read(folder)

    def lost(self) -> str:
        """What is decided and not done, as a sentence; "" for nothing."""
        accepted = len(self.review.decisions.review.accepted)
        pictures = counted(accepted, self.tr("picture"), self.tr("pictures"))
        words = self.tr("{pictures} were accepted and are not added yet.")
        return words.format(pictures=pictures) if accepted else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if folder_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folder = folder_in(event)
        if folder is not None:
            event.acceptProposedAction()
            self.open_folder(folder)

    # --------------------------------------------------------------------------------------------------------- reading

    def _read(self, folder: Path) -> None:
        self._drop_reading()
        self._context.state.setValue(_LAST_FOLDER, str(folder.parent))
        reading = self._reading = FolderReading(self._context, self._tools, folder, self)
        reading.said.connect(self.waiting.doing.setText)
        reading.advanced.connect(self.waiting.show_progress)
        reading.read.connect(self._on_read)
        reading.refused.connect(self._on_refused)
        reading.cancelled.connect(self._end_reading)
        self.waiting.begin()
        self._show(_WAITING)
        self.subject.setText(folder.name)
        reading.begin()

    def _cancel_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()

    def _drop_reading(self) -> None:
        reading, self._reading = self._reading, None
        if reading is not None:
            reading.blockSignals(True)
            reading.cancel()
            reading.deleteLater()

    def _end_reading(self) -> None:
        """Back to what was there before."""
        self._drop_reading()
        if self.review.files is None:
            self._show_start()
        else:
            self._show(_REVIEW)

    def _on_refused(self, error: LaziError) -> None:
        self._end_reading()
        self._context.notifier.problem(error)

    def _on_read(self, matched: Matched) -> None:
        self._drop_reading()
        if not matched.files.paths:
            name = matched.files.folder.name
            self._show_start(self.tr("There are no pictures in “{folder}”").format(folder=name))
            return
        self.bar.say("")
        self._added.forget()
        self.review.use(matched)
        self._show(_REVIEW)

    # --------------------------------------------------------------------------------------------------------- showing

    def _show_start(self, title: str = "") -> None:
        self.start.say(
            Glyph.PICTURE,
            title or self.tr("Drop a folder of pictures here"),
            self.tr(
                "Each picture is proposed for a SKU by the code, vendor part or name in its name or folder, "
                "and by its look. Nothing is changed before you say so."
            ),
            self.tr("Choose a folder…"),
            primary=True,
        )
        self.subject.setText("")
        self._show(_START)

    def _show(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        self.bar.setVisible(page == _REVIEW)
        self.another.setVisible(page == _REVIEW)
        if page == _REVIEW:
            self._tell()
        if self.isVisible():
            self.take_keys()

    def take_keys(self) -> None:
        match self.stack.currentIndex():
            case 0:
                self.start.button.setFocus()
            case 1:
                self.waiting.stop.setFocus()
            case _:
                self.review.take_keys()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.take_keys()

    def _tell(self) -> None:
        """What is under review, and what would be added."""
        files, review = self.review.files, self.review.decisions.review
        if files is None:
            return
        words = [
            files.folder.name,
            counted(len(files.paths), self.tr("picture"), self.tr("pictures")),
            self.tr("{count} without a SKU").format(count=whole(review.count(Part.REST))),
        ]
        if files.others:
            words.append(
                counted(files.others, self.tr("other file left alone"), self.tr("other files left alone"))
            )
        if files.is_cut:
            words.append(self.tr("the rest is too much for once"))
        if self.stack.currentIndex() == _REVIEW:
            self.subject.setText("  ·  ".join(words))
        may_add = self._context.edits.may_record and self._context.added_pictures is not None
        self.bar.count(review.accepted, may_add=may_add, is_busy=self.taking.is_busy)

    # ---------------------------------------------------------------------------------------------------------- adding

    def _add(self) -> None:
        files, accepted = self.review.files, self.review.decisions.review.accepted
        if files is not None and self.stack.currentIndex() == _REVIEW:
            wanted = [
                Wanted(line.place, files.paths[line.place], line.sku)
                for line in accepted
                if line.sku is not None
            ]
            self.take_keys()  # before the button that was pressed is disabled
            self.taking.begin(wanted, self.bar.choice)
            self._tell()

    def _on_added(self, taken: TakenIn) -> None:
        words = self.bar.say_outcome(taken)
        had_keys = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.review.decisions.note_added(taken.added, taken.left_out)
        self._added.note(taken.changes, taken.added)
        self.review.go_where_something_waits()
        if had_keys:
            self.take_keys()
        if taken.changes and not taken.is_proposed:  # of proposals the edits tell by themselves
            undo = self._context.edits.undoing(taken.changes, initiator=self)
            self._context.notifier.done(words, undo=undo)
        self._tell()

    def _undo_adding(self) -> None:
        """The last decision was to add. What was recorded elsewhere since is not touched from here."""
        if self._added.is_last:
            self._context.edits.undo(initiator=self)

    def _follow(self, changes: Changes, _initiator: QObject | None) -> None:
        """Whoever takes the pictures back, or adds them once more: the review says so."""
        decisions = self.review.decisions
        if (step := self._added.taken_back(changes)) is not None:
            if decisions.note_taken_back(step.places):
                self.bar.say(self.tr("Undone: the pictures are accepted again, and not added."))
        elif (step := self._added.done_again(changes)) is not None:
            decisions.note_added(step.places, ())
            self.bar.say(self.tr("The pictures were added again."))
        else:
            return
        self.review.go_where_something_waits()


def folder_in(event: QDropEvent) -> Path | None:
    """What is dropped, if it is one folder of this computer. Only one place of the disk is looked at."""
    paths = paths_in(event.mimeData())
    return paths[0] if len(paths) == 1 and paths[0].is_dir() else None
