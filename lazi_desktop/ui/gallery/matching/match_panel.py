"""Match a folder: it is chosen or dropped, read, reviewed, and what was accepted is added as one step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.domain.matching.review import Part
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.gallery.matching.folder_reading import FolderReading, Matched
from lazi_desktop.ui.gallery.matching.review_view import ReviewView
from lazi_desktop.ui.gallery.matching.taking_in import Existing, TakenIn, TakingIn, Wanted
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label, set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.empty_card import EmptyCard
from lazi_desktop.ui.widgets.question import ask

_LAST_FOLDER = "matching/folder"
_WAITING = 320


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
        self.setAcceptDrops(True)
        self._lay_out()
        self._listen()
        self._show_start()

    # ----------------------------------------------------------------------------------------------------- laying out

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(self._head())
        self.stack = QStackedWidget()
        self.start = EmptyCard()
        card = frame("card")
        QVBoxLayout(card).addWidget(self.start)
        self.stack.addWidget(card)
        self.stack.addWidget(self._waiting())
        self.stack.addWidget(self.review)
        column.addWidget(self.stack, 1)
        self.foot = self._foot()
        column.addWidget(self.foot)

    def _head(self) -> QHBoxLayout:
        self.back = button("", "icon", glyph=Glyph.BACK, name=self.tr("Back to the gallery"))
        self.back.setToolTip(self.back.accessibleName())
        self.subject = ElidedLabel("muted")
        self.another = button(self.tr("Another folder…"), "quiet", glyph=Glyph.CATEGORY)
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP_SMALL)
        head.addWidget(self.back)
        head.addWidget(label(self.tr("Match a folder"), "title"))
        head.addWidget(self.subject, 1)
        head.addWidget(self.another)
        return head

    def _waiting(self) -> QWidget:
        """While the folder is read."""
        self.doing = label("", "title")
        self.doing.setMinimumWidth(_WAITING)
        self.doing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.how_far = label("", "muted")
        self.how_far.setMinimumWidth(_WAITING)
        self.how_far.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(_WAITING)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.stop = button(self.tr("Cancel"), "")
        card = frame("card")
        column = QVBoxLayout(card)
        column.setSpacing(metrics.GAP)
        column.addStretch(2)
        for widget in (self.doing, self.how_far, self.progress, self.stop):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return card

    def _foot(self) -> QWidget:
        self.existing = QComboBox()
        self.existing.setAccessibleName(self.tr("Pictures that the SKUs have"))
        for choice, words in (
            (Existing.AFTER, self.tr("Keep the pictures that are there")),
            (Existing.BEFORE, self.tr("Keep them, show the new one first")),
            (Existing.REPLACED, self.tr("Replace the pictures that are there")),
        ):
            self.existing.addItem(words, choice)
        self.existing.setMinimumWidth(250)
        self.status = label("", "muted", wrap=True)
        self.status.setMinimumHeight(metrics.CONTROL_HEIGHT)
        self.add_progress = QProgressBar()
        self.add_progress.setTextVisible(False)
        self.add_progress.setFixedWidth(140)
        self.add_progress.setAccessibleName(self.tr("How far adding is"))
        self.stop_adding = button(self.tr("Cancel"), "quiet")
        self.add = button("", "primary", glyph=Glyph.ADD)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.status, 1)
        for widget in (self.add_progress, self.stop_adding, self.existing, self.add):
            row.addWidget(widget)
        return foot

    def _listen(self) -> None:
        self.back.clicked.connect(self.closed)
        self.another.clicked.connect(self.choose)
        self.start.helped.connect(self.choose)
        self.stop.clicked.connect(self._cancel_reading)
        self.review.decided.connect(self._tell)
        self.add.clicked.connect(self._add)
        self.stop_adding.clicked.connect(self.taking.cancel)
        self.taking.began.connect(self._on_adding)
        self.taking.ended.connect(self._on_added)
        self._context.edits.level_changed.connect(self._tell)
        back = QShortcut(QKeySequence("Alt+Left"), self, self.closed.emit)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        add = QShortcut(QKeySequence("Ctrl+Return"), self, self.add.click)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

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
        accepted = len(self.review.decisions.review.accepted)
        if self.taking.is_busy:
            self._say(self.tr("Wait until the pictures are added."), problem=True)
        elif accepted and self._reading is None:
            pictures = counted(accepted, self.tr("picture"), self.tr("pictures"))
            ask(
                self.window(),
                self.tr("Leave this review?"),
                self.tr("{pictures} were accepted and are not added yet.").format(pictures=pictures),
                go_on=self.tr("Leave it"),
                then=lambda: self._read(folder),
            )
        else:
            self._read(folder)

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
        if self._reading is not None:
            self._drop_reading()
        self._context.state.setValue(_LAST_FOLDER, str(folder.parent))
        reading = self._reading = FolderReading(self._context, self._tools, folder, self)
        reading.said.connect(self.doing.setText)
        reading.advanced.connect(self._on_advanced)
        reading.read.connect(self._on_read)
        reading.refused.connect(self._on_refused)
        reading.cancelled.connect(lambda: self._end_reading())
        self.how_far.setText("")
        self.progress.setRange(0, 0)
        self.stack.setCurrentIndex(1)
        self.subject.setText(folder.name)
        self.foot.hide()
        self.another.hide()
        reading.begin()
        self.stop.setFocus()

    def _on_advanced(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        if total:
            words = self.tr("{done} of {total}").format(done=whole(done), total=whole(total))
            self.how_far.setText(words)

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
            self._show_review()

    def _on_refused(self, error: LaziError) -> None:
        self._end_reading()
        self._context.notifier.problem(error)

    def _on_read(self, matched: Matched) -> None:
        self._drop_reading()
        if not matched.files.paths:
            self._show_start(
                self.tr("There are no pictures in “{folder}”").format(folder=matched.files.folder.name)
            )
            return
        self._say("")
        self.review.use(matched)
        self._show_review()

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
        self.stack.setCurrentIndex(0)
        self.subject.setText("")
        self.foot.hide()
        self.another.hide()
        if self.isVisible():
            self.take_keys()

    def _show_review(self) -> None:
        self.stack.setCurrentIndex(2)
        self.foot.show()
        self.another.show()
        self._tell()
        if self.isVisible():
            self.take_keys()

    def take_keys(self) -> None:
        now = self.stack.currentIndex()
        if now == 0:
            self.start.button.setFocus()
        elif now == 1:
            self.stop.setFocus()
        else:
            self.review.take_keys()

    def focusInEvent(self, event: object) -> None:
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
        if self.stack.currentIndex() == 2:
            self.subject.setText("  ·  ".join(words))
        accepted = review.accepted
        pictures = counted(len(accepted), self.tr("picture"), self.tr("pictures"))
        skus = counted(len({line.sku for line in accepted}), self.tr("SKU"), self.tr("SKUs"))
        self.add.setText(
            self.tr("Add {pictures} to {skus}").format(pictures=pictures, skus=skus)
            if accepted
            else self.tr("Add pictures")
        )
        self.add.setAccessibleName(self.add.text())
        may = self._context.edits.may_record and self._context.added_pictures is not None
        busy = self.taking.is_busy
        self.add.setEnabled(bool(accepted) and may and not busy)
        self.existing.setEnabled(not busy)
        self.add_progress.setVisible(busy)
        self.stop_adding.setVisible(busy)
        if not may:
            self._say(self.tr("Your role can look at pictures but not change them."))

    def _say(self, words: str, *, problem: bool = False) -> None:
        self.status.setText(words)
        self.status.setAccessibleName(words)
        set_property(self.status, "tone", "error" if problem else "muted")

    # ---------------------------------------------------------------------------------------------------------- adding

    def _add(self) -> None:
        files, accepted = self.review.files, self.review.decisions.review.accepted
        if files is None or not self.add.isEnabled():
            return
        wanted = [
            Wanted(line.place, files.paths[line.place], line.sku) for line in accepted if line.sku is not None
        ]
        self.taking.begin(wanted, Existing(self.existing.currentData()))
        self._tell()

    def _on_adding(self, work: LongWork) -> None:
        self._say(f"{work.title} …")
        self.add_progress.setRange(0, 0)
        work.advanced.connect(self._on_add_advanced)

    def _on_add_advanced(self, done: int, total: int) -> None:
        self.add_progress.setRange(0, max(total, 1))
        self.add_progress.setValue(done)

    def _on_added(self, taken: TakenIn) -> None:
        error = taken.error
        if error is not None:
            self._say(
                self.tr("Cancelled: nothing was changed.")
                if isinstance(error, Cancelled)
                else said(f"{error.title}. {error.detail}"),
                problem=not isinstance(error, Cancelled),
            )
        else:
            self._say(self._outcome_words(taken), problem=bool(taken.left_out))
        self.review.decisions.note_added(taken.added, taken.left_out)
        if taken.added:
            self._context.notifier.done(
                self._outcome_words(taken), undo=lambda: self._context.edits.undo(initiator=self)
            )
        self._tell()

    def _outcome_words(self, taken: TakenIn) -> str:
        words = []
        if taken.added:
            pictures = counted(len(taken.added), self.tr("picture"), self.tr("pictures"))
            skus = counted(taken.skus, self.tr("SKU"), self.tr("SKUs"))
            words.append(self.tr("Added {pictures} to {skus}.").format(pictures=pictures, skus=skus))
        if taken.left_out:
            words.append(self.tr("{count} could not be read.").format(count=whole(len(taken.left_out))))
        return " ".join(words)


def folder_in(event: QDropEvent) -> Path | None:
    """What is dropped, if it is one folder of this computer."""
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.is_dir() else None
