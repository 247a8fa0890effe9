"""The dialog in which one picture is changed. What comes of it is a new picture in the place of the old one, which
comes back with undo."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from lazi_desktop.domain.assets import Asset
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.picture_edits import cropped, size_after
from lazi_desktop.domain.pictures import LOW_RESOLUTION, Crop
from lazi_desktop.ports.pictures import FULL_SIDE, Thumbnail
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.picture_adding.adding import Outcome, PictureAdding, Target
from lazi_desktop.ui.picture_adding.answers import Answers
from lazi_desktop.ui.picture_adding.outcome_words import outcome_words
from lazi_desktop.ui.picture_adding.reading import Workshop
from lazi_desktop.ui.picture_adding.sources import FromBytes
from lazi_desktop.ui.picture_editor.canvas import CropCanvas
from lazi_desktop.ui.picture_editor.draft import EditDraft
from lazi_desktop.ui.picture_editor.getting import PictureGetting
from lazi_desktop.ui.picture_editor.preview import HEIGHT, WIDTH, Preview, image_of
from lazi_desktop.ui.picture_editor.tools_row import ToolsRow
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label, set_property
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask

_CANVAS_SIDE = 1000
_PREVIEW_PAUSE = 120  # ms; while a frame is dragged


class PictureEditor(Dialog):
    def __init__(
        self,
        parent: QWidget | None,
        workshop: Workshop,
        adding: PictureAdding,
        target: Target,
        asset: Asset,
        name: str,
    ) -> None:
        super().__init__(parent, self.tr("Edit picture: {name}").format(name=name), width=820)
        self._workshop, self._adding, self._target, self._asset = workshop, adding, target, asset
        self._name = name
        self._content = b""
        self._full = (0, 0)
        self._number = 0
        self._asked: Future[Thumbnail] | None = None
        self._is_saving = False
        self.question: Dialog | None = None
        self._answers = Answers(self)
        self._getting = PictureGetting(workshop, self)
        self.draft = EditDraft()
        self.canvas = CropCanvas()
        self.tools = ToolsRow(self.draft, self)
        self.before, self.after = Preview(self.tr("Before")), Preview(self.tr("After"))
        self.before_words, self.after_words = label(self.tr("Before"), "small"), label("", "small", wrap=True)
        self.said = label("", "small", wrap=True)
        self.said.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW_PAUSE)
        self._soon.timeout.connect(self._show_result)
        self._lay_out()
        self.canvas.framed.connect(self._on_framed)
        self.canvas.let_go.connect(self.draft.rest)
        self.tools.changed.connect(self._on_changed)
        self.finished.connect(self._leave)
        self._begin()

    def _lay_out(self) -> None:
        self.title.setWordWrap(False)
        self.title.setMinimumWidth(100)
        beside = QVBoxLayout()
        beside.setSpacing(metrics.GAP_TINY)
        for words, preview in ((self.before_words, self.before), (self.after_words, self.after)):
            words.setFixedWidth(WIDTH)
            beside.addWidget(words)
            beside.addWidget(preview)
            beside.addSpacing(metrics.GAP_SMALL)
        beside.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(metrics.GAP)
        middle.addWidget(self.canvas, 1)
        middle.addLayout(beside)
        self.content.addWidget(self.tools)
        self.content.addLayout(middle, 1)
        self.content.addWidget(self.said)
        self.add_button(self.tr("Cancel"), rejects=True)
        self.save = self.add_button(self.tr("Save picture"), "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.resize(880, HEIGHT * 2 + 330)

    # ---------------------------------------------------------------------------------------------------- the picture

    def _begin(self) -> None:
        self.canvas.say(self.tr("Fetching the picture …"))
        self._show_draft()
        self._getting.get(self._asset.address, self._take, self._on_problem)

    def _take(self, content: bytes) -> None:
        self._content = content
        asked = self._workshop.tools.thumbnail(content, _CANVAS_SIDE)
        self._answers.wait(asked, self._show_original, self._on_problem)

    def _show_original(self, found: Thumbnail) -> None:
        self._full = found.full_width, found.full_height
        image = image_of(found)
        self.canvas.show_picture(image, self._full)
        self.before.show_picture(image)
        self.after.show_picture(image)
        self.canvas.setFocus()
        self._show_draft()

    def _on_problem(self, error: LaziError) -> None:
        self._content = b""
        self.canvas.say(said(error.detail or error.title))
        self._show_draft()

    # ------------------------------------------------------------------------------------------------------- changing

    def _on_framed(self, crop: Crop, kind: str) -> None:
        if self.draft.change(cropped(self.draft.edit, crop), kind=kind):
            self._on_changed()

    def _on_changed(self) -> None:
        self._say("")
        self.canvas.show_edit(self.draft.edit)
        self._show_draft()
        self._soon.start()

    def _show_draft(self) -> None:
        is_there = self._full != (0, 0) and not self._is_saving
        self.tools.show_draft(is_there)
        self.canvas.setEnabled(not self._is_saving)
        self.save.setEnabled(is_there and self.draft.is_changed)
        self._tell_sizes()

    def _tell_sizes(self) -> None:
        if self._full == (0, 0):
            self.before_words.setText(self.tr("Before"))
            self.after_words.setText(self.tr("After"))
            return
        width, height = self._full
        self.before_words.setText(self.tr("Before: {size}").format(size=_size(width, height)))
        after = size_after(width, height, self.draft.edit)
        if after is None:
            _say(self.after_words, self.tr("After: without its borders"), "small")
            return
        longest = max(after)
        if longest > FULL_SIDE:
            after = round(after[0] * FULL_SIDE / longest), round(after[1] * FULL_SIDE / longest)
        words = self.tr("After: {size}").format(size=_size(*after))
        if min(after) < LOW_RESOLUTION:
            _say(self.after_words, self.tr("{words}, low resolution").format(words=words), "changed")
        else:
            _say(self.after_words, words, "small")

    def _show_result(self) -> None:
        """The newest counts; older ones are given up."""
        if not self._content:
            return
        if self._asked is not None:
            self._asked.cancel()
        self._number += 1
        number = self._number
        side = round(WIDTH * self.devicePixelRatioF())
        self._asked = self._workshop.tools.thumbnail(self._content, side, self.draft.edit)

        def shown(found: Thumbnail) -> None:
            if number == self._number:
                self.after.show_picture(image_of(found))

        def failed(error: LaziError) -> None:
            if number == self._number:
                self.after.say(said(error.detail or error.title))

        self._answers.wait(self._asked, shown, failed)

    # --------------------------------------------------------------------------------------------------------- saving

    def _save(self) -> None:
        if self._is_saving or not self.draft.is_changed:
            return
        self._is_saving = True
        self._say(self.tr("Saving …"))
        self._show_draft()
        source = FromBytes(self._content, self._name)
        self._adding.replace(
            self._target, self._asset.address, source, edit=self.draft.edit, done=self._on_saved
        )

    def _on_saved(self, outcome: Outcome) -> None:
        if not isValid(self):
            return  # closed while it was recorded
        self._is_saving = False
        if outcome.error is None and not outcome.left_out:
            self.accept()
            return
        self._say(outcome_words(outcome), "error")
        self._show_draft()

    def _say(self, words: str, tone: str = "small") -> None:
        _say(self.said, words, tone)
        self.said.setVisible(bool(words))

    def reject(self) -> None:
        """Escape, Cancel and the window's cross."""
        if not self.draft.is_changed:
            super().reject()
            return
        self.question = ask(
            self,
            self.tr("Discard what was done to the picture?"),
            self.tr("It is not saved. The picture stays as it was."),
            go_on=self.tr("Discard"),
            stay=self.tr("Keep editing"),
            then=lambda: self.done(Dialog.DialogCode.Rejected),
        )

    def _leave(self) -> None:
        self._soon.stop()
        self._getting.cancel()
        if self._asked is not None:
            self._asked.cancel()
        if self._is_saving:
            self._adding.cancel(only=self._on_saved)


def _say(shown: QLabel, words: str, tone: str) -> None:
    set_property(shown, "tone", tone)
    shown.setText(words)


def _size(width: int, height: int) -> str:
    return f"{whole(width)} × {whole(height)}"
