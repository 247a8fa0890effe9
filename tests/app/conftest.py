"""An unattended machine: everything by environment variables."""

from __future__ import annotations

import os

import pytest

from lazi_desktop.store.hub.members import create_member, create_tenant


@pytest.fixture
def unattended(simulator, server, tmp_path, monkeypatch):
    """A login of its own on the shared PostgreSQL. Returns the simulator."""
    number = str(int.from_bytes(os.urandom(4), "big") + 2)
    variables = {
        "LAZI_PROFILE": str(tmp_path / "profile"),
        "LAZI_SERVICETITAN__TENANT": simulator.tenant,
        "LAZI_SERVICETITAN__ENVIRONMENT": "custom",
        "LAZI_SERVICETITAN__API_URL": simulator.api_url,
        "LAZI_SERVICETITAN__AUTH_URL": simulator.auth_url,
        "LAZI_SERVICETITAN__CLIENT_ID": simulator.client_id,
        "LAZI_SERVICETITAN__CLIENT_SECRET": simulator.client_secret,
        "LAZI_SERVICETITAN__APP_KEY": simulator.app_key,
        "LAZI_SERVICETITAN__REQUESTS_PER_SECOND": "60",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    tenant_id = create_tenant(server.admin_url, simulator.tenant, "custom")
    role = f"somebody_{number}"
    create_member(server.admin_url, tenant_id, role, password="a long password", level="admin")
    at = server.admin_url.rpartition("@")[2]
    monkeypatch.setenv("LAZI_HUB__URL", f"postgresql://{role}@{at}")
    monkeypatch.setenv("LAZI_HUB__PASSWORD", "a long password")
    return simulator
