"""A computer that never saw the program: no settings, an empty profile, a file for secrets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import make_url

from lazi_desktop.domain.invitation import Invitation
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import create_member, create_tenant
from lazi_desktop.ui.theme.apply import apply_theme

PASSWORD = "seven green lamps"


@pytest.fixture(autouse=True)
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    """Where all of it is kept. Returns the configuration's place."""
    apply_theme(qapp, "light")
    tmp_path.chmod(0o711)
    monkeypatch.setenv("LAZI_PROFILE", str(tmp_path / "profile"))
    monkeypatch.setenv("LAZI_SECRETS_FILE", str(tmp_path / "secrets.toml"))
    return tmp_path / "config.toml"


@pytest.fixture
def config(computer: Path) -> Path:
    computer.write_text("version = 1\n")
    return computer


@pytest.fixture
def team(server: EmbeddedPostgres) -> SimpleNamespace:
    """One that works with a hub already, and its invitation for Dana."""
    tenant = str(int.from_bytes(os.urandom(4), "big") + 2)
    tenant_id = create_tenant(server.admin_url, tenant, "production", name="Fairview Pools")
    login = f"dana.{tenant}"
    create_member(server.admin_url, tenant_id, login, password=PASSWORD, level="manager", label="Dana")
    at = server.admin_url.rpartition("@")[2]
    invitation = Invitation(
        hub=f"postgresql://{at}",
        tenant=tenant,
        environment="production",
        team="Fairview Pools",
        login=login,
        name="Dana",
    )
    return SimpleNamespace(
        tenant=tenant, tenant_id=tenant_id, login=login, invitation=invitation, hub=f"postgresql://{at}"
    )


@pytest.fixture
def database(server: EmbeddedPostgres) -> Iterator[SimpleNamespace]:
    """An empty one on the server, as its owner would type it."""
    name = f"new_{os.urandom(4).hex()}"
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    url = make_url(server.admin_url).set(database=name)
    yield SimpleNamespace(
        host=url.host,
        port=str(url.port),
        database=name,
        login=url.username,
        password=url.password,
        url=url.render_as_string(hide_password=False),
    )
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)".encode())
