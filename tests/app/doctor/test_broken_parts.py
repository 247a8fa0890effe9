"""Each dependency away in turn: red, in words, with what mends it, and the rest is still told."""

from __future__ import annotations

import os
import socket
import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from lazi_desktop.app.doctor import hub, servicetitan
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.domain.list_titles import LIST_TITLES
from lazi_desktop.ports.doctor import CheckState
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import set_level
from tests.app.doctor.conftest import bad

READS = {
    "read_category",
    "read_material",
    "read_service",
    "read_equipment",
    "read_discount_fee",
    "read_pictures",
}


CHANGES = {"change_category", "change_material", "change_service", "change_equipment", "change_discount_fee"}
LISTS = {f"list_{name}" for name in LIST_TITLES}


def test_all_is_well(unattended, examine) -> None:
    found = examine()
    assert not bad(found)
    assert {name for name, one in found.items() if one.state is CheckState.OK} >= {
        "program", "settings", "disk", "logs", "secrets", "proxy", "hub", "hub_pooler", "hub_schema", "hub_person",
        "hub_clock", "servicetitan", "servicetitan_clock", "sign_in", "app_key", *READS, *LISTS, *CHANGES,
    }  # fmt: skip
    assert found["workspace"].state is CheckState.SKIPPED
    assert found["hub_person"].words == "You are admin and may change the pricebook."


def test_looking_registers_no_device(unattended, server, examine, admin_rows) -> None:
    examine()
    tenant = tenant_id_of(unattended.tenant, "custom")
    before = admin_rows("select device_id from sync.devices where tenant_id = %s", tenant)
    examine()
    assert admin_rows("select device_id from sync.devices where tenant_id = %s", tenant) == before


def test_a_setting_is_wrong(unattended, examine, monkeypatch) -> None:
    monkeypatch.setenv("LAZI_SERVICETITAN__PAGE_SIZE", "many")
    found = examine()
    assert bad(found) == {"settings"}
    assert "LAZI_SERVICETITAN__PAGE_SIZE" in found["settings"].words
    assert found["hub"].state is found["sign_in"].state is CheckState.SKIPPED
    assert found["program"].state is CheckState.OK


def test_the_policy_of_the_organisation_is_wrong(unattended, examine, monkeypatch, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("theme = 'purple'", encoding="utf-8")
    root, everybody = (SimpleNamespace(st_uid=0, st_gid=0, st_mode=mode) for mode in (0o644, 0o666))
    monkeypatch.setattr("lazi_desktop.config.policy.machine_policy_file", lambda: policy)
    monkeypatch.setattr("lazi_desktop.config.policy.look_at", lambda _: root)
    found = examine()
    assert bad(found) == {"settings"}
    assert str(policy) in found["settings"].words
    assert "IT" in found["settings"].mend
    policy.write_text("theme = 'dark'", encoding="utf-8")
    assert str(policy) in examine()["settings"].words
    monkeypatch.setattr("lazi_desktop.config.policy.look_at", lambda _: everybody)
    found = examine()
    assert bad(found) == {"settings"}
    assert "can be written by others than root" in found["settings"].words
    assert "IT" in found["settings"].mend


@pytest.mark.parametrize(
    ("lock", "mend"), [("", "Correct hub.url"), ("[policy]\nlocked = ['hub']\n", "Let IT correct the policy")]
)
def test_whoever_may_correct_the_address_is_told_to(
    unattended, examine, monkeypatch, tmp_path: Path, lock: str, mend: str
) -> None:
    monkeypatch.delenv("LAZI_HUB__URL")
    policy = tmp_path / "policy.toml"
    policy.write_text(f"{lock}[hub]\nurl = 'the server in the office'", encoding="utf-8")
    monkeypatch.setenv("LAZI_POLICY", str(policy))
    found = examine()
    assert bad(found) == {"hub"}
    assert found["hub"].mend.startswith(mend)


def test_nobody_listens_where_the_hub_should_be(unattended, examine, monkeypatch, dead_port) -> None:
    monkeypatch.setenv("LAZI_HUB__URL", f"postgresql://me@127.0.0.1:{dead_port}/lazi")
    found = examine()
    assert bad(found) == {"hub"}
    assert "Nobody answers at its address." in found["hub"].words
    assert found["hub_person"].state is CheckState.SKIPPED


def test_the_hub_refuses_the_password(unattended, examine, monkeypatch) -> None:
    monkeypatch.setenv("LAZI_HUB__PASSWORD", "another one")
    found = examine()
    assert bad(found) == {"hub"}
    assert found["hub"].words.startswith("The shared database refused. Password authentication failed")
    assert "password" in found["hub"].mend


def test_the_built_in_hub_does_not_start(unattended, examine, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LAZI_HUB__URL")
    server = EmbeddedPostgres(ProfilePlaces(tmp_path / "profile").hub)
    server.folder.mkdir(parents=True)
    data = server._data
    data.mkdir(parents=True)
    try:
        (data / "PG_VERSION").write_text("18", encoding="utf-8")
        found = examine()
    finally:
        server.destroy()
    assert bad(found) == {"hub"}
    assert found["hub"].words.startswith("The built-in database has stopped.")
    assert found["hub_schema"].state is CheckState.SKIPPED


def test_a_built_in_hub_that_was_never_made_is_not_made(
    unattended, examine, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("LAZI_HUB__URL")
    assert examine()["hub"].state is CheckState.SKIPPED
    assert not (tmp_path / "profile" / "hub").exists()


def test_the_person_was_taken_out_of_the_tenant(unattended, server, examine) -> None:
    role = urlsplit(os.environ["LAZI_HUB__URL"]).username or ""
    set_level(server.admin_url, tenant_id_of(unattended.tenant, "custom"), role, None)
    found = examine()
    assert bad(found) == {"hub_person"}
    assert "administrator" in found["hub_person"].mend


@pytest.mark.parametrize(("seconds", "state"), [(90, CheckState.WARNING), (-900, CheckState.BAD)])
def test_the_clock_is_wrong(unattended, examine, clock, seconds, state) -> None:
    clock.by = timedelta(seconds=seconds)
    found = examine()
    for name in ("hub_clock", "servicetitan_clock"):
        assert found[name].state is state
        assert ("ahead" if seconds > 0 else "behind") in found[name].words


def test_nobody_listens_where_servicetitan_should_be(unattended, examine, monkeypatch, dead_port) -> None:
    monkeypatch.setenv("LAZI_SERVICETITAN__API_URL", f"http://127.0.0.1:{dead_port}")
    found = examine()
    assert bad(found) == {"servicetitan"}
    assert found["sign_in"].state is CheckState.SKIPPED
    assert found["hub"].state is CheckState.OK


def test_what_swallows_everything_is_told_in_time(unattended, examine, monkeypatch, silent_port) -> None:
    monkeypatch.setenv("LAZI_SERVICETITAN__API_URL", f"http://127.0.0.1:{silent_port}")
    monkeypatch.setenv("LAZI_HUB__URL", f"postgresql://me@127.0.0.1:{silent_port}/lazi")
    for module in (hub, servicetitan):
        monkeypatch.setattr(module, "CALL_SECONDS", 0.3)
    found = examine()
    assert bad(found) == {"hub", "servicetitan"}
    assert {"did not answer within" in found[name].words for name in ("hub", "servicetitan")} == {True}
    assert found["hub_schema"].state is found["sign_in"].state is CheckState.SKIPPED


def test_a_name_that_is_looked_up_for_ever_holds_up_nothing(unattended, examine, monkeypatch) -> None:
    found_at_last, look_up = threading.Event(), socket.getaddrinfo

    def slow(host, *args, **kwargs):
        if host == "hub.example":
            found_at_last.wait(30)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    monkeypatch.setattr(hub, "CALL_SECONDS", 0.3)
    monkeypatch.setenv("LAZI_HUB__URL", "postgresql://me@hub.example/lazi")
    holding = {thread for thread in threading.enumerate() if not thread.daemon}
    try:
        found = examine()
        assert {thread for thread in threading.enumerate() if not thread.daemon} <= holding
    finally:
        found_at_last.set()
    assert bad(found) == {"hub"}
    assert "did not answer within" in found["hub"].words


def test_the_certificate_of_servicetitan_is_not_trusted(
    unattended, examine, monkeypatch, untrusted_port
) -> None:
    monkeypatch.setenv("LAZI_SERVICETITAN__API_URL", f"https://localhost:{untrusted_port}")
    found = examine()
    assert bad(found) == {"servicetitan"}
    assert "certificate is not good" in found["servicetitan"].words
    assert "certificate" in found["servicetitan"].mend


def test_the_client_secret_is_wrong(unattended, examine, monkeypatch) -> None:
    monkeypatch.setenv("LAZI_SERVICETITAN__CLIENT_SECRET", "cs1.wrong")
    found = examine()
    assert bad(found) == {"sign_in"}
    assert "cs1.wrong" not in found["sign_in"].words
    assert found["app_key"].state is CheckState.SKIPPED


def test_the_app_key_is_wrong(unattended, examine, monkeypatch) -> None:
    monkeypatch.setenv("LAZI_SERVICETITAN__APP_KEY", "ak1.wrong")
    found = examine()
    assert bad(found) == {"app_key"}
    assert {found[name].state for name in READS} == {CheckState.SKIPPED}


def test_a_secret_is_nowhere(unattended, examine, monkeypatch) -> None:
    monkeypatch.delenv("LAZI_SERVICETITAN__APP_KEY")
    found = examine()
    assert bad(found) == {"secrets", "sign_in"}  # and there is no keyring here that could have it
    assert "app key is not known" in found["sign_in"].words


def test_without_a_keyring_a_hub_that_may_want_a_password_is_no_failure(
    unattended, examine, monkeypatch
) -> None:
    monkeypatch.delenv("LAZI_HUB__PASSWORD")
    found = examine()
    assert bad(found) == {"hub"}  # this one does want it
    assert found["secrets"].state is CheckState.WARNING


@pytest.mark.parametrize(
    ("scope", "name"),
    [("tn.pb.materials:r", "read_material"), ("tn.pb.images:r", "read_pictures")],
)
def test_a_scope_is_missing(unattended, examine, scope, name) -> None:
    unattended.inject("deny_scope", scope=scope)
    found = examine()
    assert bad(found) == {name}
    assert scope in found[name].words


def test_a_list_that_may_not_be_read_is_no_more_than_a_warning(unattended, examine) -> None:
    unattended.inject("deny_scope", scope="tn.inv.vendors:r")
    unattended.inject("status", status=404, times=None, match={"path_contains": "/warehouses"})
    found = examine()
    assert not bad(found)
    assert {name for name in LISTS if found[name].state is CheckState.WARNING} == {
        "list_vendors",
        "list_warehouses",
    }
    assert "tn.inv.vendors:r" in found["list_vendors"].words
    assert "switch that module on" in found["list_warehouses"].mend
    assert "tn.stt.businessunits:r" in found["list_business_units"].words


def test_tokens_that_end_at_once_are_told_of(unattended, examine) -> None:
    unattended.inject("expire_tokens", times=None, match={"path_contains": "/pricebook/"})
    assert bad(examine()) == {"app_key"}


def test_something_in_between_answers_with_a_page(unattended, examine) -> None:
    unattended.inject("html", status=200, times=None, match={"path_contains": "/materials"})
    found = examine()
    assert bad(found) == {"read_material"}


def test_the_log_folder_cannot_be_written(unattended, examine, monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "logs").write_text("a file", encoding="utf-8")
    found = examine()
    assert bad(found) == {"logs"}
    assert str(tmp_path) in found["logs"].words


def test_the_workspace_is_damaged(unattended, examine, tmp_path: Path) -> None:
    folder = tmp_path / "profile" / "workspace"
    folder.mkdir(parents=True)
    (folder / "workspace.sqlite3").write_bytes(b"no database at all, but long enough to look like one" * 100)
    found = examine()
    assert bad(found) == {"workspace"}
    assert "damaged" in found["workspace"].words
    assert found["hub"].state is CheckState.OK


def test_a_keyring_that_works_is_tried(unattended, examine, monkeypatch, memory_keyring, trusted) -> None:
    monkeypatch.delenv("LAZI_SERVICETITAN__APP_KEY")
    memory_keyring["LAZI Desktop", f"servicetitan app key, custom {unattended.tenant}"] = unattended.app_key
    before = dict(memory_keyring)
    found = examine()
    assert not bad(found)
    assert "gives it back" in found["secrets"].words
    assert memory_keyring == before
