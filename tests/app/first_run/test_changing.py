"""Another connection: what was given is tried, kept in the right places, and the wrong field is named."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace

import keyring
import pytest

import lazi_desktop.app.first_run.trying as trying
import lazi_desktop.secrets.system_keyring as system_keyring
from lazi_desktop.app.first_run.changing import form_of, locked_fields, remember, settings_from
from lazi_desktop.app.first_run.remembering import where_secrets_go
from lazi_desktop.app.first_run.trying import problems_of
from lazi_desktop.app.remote import open_remote
from lazi_desktop.app.session import hub_url, secrets_of
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.store.hub.members import create_member, create_tenant
from lazi_desktop.ui.first_run.connection import ConnectionForm


@pytest.fixture(autouse=True)
def no_secrets_file(computer, monkeypatch) -> None:
    """Here they go to the keyring."""
    monkeypatch.delenv("LAZI_SECRETS_FILE")


@pytest.fixture
def form(simulator) -> ConnectionForm:
    return ConnectionForm(
        tenant=simulator.tenant,
        client_id=simulator.client_id,
        client_secret=simulator.client_secret,
        app_key=simulator.app_key,
        environment="custom",
        api_url=simulator.api_url,
        auth_url=simulator.auth_url,
    )


@pytest.fixture
def trusted_keyring(memory_keyring, monkeypatch):
    kind = type(keyring.get_keyring())
    monkeypatch.setattr(system_keyring, "TRUSTED", {f"{kind.__module__}.{kind.__qualname__}"})
    return memory_keyring


def try_out(form: ConnectionForm) -> dict[str, str]:
    return dict(asyncio.run(problems_of(settings_from(load_settings(), form))))


def changed(form: ConnectionForm, **members) -> ConnectionForm:
    return replace(form, **members)


def test_a_good_connection_has_no_problems(form):
    assert try_out(form) == {}


@pytest.mark.parametrize(
    "member, value, field, says",
    [
        ("client_secret", "wrong", "client_secret", "refused to sign in"),
        ("app_key", "wrong", "app_key", "app key"),
        ("tenant", "77", "tenant", "not yours"),
        ("hub_url", "postgresql://me@127.0.0.1:1/lazi", "hub_url", "Nobody answers"),
    ],
)
def test_what_is_wrong_is_shown_at_its_field(form, member, value, field, says):
    found = try_out(changed(form, **{member: value}))
    assert list(found) == [field]
    assert says in found[field]


def test_a_server_that_says_nothing_is_not_waited_for(form, monkeypatch):
    monkeypatch.setattr(trying, "HUB_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        found = try_out(changed(form, hub_url=f"postgresql://me@127.0.0.1:{port}/lazi"))
    assert list(found) == ["hub_url"]
    assert "did not answer within" in found["hub_url"]


def test_a_servicetitan_that_says_nothing_is_not_waited_for(form, monkeypatch):
    monkeypatch.setattr(trying, "REMOTE_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        found = try_out(changed(form, api_url=address, auth_url=address))
    assert "did not answer within" in found[""]


def test_it_is_said_beforehand_where_secrets_go(tmp_path, trusted_keyring):
    words, possible = where_secrets_go(load_settings())
    assert possible
    assert "keyring" in words
    file = tmp_path / "secrets.toml"
    words, possible = where_secrets_go(load_settings().model_copy(update={"secrets_file": file}))
    assert possible
    assert str(file) in words


def test_without_a_keyring_that_is_said_beforehand_too(memory_keyring, monkeypatch):
    monkeypatch.setattr(system_keyring, "TRUSTED", set())
    words, possible = where_secrets_go(load_settings())
    assert not possible
    assert words.startswith("This computer has no keyring. Start LAZI with LAZI_SECRETS_FILE=")


def test_a_missing_scope_names_the_part(simulator, form):
    simulator.inject(kind="deny_scope", scope="tn.pb.materials:r", times=1000)
    assert "materials" in try_out(form)[""]


def test_a_shared_database_is_tried_with_its_password(form, server):
    tenant_id = create_tenant(server.admin_url, form.tenant, "custom")
    create_member(server.admin_url, tenant_id, "first_start", password="a long password", level="manager")
    at = server.admin_url.rpartition("@")[2]
    own = changed(form, hub_url=f"postgresql://first_start@{at}", hub_password="a long password")
    assert try_out(own) == {}
    assert "hub_password" in try_out(changed(own, hub_password="wrong"))
    keyless = changed(own, client_id="", client_secret="", app_key="")
    assert try_out(keyless) == {}
    assert tenant_id == tenant_id_of(form.tenant, "custom")


def test_secrets_go_to_the_keyring_and_the_rest_to_the_file(form, tmp_path, trusted_keyring):
    file = tmp_path / "config.toml"
    given = changed(
        form,
        client_secret="cs1.canary",
        app_key="ak1.canary",
        hub_url="postgresql://dana@db.example/lazi",
        hub_password="hub secret 1",
    )
    remember(load_settings(), given, file)
    assert "cs1.canary" not in file.read_text()
    assert "hub secret 1" not in file.read_text()
    assert set(trusted_keyring.values()) == {"cs1.canary", "ak1.canary", "hub secret 1"}
    settings = load_settings(file)
    assert open_remote(settings, secrets_of(settings)) is not None
    assert hub_url(settings, secrets_of(settings)) == "postgresql://dana:hub%20secret%201@db.example/lazi"


def test_what_the_organisation_has_locked_is_neither_used_nor_written(
    form, tmp_path, trusted_keyring, monkeypatch
):
    policy = tmp_path / "policy.toml"
    policy.write_text("[policy]\nlocked = ['hub']\n[hub]\nurl = 'postgresql://db.example/lazi'\n")
    monkeypatch.setenv("LAZI_POLICY", str(policy))
    file = tmp_path / "config.toml"
    file.write_text("[servicetitan]\nrequests_per_second = 5.0\n")
    given = changed(form, client_secret="cs1.x", app_key="ak1.x", hub_url="postgresql://elsewhere/lazi")
    assert locked_fields(load_settings(file)) == {"hub_url"}
    assert form_of(load_settings(file)).hub_url == "postgresql://db.example/lazi"
    settings = settings_from(load_settings(file), given)
    assert settings.hub.url == "postgresql://db.example/lazi"
    assert settings.servicetitan.requests_per_second == 5
    remember(load_settings(file), given, file)
    assert "elsewhere" not in file.read_text()
    assert "requests_per_second = 5.0" in file.read_text()
