"""A day with people: the owner invites an estimator, who comes in with the first password, chooses her own and proposes
changes; she leaves, and the owner goes on with them. Real windows, real PostgreSQL, real logins."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.session import Session, hub_password_name
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Environment, HubSettings, ServiceTitanSettings, Settings
from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.invitation import Invitation, read_invitation
from lazi_desktop.domain.keys import pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.team import MemberState
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.engine import Connection
from lazi_desktop.secrets import FileSecrets
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.team.team_page import TeamPage
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.windows import PATIENCE_MS, a_desktop, pull

pytestmark = pytest.mark.timeout(240)

MANY = 37
OWN = "a pool full of tea"

_numbers = itertools.count(1)


class Company:
    """Its pricebook, its hub, and its people's computers."""

    def __init__(
        self, simulator: RunningSimulator, server: EmbeddedPostgres, folder: Path, qtbot: Any
    ) -> None:
        self.simulator, self.server, self.folder, self.qtbot = simulator, server, folder, qtbot
        number = next(_numbers)
        self.environment = f"team day {number}"
        self.owner, self.name = f"teamday_owner{number}", f"Teamday Leaver{number}"
        create_tenant(server.admin_url, simulator.tenant, self.environment, name="Blue Water")

    @contextmanager
    def owners_window(self) -> Iterator[Desktop]:
        with a_desktop(
            self.simulator,
            self.server,
            self.folder / "owner",
            self.environment,
            login=self.owner,
            person="Olga Owner",
        ) as desktop:
            yield desktop

    def secrets(self) -> FileSecrets:
        return FileSecrets(self.folder / "secrets.toml")

    def settings(self, invitation: Invitation) -> Settings:
        """As the invitation says, and nothing else."""
        return Settings(
            profile=self.folder / "estimator",
            servicetitan=ServiceTitanSettings(
                tenant=invitation.tenant, environment=Environment(invitation.environment)
            ),
            hub=HubSettings(url=invitation.hub, login=invitation.login),
        )

    @contextmanager
    def estimators_window(self, invitation: Invitation) -> Iterator[Desktop]:
        settings = self.settings(invitation)
        session = Session(
            settings_now=lambda: settings,
            places=ProfilePlaces(settings.profile),
            secrets=self.secrets(),
            tenant=invitation.tenant,
            environment=self.environment,
            role="window",
        )
        desktop = Desktop(session)
        desktop.show()
        try:
            yield desktop
        finally:
            asyncio.run(desktop.leave())

    def wait(self, condition: Any) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def online(self, desktop: Desktop) -> None:
        self.wait(lambda: desktop.opened.status.connection is Connection.ONLINE)

    def team_page(self, desktop: Desktop) -> TeamPage:
        """Opened, and read."""
        page = desktop.opened.team
        desktop.opened.window.open_page("team")
        self.wait(lambda: page.work.is_now and not page.work.is_reading)
        return page

    def invites(self, page: TeamPage) -> tuple[Invitation, str]:
        page.invite.click()
        form = page.side.invite
        form.name.input.insert(self.name)
        form.invite.click()
        welcome = page.side.welcome
        self.wait(welcome.isVisible)
        handing = welcome.handing
        assert handing is not None
        self.wait(lambda: handing.invitation is not None)
        assert handing.invitation is not None
        link, password = handing.invitation.as_link(), welcome.secret.secret
        welcome.done_button.click()
        return read_invitation(link), password

    def proposes(self, desktop: Desktop) -> None:
        """As many names, as one step."""
        items = [item for item in self.simulator.items("material") if item["active"]][:MANY]
        keys = [pulled_key(desktop.tenant_id, EntityKind.MATERIAL, item["id"]) for item in items]
        assert len(keys) == MANY
        self.wait(lambda: all(desktop.context.queries.detail(key) is not None for key in keys))
        edits = [
            FieldEdit(key, "display_name", f"{item['displayName']}, new", item["displayName"])
            for key, item in zip(keys, items, strict=True)
        ]
        done: list[object] = []
        desktop.context.edits.edit_many(
            edits, label="New names", initiator=desktop.opened.window, done=done.append, failed=_raise
        )
        self.wait(lambda: bool(done))


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def company(qapp: QApplication, simulator, server, tmp_path, qtbot) -> Company:
    apply_theme(qapp, "light")
    return Company(simulator, server, tmp_path, qtbot)


def test_an_estimator_is_invited_works_leaves_and_what_she_began_goes_on(company: Company) -> None:
    with company.owners_window() as owners:
        company.online(owners)
        pull(owners, company.qtbot)
        page = company.team_page(owners)
        assert page.work.may_manage
        invitation, first = company.invites(page)
        login = invitation.login
        member = page.work.member(login)
        assert member is not None
        assert (member.state, member.level, member.owes_password) == (MemberState.INVITED, "estimator", True)
        company.secrets().write(hub_password_name(company.settings(invitation)), first)
        with company.estimators_window(invitation) as hers:
            company.online(hers)
            assert hers.context.edits.may_only_propose
            _chooses_her_own_password(company, hers)
        assert company.secrets().read(hub_password_name(company.settings(invitation))) == OWN
        with company.estimators_window(invitation) as hers:  # with the one that was kept
            company.online(hers)
            assert not hers.opened.window.banner.isVisible()
            _sees_and_may_not(company, hers)
            company.proposes(hers)
            _is_disabled(company, page, login)
            company.wait(lambda: hers.opened.status.connection is Connection.OFFLINE)
            assert hers.opened.window.banner.isVisible()
        company.wait(lambda: _whose(owners) == {"Olga Owner": MANY})
        with company.estimators_window(invitation) as hers:  # her login does not come in any more
            company.wait(lambda: hers.opened.status.connection is Connection.OFFLINE)


def _whose(desktop: Desktop) -> Counter[str]:
    """Open proposals, as the workspace has them."""
    return Counter(one.by for one in desktop.context.queries.proposals())


def _chooses_her_own_password(company: Company, hers: Desktop) -> None:
    banner, panel = hers.opened.window.banner, hers.opened.team.side.my_password
    assert panel is not None
    company.wait(banner.isVisible)
    assert "somebody else knows" in banner.words.text()
    banner.action.click()
    assert hers.opened.window.page_name == "team"
    panel.first.input.setText(OWN)
    panel.again.input.setText(OWN)
    panel.change.click()
    company.wait(lambda: not panel.isVisible() and not banner.isVisible())


def _sees_and_may_not(company: Company, hers: Desktop) -> None:
    page = company.team_page(hers)
    assert page.invite.isHidden()
    assert "admins" in page.note.text()
    assert len(page.work.members) == 2
    answered: list[Any] = []
    hers.opened.signals.team_read.connect(answered.append)
    hers.engine.invite("teamday_friend", "A friend", "admin", "friends of mine 1")  # past the window
    company.wait(lambda: bool(answered))
    assert isinstance(answered[0].error, HubRefused)


def _is_disabled(company: Company, page: TeamPage, login: str) -> None:
    def begun() -> int:
        if not page.work.is_reading:
            page.again.click()
        member = page.work.member(login)
        return member.proposed if member is not None else 0

    company.wait(lambda: begun() == MANY)
    page.table.choose(login)
    page.side.member.disable.click()
    assert f"{MANY} proposals" in page.side.leaving.begun.text()
    page.side.leaving.act.click()
    company.wait(lambda: "reassigned" in (told.words if (told := page.work.told(login)) else ""))
    told = page.work.told(login)
    assert told is not None
    assert told.words == f"{MANY} edits and proposals reassigned."
    member, me = page.work.member(login), page.work.me
    assert member is not None
    assert me is not None
    assert (member.state, member.proposed) == (MemberState.DISABLED, 0)
    assert me.proposed == MANY
