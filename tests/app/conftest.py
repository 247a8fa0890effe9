"""An unattended machine: everything by environment variables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lazi_desktop.domain.keys import TenantId
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.members import create_member, create_tenant


def variables_of(simulator: RunningSimulator, folder: Path) -> dict[str, str]:
    """All that a machine needs, but its shared database."""
    return {
        "LAZI_PROFILE": str(folder / "profile"),
        "LAZI_SERVICETITAN__TENANT": simulator.tenant,
        "LAZI_SERVICETITAN__ENVIRONMENT": "custom",
        "LAZI_SERVICETITAN__API_URL": simulator.api_url,
        "LAZI_SERVICETITAN__AUTH_URL": simulator.auth_url,
        "LAZI_SERVICETITAN__CLIENT_ID": simulator.client_id,
        "LAZI_SERVICETITAN__CLIENT_SECRET": simulator.client_secret,
        "LAZI_SERVICETITAN__APP_KEY": simulator.app_key,
        "LAZI_SERVICETITAN__REQUESTS_PER_SECOND": "60",
    }


@pytest.fixture
def unattended(simulator, server, tmp_path, monkeypatch):
    """A login of its own on the shared PostgreSQL. Returns the simulator."""
    number = str(int.from_bytes(os.urandom(4), "big") + 2)
    for name, value in variables_of(simulator, tmp_path).items():
        monkeypatch.setenv(name, value)
    tenant_id = create_tenant(server.admin_url, simulator.tenant, "custom")
    role = f"somebody_{number}"
    create_member(server.admin_url, tenant_id, role, password="a long password", level="admin")
    at = server.admin_url.rpartition("@")[2]
    monkeypatch.setenv("LAZI_HUB__URL", f"postgresql://{role}@{at}")
    monkeypatch.setenv("LAZI_HUB__PASSWORD", "a long password")
    return simulator


@pytest.fixture
def second_tenant(unattended, server, tmp_path) -> tuple[TenantId, Path]:
    """The same ServiceTitan by another environment, and the configuration that names it."""
    second = create_tenant(server.admin_url, unattended.tenant, "demo")
    role = os.environ["LAZI_HUB__URL"].split("//")[1].split("@")[0]
    create_member(server.admin_url, second, role, password=None, level="admin")
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f'"servicetitan client secret, demo {unattended.tenant}" = "{unattended.client_secret}"\n'
        f'"servicetitan app key, demo {unattended.tenant}" = "{unattended.app_key}"\n'
    )
    secrets.chmod(0o600)
    config = tmp_path / "config.toml"
    config.write_text(
        f"""
        secrets_file = "{secrets}"
        [[tenants]]
        tenant = "{unattended.tenant}"
        environment = "demo"
        client_id = "{unattended.client_id}"
        api_url = "{unattended.api_url}"
        auth_url = "{unattended.auth_url}"
        """
    )
    return second, config
