"""The team's database is asked for its revision, and not where it is the built-in one."""

from __future__ import annotations

import itertools
from pathlib import Path

from lazi_desktop.app.updates.team import team_revision_of
from lazi_desktop.config.settings import HubSettings, Settings
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.hub.schema import EXPECTED_REVISION

_environments = itertools.count(1)


def test_a_team_tells_its_revision(server, tmp_path: Path) -> None:
    environment = f"revision{next(_environments)}"
    create_tenant(server.admin_url, "4711", environment)
    url = server.member_url(tenant_id_of("4711", environment), "revision_test")
    asked = team_revision_of(lambda: Settings(profile=tmp_path, hub=HubSettings(url=url)))
    assert asked is not None
    assert asked() == EXPECTED_REVISION


def test_one_that_is_away_tells_nothing(tmp_path: Path) -> None:
    hub = HubSettings(url="postgresql://nobody@127.0.0.1:9/lazi")
    asked = team_revision_of(lambda: Settings(profile=tmp_path, hub=hub))
    assert asked is not None
    assert asked() == ""


def test_the_built_in_one_is_not_asked(tmp_path: Path) -> None:
    assert team_revision_of(lambda: Settings(profile=tmp_path)) is None
