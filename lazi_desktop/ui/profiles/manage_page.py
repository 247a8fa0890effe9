"""All profiles of this computer on one page: new, renamed, recoloured, handed on, reset and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.profile import COLOURS, Profile
from lazi_desktop.exchange.comma import comma_file
from lazi_desktop.ports.profiles import ListedProfile, OnlyHere, Profiles
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.profiles.guard import Guard, forget_guard, reset_guard
from lazi_desktop.ui.profiles.new_card import NewCard
from lazi_desktop.ui.profiles.profile_card import ProfileCard
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.page_panel import PagePanel

ENDING = "lazi-profile"
_WIDTH = 760


class ManageProfiles(PagePanel):
    """`switch_wanted(profile)`; `changed()`: names, colours or the list are others; `closed()`: back to the page."""

    switch_wanted = Signal(object)
    changed = Signal()

    def __init__(self, context: UiContext, profiles: Profiles) -> None:
        super().__init__(self.tr("Profiles"), self.tr("New profile"), Glyph.ADD)
        self._context, self._profiles = context, profiles
        self.name_back(self.tr("Back to the page"))
        self.subject.setText(self.tr("Tenants and environments side by side, each with a copy of its own"))
        self.bring_in = button(self.tr("Import…"), glyph=Glyph.FILE)
        self.bring_in.setToolTip(self.tr("A profile that was exported on another computer"))
        self.bring_in.clicked.connect(self.ask_what)
        self.foot.insertWidget(self.foot.count() - 1, self.bring_in)
        self.cards: dict[str, ProfileCard] = {}
        self.new = NewCard()
        self.new.hide()
        self.new.wanted.connect(self._create)
        self.new.dropped.connect(self.new.hide)
        self.act.clicked.connect(self.begin_new)
        self.guard: Guard | None = None
        self.dialog: QFileDialog | None = None
        self._begins_new = False
        self.content.addWidget(self._make_area())

    def begin_new(self) -> None:
        """Once it is known which names and colours are taken."""
        self._begins_new = True
        self.look()

    def look(self) -> None:
        self._context.tasks.read(self._profiles.listed, self._show_listed, owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    # ------------------------------------------------------------------------------------------------------ the list

    def _make_area(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("surface", "plain")
        inner.setMaximumWidth(_WIDTH)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metrics.GAP)
        self._column.addWidget(self.new)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("Profiles"))
        self.area.setWidget(inner)
        return self.area

    def _show_listed(self, listed: Sequence[ListedProfile]) -> None:
        """Cards of what has not changed stay: somebody may be typing in one."""
        wanted = {str(one.profile.file): one for one in listed}
        for file, card in list(self.cards.items()):
            if wanted.get(file) != card.listed:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
                del self.cards[file]
        for place, (file, one) in enumerate(wanted.items()):
            if file not in self.cards:
                self.cards[file] = self._card(one)
            self._column.insertWidget(place + 1, self.cards[file])
        if self._begins_new:
            self._begins_new = False
            self.new.begin([one.profile for one in listed])
            self.area.ensureWidgetVisible(self.new)

    def _card(self, listed: ListedProfile) -> ProfileCard:
        card = ProfileCard(listed)
        card.switch_wanted.connect(self.switch_wanted)
        card.renamed.connect(self._rename)
        card.recoloured.connect(self._recolour)
        card.export_wanted.connect(self.ask_where)
        card.reset_wanted.connect(lambda profile: self._look_over(profile, self._ask_to_reset))
        card.forget_wanted.connect(lambda profile: self._look_over(profile, self._ask_to_forget))
        return card

    # ------------------------------------------------------------------------------------------------------- changing

    def _create(self, name: str, colour: str) -> None:
        chosen = next(one for one in COLOURS if one == colour)
        self._do(lambda: self._profiles.create(name, chosen), self._on_created)

    def _on_created(self, profile: Profile) -> None:
        self.new.hide()
        self._on_changed()
        self.switch_wanted.emit(profile)

    def _rename(self, profile: Profile, name: str) -> None:
        def failed(error: LaziError) -> None:
            card = self.cards.get(str(profile.file))
            if card is not None:
                card.show_problem(error.detail or str(error))

        self._context.tasks.read(
            lambda: self._profiles.rename(profile, name),
            lambda _: self._on_changed(),
            owner=self,
            failed=failed,
        )

    def _recolour(self, profile: Profile, colour: str) -> None:
        chosen = next(one for one in COLOURS if one == colour)
        self._do(lambda: self._profiles.recolour(profile, chosen), lambda _: self._on_changed())

    def _on_changed(self) -> None:
        self.changed.emit()
        self.look()

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._context.tasks.read(work, done, owner=self, failed=self._say_problem)

    def _say_problem(self, error: LaziError) -> None:
        self.say(said(str(error)), problem=True)
        self.look()

    # ----------------------------------------------------------------------------------------------------- handing on

    def ask_where(self, profile: Profile) -> None:
        dialog = self._file_dialog(self.tr("Export “{name}”").format(name=profile.name))
        dialog.selectFile(f"{profile.slug or 'profile'}.{ENDING}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.export(profile, Path(path)))
        dialog.open()

    def export(self, profile: Profile, file: Path) -> None:
        def done(contents: Sequence[str]) -> None:
            inside = "; ".join(said(one) for one in contents)
            self.say(
                self.tr("{file} holds: {inside}. Not the pricebook.").format(file=file.name, inside=inside)
            )

        self._do(lambda: self._profiles.export(profile, file), done)

    def ask_what(self) -> None:
        dialog = self._file_dialog(self.tr("Import a profile"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_file(Path(path)))
        dialog.open()

    def import_file(self, file: Path) -> None:
        def done(profile: Profile) -> None:
            self.say(
                self.tr("“{name}” is here. Its passwords and keys are asked for when it is opened.").format(
                    name=profile.name
                )
            )
            self._on_changed()

        self._do(lambda: self._profiles.bring_in(file), done)

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = self.dialog = QFileDialog(self, title)
        dialog.setNameFilters([self.tr("Profiles (*.{ending})").format(ending=ENDING)])
        dialog.setDefaultSuffix(ENDING)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    # ------------------------------------------------------------------------------------------- resetting, forgetting

    def _look_over(self, profile: Profile, then: Callable[[Profile, OnlyHere], None]) -> None:
        self._do(lambda: self._profiles.only_here(profile), lambda found: then(profile, found))

    def _ask_to_reset(self, profile: Profile, found: OnlyHere) -> None:
        guard = self.guard = reset_guard(self.window(), profile, found)
        self._offer_list(guard, profile, found)
        guard.finish(
            self.tr("Set it aside and reset") if found.is_anything else self.tr("Reset"),
            lambda: self._reset(profile),
            types_name=found.is_anything,
        )

    def _ask_to_forget(self, profile: Profile, found: OnlyHere) -> None:
        guard = self.guard = forget_guard(self.window(), profile, found)
        self._offer_list(guard, profile, found)
        guard.finish(
            self.tr("Forget it"), lambda: self._forget(profile), types_name=found.is_anything or found.hub
        )

    def _offer_list(self, guard: Guard, profile: Profile, found: OnlyHere) -> None:
        if found.edits:
            guard.offer_list(lambda: self._ask_for_list(profile))

    def _reset(self, profile: Profile) -> None:
        if profile.file == self._profiles.current.file:
            self._profiles.reset_here()
            return
        words = self.tr("“{name}” is filled again when it is opened.").format(name=profile.name)
        self._do(lambda: self._profiles.reset(profile), lambda _: self._on_done(words))

    def _forget(self, profile: Profile) -> None:
        if profile.file == self._profiles.current.file:
            self._profiles.forget_here()
            return
        words = self.tr("“{name}” is forgotten on this computer.").format(name=profile.name)
        self._do(lambda: self._profiles.forget(profile), lambda _: self._on_done(words))

    def _on_done(self, words: str) -> None:
        self.say(words)
        self._on_changed()

    def _ask_for_list(self, profile: Profile) -> None:
        dialog = self.dialog = QFileDialog(self.window(), self.tr("Save what was not shared"))
        dialog.setNameFilters([self.tr("Lines with commas (*.csv)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{profile.slug or 'profile'}-unsent.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.save_list(profile, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_list(self, profile: Profile, file: Path) -> None:
        head = (self.tr("Entry"), self.tr("Field"), self.tr("Value"), self.tr("When"))

        def write() -> int:
            edits = self._profiles.unsent(profile)
            with comma_file(file) as put:
                put(head)
                for edit in edits:
                    put((edit.entry, edit.field, edit.value, edit.at))
            return len(edits)

        def done(many: int) -> None:
            edits = counted(many, self.tr("edit"), self.tr("edits"))
            self.say(self.tr("{file} holds {edits}.").format(file=file.name, edits=edits))

        self._do(write, done)
