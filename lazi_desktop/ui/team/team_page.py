"""The Team page: everybody who may come in, and for admins what can be done about them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.team import MemberState
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.team import Membership
from lazi_desktop.ui.actions import Actions, ActionSpec, Group
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, moment
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.review.choice_button import Choice, ChoiceButton
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.team.side import Side
from lazi_desktop.ui.team.team_lines import SORTABLE, first_order, lines_of
from lazi_desktop.ui.team.team_model import heading_words
from lazi_desktop.ui.team.team_table import TeamTable
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, frame, label, restyle, set_property
from lazi_desktop.ui.widgets.empty_state import EmptyState
from lazi_desktop.ui.widgets.plain_table import in_card

_AGAIN_MS = 60_000  # how often what others do is looked for while somebody looks at it
_LIST, _EMPTY = 0, 1


class TeamPage(QWidget):
    """`change_connection_wanted()`: to another database. `search_cleared()`: nobody is looked for any more."""

    change_connection_wanted = Signal()
    search_cleared = Signal()

    def __init__(
        self,
        context: UiContext,
        signals: EngineSignals,
        *,
        membership: Membership | None = None,
        alone: bool = False,
        can_change_connection: bool = False,
    ) -> None:
        """`alone`: the database is the built-in one. Without a `membership` nobody is handed an invitation, and one's
        own password cannot be changed."""
        super().__init__()
        self._alone = alone
        self._can_change = can_change_connection
        self._search = ""
        self._is_online = False
        self._is_asking = False
        """Somebody wants to invite, and the team is being read."""
        self.work = TeamWork(context.engine, signals, context.state)
        self.side = Side(context, self.work, membership)
        self.table = TeamTable(self.work)
        self.facts = label("", "muted")
        self.note = label("", wrap=True)
        self.note_line = self._make_note()
        self.again = button("", "icon", glyph=Glyph.SYNC, name=self.tr("Look again"))
        self.again.setToolTip(self.again.accessibleName())
        self.order = ChoiceButton(self.tr("Sort by"), self.tr("Sort by"))
        self.my_password = button(self.tr("Change my password…"), glyph=Glyph.KEY)
        self.invite = button(self.tr("Invite somebody…"), "primary", glyph=Glyph.INVITE)
        self.nothing = EmptyState(Glyph.TEAM, "", "", self.tr("Try again"))
        self.actions_by_name = self._actions()
        self._regularly = QTimer(self)
        self._regularly.setInterval(_AGAIN_MS)
        self._arrange()
        self._listen(signals)
        self._show()

    # -------------------------------------------------------------------------------------------------- building

    def _make_note(self) -> QWidget:
        made = frame("plain")
        made.setProperty("tone", Role.CHANGED.value)
        row = QHBoxLayout(made)
        row.setContentsMargins(metrics.GAP, metrics.GAP_TINY, metrics.GAP, metrics.GAP_TINY)
        row.addWidget(self.note, 1)
        return made

    def _actions(self) -> Actions:
        return Actions(
            [
                ActionSpec(
                    name="invite",
                    title=self.tr("Invite somebody…"),
                    tip=self.tr("Let somebody into the team"),
                    handler=self.ask_whom,
                    group=Group.GENERAL,
                    glyph=Glyph.INVITE,
                    enabled_when=lambda _: not self._why_not(),
                    why_not=lambda _: self._why_not(),
                ),
                ActionSpec(
                    name="my_password",
                    title=self.tr("Change my password…"),
                    tip=self.tr("Of your login in the shared database"),
                    handler=self.change_my_password,
                    group=Group.GENERAL,
                    glyph=Glyph.KEY,
                    enabled_when=lambda _: self._may_change_password,
                    why_not=self.tr("There is no password on this computer's own database"),
                ),
            ],
            self,
        )

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP_SMALL)
        head.addWidget(label(self.tr("Team"), "title"))
        head.addWidget(self.facts)
        head.addStretch(1)
        for part in (self.order, self.again, self.my_password, self.invite):
            head.addWidget(part)
        self.body = QStackedWidget()
        self.body.addWidget(in_card(self.table, shows_focus=True))
        card = frame("card")
        QVBoxLayout(card).addWidget(self.nothing)
        self.body.addWidget(card)
        across = QHBoxLayout()
        across.setSpacing(metrics.GAP)
        across.addWidget(self.body, 1)
        across.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(head)
        column.addWidget(self.note_line)
        column.addLayout(across, 1)

    def _listen(self, signals: EngineSignals) -> None:
        self._regularly.timeout.connect(self._read)
        self.again.clicked.connect(self._read)
        self.invite.clicked.connect(self.ask_whom)
        self.my_password.clicked.connect(self.change_my_password)
        self.nothing.chosen.connect(self._on_helped)
        self.order.offer([Choice(one, heading_words(one)) for one in SORTABLE], self.table.order.column)
        self.order.chosen.connect(lambda column: self.table.sort_by(first_order(column)))
        self.table.order_changed.connect(self._on_order)
        self.table.chosen.connect(self.side.show_member)
        self.table.opened.connect(lambda login: self.side.show_member(login, take_keys=True))
        self.side.left.connect(self.table.setFocus)
        self.side.invited.connect(self._on_invited)
        self.work.changed.connect(self._on_changed)
        signals.connection_changed.connect(self._on_connection)

    # --------------------------------------------------------------------------------------------------- reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._alone:
            self._read()
            self._regularly.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._regularly.stop()

    def _read(self) -> None:
        if not self.work.is_reading:
            self.work.read()

    def _on_connection(self, event: ConnectionChanged) -> None:
        came_back = event.connection is Connection.ONLINE and not self._is_online
        self._is_online = event.connection is Connection.ONLINE
        if came_back and self.isVisible() and not self._alone:
            self._read()

    # --------------------------------------------------------------------------------------------------- showing

    def set_search(self, text: str) -> None:
        self._search = text
        self._show()

    def enter_results(self) -> None:
        self.take_keys()
        if not self.table.login:
            first = next((one.member for one in self.table.people.lines if one.member is not None), None)
            if first is not None:
                self.table.choose(first.login)

    def take_keys(self) -> None:
        """Where work goes on: in the form, else in the list."""
        shown = self.side.shown
        if shown is not None and self.side.holds_form:
            shown.take_keys()
        else:
            (self.nothing.button if self.body.currentIndex() == _EMPTY else self.table).setFocus()

    def lost(self) -> str:
        return self.side.lost()

    def _show(self) -> None:
        members = self.work.members
        self.table.show_lines(lines_of(members, self._search, self.table.order, self.tr("Disabled")))
        self._show_body()
        self._show_facts()
        self._show_note()
        for part in (self.order, self.again):
            part.setVisible(not self._alone)
        self.again.setEnabled(not self.work.is_reading)
        self.invite.setVisible(not self._alone and not self._why_not())
        self.invite.setEnabled(self._may_invite)
        self.my_password.setVisible(self._may_change_password)
        self.actions_by_name.refresh(self.actions_by_name.state)

    def _show_body(self) -> None:
        empty = self._alone or not self.table.people.lines
        self.body.setCurrentIndex(_EMPTY if empty else _LIST)
        if self._alone:
            self._help_with(self.tr("Change connection…") if self._can_change else "")
            self.nothing.say(
                self.tr("You work by yourself"),
                self.tr(
                    "The pricebook is kept in the database that LAZI Desktop has built in, on this computer: nobody "
                    "else can reach it. A team needs a PostgreSQL database that all its computers reach, on a server "
                    "of yours or at a provider. Once there is one, connect to it under Settings › Change connection, "
                    "and invite the others here."
                ),
            )
        elif self._search:
            self._help_with(self.tr("Show everybody"))
            self.nothing.say(
                self.tr("Nobody fits"), self.tr("Nobody is called so, or has that login, role or state.")
            )
        elif self.work.error is not None:
            self._help_with(self.tr("Try again"))
            self.nothing.say(self.tr("The team cannot be read now"), said(str(self.work.error)))
        else:
            self._help_with("")
            self.nothing.say(self.tr("Reading the team…"), self.tr("It is asked of the shared database."))

    def _help_with(self, words: str) -> None:
        if words:
            self.nothing.button.setText(words)
            self.nothing.button.setAccessibleName(words)
        self.nothing.button.setVisible(bool(words))

    def _show_facts(self) -> None:
        members = self.work.members
        if self._alone or not members:
            self.facts.setText("")
            return
        here = [one for one in members if one.state is not MemberState.DISABLED]
        invited = sum(one.state is MemberState.INVITED for one in here)
        name = self.work.team.name if self.work.team is not None else ""
        parts = [*filter(None, [name]), counted(len(here), self.tr("person"), self.tr("people"))]
        if invited:
            parts.append(self.tr("{n} invited").format(n=whole(invited)))
        if gone := len(members) - len(here):
            parts.append(self.tr("{n} disabled").format(n=whole(gone)))
        self.facts.setText(" · ".join(parts))

    def _show_note(self) -> None:
        """Above the list: that it is an old one, or what is the admins'."""
        words = self._why_not()
        old = self.work.error is not None and bool(self.work.members)
        if old:
            when = moment(self.work.read_at) if self.work.read_at is not None else ""
            words = self.tr("This is the team as it was read at {when}. {reason}").format(
                when=when, reason=said(str(self.work.error))
            )
        self.note.setText(words)
        self.note_line.setAccessibleName(words)
        self.note_line.setVisible(bool(words) and not self._alone)
        set_property(self.note_line, "surface", "banner" if old else "plain")
        set_property(self.note, "tone", "" if old else "muted")
        restyle(self.note)  # its colour is the line's

    def _on_changed(self) -> None:
        self._show()
        if self._is_asking and not self.work.is_reading:
            self.ask_whom()

    def _on_order(self) -> None:
        self.order.choose(self.table.order.column)
        self._show()

    # ---------------------------------------------------------------------------------------------------- acting

    @property
    def _may_invite(self) -> bool:
        return not self._alone and self.work.may_manage

    @property
    def _may_change_password(self) -> bool:
        return not self._alone and self.side.can_change_password

    def _why_not(self) -> str:
        """Why only a part of all this can be done; "" where everything can, or nobody knows yet."""
        if self._alone:
            return self.tr("Nobody else can reach this computer's own database")
        team = self.work.team
        return said(team.why_not) if team is not None and self.work.is_now and not team.may_manage else ""

    def ask_whom(self) -> None:
        """As soon as it is known that this person may."""
        self._is_asking = not self._may_invite and self.work.is_reading
        if self._may_invite:
            self.side.ask_whom()

    def change_my_password(self) -> None:
        if self._may_change_password:
            self.side.change_my_password()

    def _on_invited(self, login: str) -> None:
        if self._search:
            self.search_cleared.emit()
        self.table.choose(login)

    def _on_helped(self) -> None:
        if self._alone:
            self.change_connection_wanted.emit()
        elif self._search:
            self.search_cleared.emit()
        else:
            self._read()
