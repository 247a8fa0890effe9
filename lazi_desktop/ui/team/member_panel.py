"""One person of the team: what they are, what they have begun, and what an admin may do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QVBoxLayout, QWidget

from lazi_desktop.domain.team import Level, Member, MemberState
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.team.invite_panel import LONGEST_NAME
from lazi_desktop.ui.team.role_choice import RoleChoice
from lazi_desktop.ui.team.side_panel import SidePanel
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.team.words import edits_words, level_says, level_title, named, state_chip
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, chip_label, label, line, set_property

_TITLE_WIDTH = 92


class MemberPanel(SidePanel):
    """`…_wanted(login)`: a form of its own asks for the rest."""

    invitation_wanted = Signal(str)
    renew_wanted = Signal(str)
    reassign_wanted = Signal(str)
    disable_wanted = Signal(str)
    my_password_wanted = Signal()

    def __init__(self, work: TeamWork, *, can_invite: bool) -> None:
        """`can_invite`: an invitation can be made here."""
        super().__init__()
        self._work = work
        self._can_invite = can_invite
        self.login = ""
        self._shown: tuple[str, Level] | None = None
        """What the fields were filled with."""
        self.state = chip_label("", Role.NEUTRAL)
        self.state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.facts = QFormLayout()
        self.name = FormField(self.tr("Name"))
        self.name.input.setMaxLength(LONGEST_NAME)
        self.role = RoleChoice()
        self.save = button(self.tr("Save"), "primary", glyph=Glyph.ACCEPT)
        self.invitation = button(self.tr("Invitation…"), glyph=Glyph.MAIL)
        self.renew = button(self.tr("New first password…"), glyph=Glyph.KEY)
        self.reassign = button(self.tr("Reassign edits…"), glyph=Glyph.SWAP)
        self.my_password = button(self.tr("Change my password…"), glyph=Glyph.KEY)
        self.disable = button(self.tr("Disable…"), glyph=Glyph.LOCK)
        self.enable = button(self.tr("Let in again"), glyph=Glyph.ACCEPT)
        self._arrange()
        self._listen()

    def _arrange(self) -> None:
        self.facts.setHorizontalSpacing(metrics.GAP)
        self.facts.setVerticalSpacing(metrics.GAP_TINY)
        self.facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.form = QWidget()
        fields = QVBoxLayout(self.form)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(metrics.GAP)
        fields.addWidget(line())
        fields.addWidget(self.name)
        fields.addWidget(self.role)
        acts = QVBoxLayout()
        acts.setSpacing(metrics.GAP_SMALL)
        for act in (self.my_password, self.reassign, self.invitation, self.renew):
            acts.addWidget(act)
        self.content.addWidget(self.state)
        self.content.addLayout(self.facts)
        self.content.addWidget(self.form)
        self._above_acts = line()
        self.content.addWidget(self._above_acts)
        self.content.addLayout(acts)
        self.foot.addWidget(self.save)
        self.foot.addStretch(1)
        self.foot.addWidget(self.disable)
        self.foot.addWidget(self.enable)

    def _listen(self) -> None:
        self.name.input.textEdited.connect(lambda _: self._offer())
        self.name.input.returnPressed.connect(self._save)
        self.role.changed.connect(self._offer)
        self.save.clicked.connect(self._save)
        self.invitation.clicked.connect(lambda: self.invitation_wanted.emit(self.login))
        self.renew.clicked.connect(lambda: self.renew_wanted.emit(self.login))
        self.reassign.clicked.connect(lambda: self.reassign_wanted.emit(self.login))
        self.disable.clicked.connect(lambda: self.disable_wanted.emit(self.login))
        self.enable.clicked.connect(lambda: self._work.enable(self.login))
        self.my_password.clicked.connect(self.my_password_wanted)
        self._work.changed.connect(self._on_changed)

    # --------------------------------------------------------------------------------------------------- showing

    def show_member(self, login: str) -> None:
        if login != self.login:
            self.login, self._shown = login, None
            self.name.show_problem("")
        self._on_changed()

    def take_keys(self) -> None:
        (self.name if self.form.isVisibleTo(self) else self.close_button).setFocus()

    def _on_changed(self) -> None:
        member = self._work.member(self.login)
        if member is None:
            return
        chip = state_chip(member.state)
        self.title.setText(named(member))
        self.state.setText(chip.text)
        set_property(self.state, "chip", chip.role.value)
        self._show_facts(member)
        now = (member.name, member.level)
        if self._shown is None or self._typed in (self._shown, now):
            self._shown = now
            self.name.input.setText(member.name)
            self.role.choose(member.level)
        told = self._work.told(self.login)
        tone = "muted" if told is None or told.waits else "error" if told.problem else "proved"
        self.say(told.words if told is not None else "", tone)
        self._offer()

    def _show_facts(self, member: Member) -> None:
        while self.facts.rowCount():
            self.facts.removeRow(0)
        known = self._work.sees_counts or member.is_me
        facts = [
            (self.tr("Login"), member.login),
            (self.tr("Role"), f"{level_title(member.level)}. {level_says(member.level)}"),
            (self.tr("In the team"), self.tr("since {when}").format(when=moment(member.added_at))),
        ]
        if known:
            seen = moment(member.last_seen_at) if member.last_seen_at else self.tr("never")
            facts.append((self.tr("Last seen"), seen))
            facts.append((self.tr("Devices"), whole(member.devices)))
            facts.append((self.tr("Not sent yet"), edits_words(member) or self.tr("nothing")))
        if self._work.may_manage:
            facts.pop(1)  # the form says it
        if member.owes_password and known:
            facts.append((self.tr("Password"), self.tr("has not chosen their own yet")))
        for title, text in facts:
            shown = label(text, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{title}: {text}")
            named_so = label(title, "muted")
            named_so.setMinimumWidth(_TITLE_WIDTH)
            self.facts.addRow(named_so, shown)

    @property
    def _typed(self) -> tuple[str, Level]:
        return " ".join(self.name.text().split()), self.role.level

    def _offer(self) -> None:
        member = self._work.member(self.login)
        if member is None:
            return
        may, here = self._work.may_manage, member.state is not MemberState.DISABLED
        free = may and not self._work.is_busy(self.login)
        begun = bool(member.pending or member.proposed)
        for part, is_there in (
            (self.form, may and here),
            (self.save, may and here),
            (self.disable, may and here and not member.is_me),
            (self.enable, may and not here),
            (self.invitation, may and here and self._can_invite and not member.is_me),
            (self.renew, may and here and not member.is_me),
            (self.reassign, may and begun),
            (self.my_password, member.is_me),
        ):
            part.setVisible(is_there)
        acts = (self.my_password, self.reassign, self.invitation, self.renew)
        self._above_acts.setVisible(any(not act.isHidden() for act in acts))
        self.save.setEnabled(free and self._typed != self._shown)
        for act in (self.disable, self.enable, self.renew, self.reassign):
            act.setEnabled(free)
        self.form.setEnabled(free)

    def _save(self) -> None:
        name = " ".join(self.name.text().split())
        self.name.show_problem("" if name else self.tr("A name is needed."))
        if name and self.save.isEnabled():
            self._work.change(self.login, name, self.role.level)
