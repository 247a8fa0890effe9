"""The Team page over a team of a few people, in the eyes of one of its admins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.invitation import Invitation
from lazi_desktop.domain.team import Level, Member, MemberState, Team
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.team.team_page import TeamPage
from tests.fakes.ui_fakes import FakeApp

LONG_AGO = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
INVITATION = Invitation(
    hub="postgresql://db.example.com:5432/lazi", tenant="123456", environment="production"
)


def somebody(
    login: str, name: str, level: Level = "estimator", state: MemberState = MemberState.ACTIVE, **more: Any
) -> Member:
    seen = {"last_seen_at": LONG_AGO, "devices": 1} if state is not MemberState.INVITED else {}
    return Member(login=login, name=name, level=level, state=state, added_at=LONG_AGO, **{**seen, **more})


def people() -> list[Member]:
    return [
        somebody("mara", "Mara Stone", "admin", is_me=True, pending=2),
        somebody("ana", "Ana López", pending=37, proposed=4),
        somebody("luis", "Luis Ortega", "manager"),
        somebody("vic", "Vic Lane", "viewer"),
        somebody("noor", "Noor Álvarez", state=MemberState.INVITED, owes_password=True),
        somebody("sam", "Sam Carter", state=MemberState.DISABLED, pending=12),
    ]


def a_team(members: list[Member] | None = None, **more: Any) -> Team:
    given = {
        "number": "123456",
        "environment": "production",
        "name": "Blue Water",
        "may_manage": True,
        **more,
    }
    return Team(members=people() if members is None else members, **given)


class FakeMembership:
    """Implements `ports.team.Membership`."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.refuses: LaziError | None = None
        self.invitation_refused: LaziError | None = None

    def invitation(self, *, team: str, login: str, name: str) -> Invitation:
        if self.invitation_refused is not None:
            raise self.invitation_refused
        return Invitation(
            hub=INVITATION.hub,
            tenant=INVITATION.tenant,
            environment="production",
            team=team,
            login=login,
            name=name,
        )

    def keep_password(self, password: str) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.kept.append(password)


class Office:
    """The page, and the hub's side of it."""

    def __init__(self, qtbot: Any, folder: Path, **more: Any) -> None:
        self.qtbot = qtbot
        self.app = FakeApp(folder)
        self.engine = self.app.engine
        self.membership = FakeMembership()
        signals = EngineSignals(self.engine, self.app.edits)
        self.signals = signals
        self.page = TeamPage(
            self.app.context,
            signals,
            **{"membership": self.membership, "can_change_connection": True, **more},
        )
        qtbot.addWidget(self.page)
        self.page.resize(1300, 800)
        self.page.show()
        with qtbot.waitActive(self.page):
            self.page.activateWindow()

    def tell(self, event: Any) -> None:
        with self.qtbot.waitSignal(self.signals.team_read):
            self.engine.tell(event)

    def read(self, **more: Any) -> None:
        self.tell(TeamRead(a_team(**more)))

    def answer(
        self, deed: TeamDeed, login: str = "", members: list[Member] | None = None, **more: Any
    ) -> None:
        team = None if isinstance(more.get("error"), LaziError) and members is None else a_team(members)
        self.tell(TeamRead(more.pop("team", team), deed, login, **more))

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    @property
    def names(self) -> list[str]:
        model = self.page.table.people
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def row(self, login: str) -> list[str]:
        model = self.page.table.people
        row = model.row_of(login)
        assert row is not None
        return [model.index(row, column).data() for column in range(model.columnCount())]


@pytest.fixture
def make_office(qtbot, qapp, tmp_path: Path) -> Callable[..., Office]:
    return lambda **more: Office(qtbot, tmp_path, **more)


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Office:
    office = make_office()
    office.read()
    return office
