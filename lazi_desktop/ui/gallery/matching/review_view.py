"""The review: what is proposed, what is left to assign, what was left out, what cannot be read; and adding it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.matching.review import LIKELY, SURE, Part, Review
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.matching.acts import Acts
from lazi_desktop.ui.gallery.matching.deciding import Decisions
from lazi_desktop.ui.gallery.matching.enlarged import Enlarged
from lazi_desktop.ui.gallery.matching.file_pictures import FilePictures
from lazi_desktop.ui.gallery.matching.folder_files import FolderFiles
from lazi_desktop.ui.gallery.matching.folder_reading import Matched
from lazi_desktop.ui.gallery.matching.match_table import MatchTable
from lazi_desktop.ui.gallery.matching.matches_model import MatchesModel
from lazi_desktop.ui.gallery.matching.sheet_page import SheetPage
from lazi_desktop.ui.gallery.matching.shown_skus import ShownSkus
from lazi_desktop.ui.gallery.matching.sku_popup import SkuPopup
from lazi_desktop.ui.gallery.matching.words import percent, why_words
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.plain_table import in_card

_THRESHOLDS = (0.95, 0.9, SURE, 0.8, 0.7, LIKELY, 0.5, 0.3)
_TABLE, _SHEET = 0, 1


class ReviewView(QWidget):
    """`decided()`: the counts are others. `undo_wanted()`: there is no decision to be taken back."""

    decided = Signal()
    undo_wanted = Signal()

    def __init__(self, context: UiContext, tools: PictureTools) -> None:
        super().__init__()
        self._context = context
        self._pictures = FilePictures(tools, context.pictures)
        self.decisions = Decisions(self)
        self.skus = ShownSkus(context, self)
        self.model = MatchesModel(self.skus, self)
        self.table = MatchTable(self.model, self._pictures)
        self.sheet = SheetPage(context, self.decisions, self.skus, self._pictures)
        self.files: FolderFiles | None = None
        self.part = Part.PROPOSED
        self._lay_out()
        self.enlarged = Enlarged(self._pictures, self)
        self._listen()

    # ----------------------------------------------------------------------------------------------------- laying out

    def _lay_out(self) -> None:
        self.pills = {
            part: self._pill()
            for part in (Part.PROPOSED, Part.REST, Part.REJECTED, Part.UNREADABLE, Part.ADDED)
        }
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_TINY + 2)
        for part, pill in self.pills.items():
            self._group.addButton(pill)
            row.addWidget(pill)
            pill.clicked.connect(lambda _=False, part=part: self.show_part(part))
        row.addStretch(1)
        self.threshold = QComboBox()
        for share in _THRESHOLDS:
            self.threshold.addItem(percent(share), share)
        self.threshold.setCurrentIndex(_THRESHOLDS.index(SURE))
        self.threshold.setMinimumWidth(84)
        self.threshold.setAccessibleName(self.tr("Least confidence to accept without looking"))
        self.accept_all = button("", "")
        self.accept_all.setToolTip(
            self.tr("What is ambiguous, and what the SKU has already, is left for you to decide.")
        )
        self.from_words = label(self.tr("At least"), "muted")
        for widget in (self.from_words, self.threshold, self.accept_all):
            row.addWidget(widget)
        self._stack = QStackedWidget()
        self._stack.addWidget(in_card(self.table, shows_focus=True))
        self._stack.addWidget(self.sheet)
        self.acts = Acts()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        column.addWidget(self.acts)

    def _pill(self) -> QPushButton:
        pill = QPushButton()
        pill.setProperty("pill", "true")
        pill.setCheckable(True)
        pill.setAutoDefault(False)
        return pill

    def _listen(self) -> None:
        table = self.table
        self.threshold.currentIndexChanged.connect(lambda _: self._count())
        self.accept_all.clicked.connect(self._accept_all)
        table.turned.connect(self._turn)
        table.rejected.connect(self._reject)
        table.detached.connect(lambda: self.decisions.detach(table.chosen()))
        table.assigning.connect(self._open_popup)
        table.enlarging.connect(self._enlarge)
        table.taking_back.connect(self._take_back)
        self.sheet.view.taking_back.connect(self._take_back)
        self.sheet.enlarging.connect(self._enlarge)
        self.sheet.all_done.connect(lambda: self.show_part(Part.PROPOSED))
        self.acts.wanted.connect(self._act)
        for view in (table, self.sheet.view):
            view.customContextMenuRequested.connect(
                lambda at, view=view: self.acts.open_menu(view.viewport().mapToGlobal(at), view)
            )
        self.decisions.decided.connect(self._on_decided)
        self.skus.gone.connect(self.decisions.forget_skus)
        self.enlarged.stepped.connect(self._step)
        self.enlarged.closed.connect(self.take_keys)

    # ------------------------------------------------------------------------------------------------------- the parts

    def use(self, matched: Matched) -> None:
        """A folder was read."""
        review = Review(matched.proposals, matched.problems)
        self.files = matched.files
        self.decisions.use(review)
        self.model.use(review, matched.files)
        self.sheet.model.use(review, matched.files)
        self.skus.only(review.skus())
        first = next(
            (part for part in (Part.PROPOSED, Part.REST, Part.UNREADABLE) if review.count(part)),
            Part.PROPOSED,
        )
        self.sheet.follow()
        self._count()
        self.show_part(first)

    def show_part(self, part: Part) -> None:
        self.part = part
        with QSignalBlocker(self._group):
            self.pills[part].setChecked(True)
        if part is Part.REST:
            self._stack.setCurrentIndex(_SHEET)
            self.sheet.follow()
        else:
            self._stack.setCurrentIndex(_TABLE)
            self.table.show_part(part)
        for widget in (self.from_words, self.threshold, self.accept_all):
            widget.setVisible(part is Part.PROPOSED)
        self.acts.show_part(part)
        self.acts.enable(has_rows=bool(self.decisions.review.count(part)))
        if self.isVisible():
            self.take_keys()

    def go_where_something_waits(self) -> None:
        """Rather than to stay in a part that has become empty."""
        review = self.decisions.review
        if not review.count(self.part):
            order = (Part.PROPOSED, Part.REST, Part.ADDED)
            self.show_part(next((part for part in order if review.count(part)), self.part))

    def take_keys(self) -> None:
        if self.enlarged.isVisible():
            self.enlarged.setFocus()
        elif self.part is Part.REST:
            self.sheet.take_keys()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_decided(self) -> None:
        self.model.follow()
        self.sheet.follow()
        self._count()
        self.decided.emit()

    def _count(self) -> None:
        review = self.decisions.review
        titles = {
            Part.PROPOSED: self.tr("Proposed {count}"),
            Part.REST: self.tr("To assign {count}"),
            Part.REJECTED: self.tr("Left out {count}"),
            Part.UNREADABLE: self.tr("Cannot be read {count}"),
            Part.ADDED: self.tr("Added {count}"),
        }
        for part, pill in self.pills.items():
            count = review.count(part)
            pill.setText(titles[part].format(count=whole(count)))
            pill.setAccessibleName(pill.text())
            pill.setVisible(bool(count) or part in (Part.PROPOSED, Part.REST))
        unseen = len(review.unseen(self.least))
        self.acts.enable(has_rows=bool(review.count(self.part)))
        self.accept_all.setText(self.tr("Accept {count}").format(count=whole(unseen)))
        self.accept_all.setAccessibleName(
            self.tr("Accept {count} from {share} up").format(count=whole(unseen), share=percent(self.least))
        )
        self.accept_all.setEnabled(bool(unseen))

    @property
    def least(self) -> float:
        return float(self.threshold.currentData())

    # --------------------------------------------------------------------------------------------------------- acting

    def _act(self, name: str) -> None:
        """What a button or the menu says; the keyboard goes back to the pictures."""
        self.take_keys()
        is_rest = self.part is Part.REST
        match name:
            case "accept" | "reopen":
                self._turn()
            case "assign" if is_rest:
                self.sheet.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case "assign":
                self._open_popup("")
            case "detach":
                self.decisions.detach(self.table.chosen())
            case "reject" if is_rest:
                self.sheet.reject()
            case "reject":
                self._reject()
            case "enlarge":
                self._enlarge()

    def _accept_all(self) -> None:
        self.decisions.accept(self.decisions.review.unseen(self.least))
        self.take_keys()

    def _turn(self) -> None:
        places = self.table.chosen()
        if self.part in (Part.PROPOSED, Part.REJECTED) and self.decisions.turn(places):
            self.table.go_on()

    def _reject(self) -> None:
        row = self.table.currentIndex().row()
        self.decisions.reject(self.table.chosen())
        if self.model.places:
            self.table.selectRow(min(row, len(self.model.places) - 1))

    def _take_back(self) -> None:
        """Whatever was selected, the next key is about one picture: the first that is as it was, if it is seen here."""
        if not self.decisions.can_take_back:
            self.undo_wanted.emit()
            return
        places = self.decisions.take_back()
        if places:
            self._stand_on(places[0])

    def _stand_on(self, place: int) -> None:
        view = self.sheet.view if self.part is Part.REST else self.table
        there = view.matches.places
        row = there.index(place) if place in there else view.currentIndex().row()
        if 0 <= row < len(there):
            view.selectRow(row)

    def _open_popup(self, typed: str) -> None:
        places = self.table.chosen()
        if not places or self.part not in (Part.PROPOSED, Part.REJECTED):
            return
        line = self.decisions.review.lines[places[0]]
        offered = [
            (sku, f"{percent(one.confidence)}, {why_words(one)}")
            for one in line.proposal.candidates
            if one.key != line.sku and (sku := self.skus.row(one.key)) is not None
        ]
        popup = SkuPopup(self._context, self.tr("Give it to another SKU"), self)
        popup.picked.connect(lambda row: self._assign(places, row))
        index = self.model.index(self.table.currentIndex().row(), 1)
        below = self.table.visualRect(index).bottomLeft() + QPoint(0, 1)
        popup.open_at(self.table.viewport().mapToGlobal(below), offered, typed)

    def _assign(self, places: list[int], row: SkuRow) -> None:
        self.skus.put(row)
        self.decisions.assign(places, row.key)
        if self.part is Part.PROPOSED:
            self.table.go_on()
        self.take_keys()

    # ------------------------------------------------------------------------------------------------------- enlarging

    def _enlarge(self) -> None:
        view = self.sheet.view if self.part is Part.REST else self.table
        model = view.matches
        row = view.currentIndex().row()
        if 0 <= row < len(model.places) and model.address(row):
            sku = model.sku(row)
            words = "" if sku is None else " · ".join(filter(None, (sku.name, sku.code)))
            name = model.line(row).proposal.photo.name
            self.enlarged.show_pair(model.address(row), name, model.cover(row), words)

    def _step(self, by: int) -> None:
        view = self.sheet.view if self.part is Part.REST else self.table
        row = view.currentIndex().row() + by
        if 0 <= row < len(view.matches.places):
            view.selectRow(row)
            self._enlarge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.enlarged.setGeometry(self.rect())
