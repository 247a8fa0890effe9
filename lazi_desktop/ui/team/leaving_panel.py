"""Somebody leaves, or hands over what they have begun: what becomes of it is asked here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QStyledItemDelegate

from lazi_desktop.domain.team import Member
from lazi_desktop.ui.team.role_choice import BESIDE
from lazi_desktop.ui.team.side_panel import SidePanel
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.team.words import edits_words, level_title, named
from lazi_desktop.ui.widgets.basics import button, label, set_property

MIDDLE, TIP = Qt.TextElideMode.ElideMiddle, Qt.ItemDataRole.ToolTipRole
_NAME_WIDTH = 280


class LeavingPanel(SidePanel):
    """Nothing is done before its button is pressed."""

    def __init__(self, work: TeamWork) -> None:
        super().__init__()
        self._work = work
        self.login = ""
        self._disables = False
        self.says = label("", wrap=True)
        self.begun = label("", wrap=True)
        self.leave = QRadioButton(self.tr("Leave it as it is"))
        self.leave_says = label(
            self.tr("It stays theirs and is not lost; it can be reassigned at any time."), "small", wrap=True
        )
        self.hand_over = QRadioButton(self.tr("Reassign it to"))
        group = QButtonGroup(self)
        group.addButton(self.leave)
        group.addButton(self.hand_over)
        self.to = QComboBox()
        self.to.setItemDelegate(QStyledItemDelegate(self.to))  # the one that follows the stylesheet
        self.to.setAccessibleName(self.tr("Who goes on with it"))
        self.nobody = label(
            self.tr(
                "There is nobody it could be reassigned to: edits need a manager or an admin, and proposals alone "
                "somebody who may propose."
            ),
            "changed",
            wrap=True,
        )
        for part in (
            self.says, self.begun, self.leave, self.leave_says, self.hand_over, self.to, self.nobody,
        ):  # fmt: skip
            self.content.addWidget(part)
        self.leave_says.setIndent(BESIDE)
        self.act = button(self.tr("Disable"), "danger")
        self.cancel = button(self.tr("Cancel"), "quiet")
        self.add_acts(self.act, self.cancel)
        self.act.clicked.connect(self._go)
        self.cancel.clicked.connect(self.closed)
        self.hand_over.toggled.connect(lambda _: self._offer())
        self.to.currentIndexChanged.connect(lambda _: self._offer())

    def ask_to_disable(self, member: Member) -> None:
        name = member.name or member.login
        self.title.setText(self.tr("Disable {name}?").format(name=name))
        self.says.setText(
            self.tr(
                "{name} is cut off at once and cannot come in any more. Everything they ever did stays, in their "
                "name. They can be let in again at any time."
            ).format(name=name)
        )
        self._open(member, disables=True)
        self.take_keys()

    def ask_to_reassign(self, member: Member) -> None:
        name = member.name or member.login
        self.title.setText(self.tr("Reassign the edits of {name}").format(name=name))
        self.says.setText(
            self.tr("Pending edits, open proposals and unfinished change-sets become somebody else's.")
        )
        self._open(member, disables=False)
        self.take_keys()

    def take_keys(self) -> None:
        (self.cancel if self._disables else self.to).setFocus()

    def _open(self, member: Member, *, disables: bool) -> None:
        self.login, self._disables = member.login, disables
        self.say("")
        begun = edits_words(member)
        self.begun.setText(
            self.tr("Not in ServiceTitan yet: {edits}.").format(edits=begun)
            if begun
            else self.tr("There is nothing of theirs that is not in ServiceTitan yet.")
        )
        self.to.clear()
        takers = sorted(self._work.takers(member), key=lambda one: (not one.is_me, named(one).casefold()))
        for one in takers:
            words = named(one)
            self.to.addItem(self.to.fontMetrics().elidedText(words, MIDDLE, _NAME_WIDTH), one.login)
            self.to.setItemData(self.to.count() - 1, f"{words} · {level_title(one.level)}", TIP)
        for part in (self.leave, self.leave_says):
            part.setVisible(disables and bool(begun))
        self.hand_over.setVisible(bool(begun))
        self.to.setVisible(bool(begun))
        self.nobody.setVisible(bool(begun) and not takers)
        (self.hand_over if takers and begun else self.leave).setChecked(True)
        self.hand_over.setEnabled(bool(takers))
        self._offer()

    def _offer(self) -> None:
        over = self.hand_over.isChecked()
        self.to.setEnabled(over and self.to.count() > 0)
        if self._disables:
            words = self.tr("Disable and reassign") if over else self.tr("Disable")
        else:
            words = self.tr("Reassign")
        self.act.setText(words)
        self.act.setAccessibleName(words)
        set_property(self.act, "variant", "danger" if self._disables else "primary")
        self.act.setEnabled(self._disables or (over and self.to.count() > 0))

    def _go(self) -> None:
        to = str(self.to.currentData() or "") if self.hand_over.isChecked() else ""
        if self._disables:
            self._work.disable(self.login, reassign_to=to)
        else:
            self._work.reassign(self.login, to)
        self.closed.emit()
