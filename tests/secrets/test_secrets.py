from __future__ import annotations

import os
import stat
import sys
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.ports.system import Secrets
from lazi_desktop.secrets import EnvironmentSecrets, FileSecrets, KeyringSecrets, system_keyring

NAME = "servicetitan client secret, production 123"

posix = pytest.mark.skipif(sys.platform == "win32", reason="files have no such mode on Windows")


@pytest.fixture
def trusted_keyring(memory_keyring, monkeypatch):
    monkeypatch.setattr(system_keyring, "TRUSTED", {kind(keyring.get_keyring())})
    return memory_keyring


def kind(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


class Backend(KeyringBackend):
    """A keyring under any name, in which every use fails as told."""

    priority = 1

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return "in the open"

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error:
            raise self.error


@pytest.fixture
def use(monkeypatch):
    def used(backend: Any) -> KeyringSecrets:
        monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
        return KeyringSecrets()

    return used


def under_the_name(name: str, **members: Any) -> type[Backend]:
    module, _, qualname = name.rpartition(".")
    return type(qualname, (Backend,), {"__module__": module, "__qualname__": qualname, **members})


def test_a_keyring_keeps_under_our_service(trusted_keyring):
    secrets: Secrets = KeyringSecrets()
    assert secrets.read(NAME) is None
    secrets.write(NAME, "cs1.x")
    assert trusted_keyring == {("LAZI Desktop", NAME): "cs1.x"}
    assert secrets.read(NAME) == "cs1.x"
    secrets.forget(NAME)
    secrets.forget(NAME)
    assert secrets.read(NAME) is None


@pytest.mark.parametrize("name", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_where_there_is_no_keyring_nothing_is_known_and_nothing_kept(use, name):
    secrets = use(under_the_name(name)())
    assert secrets.read(NAME) is None
    secrets.forget(NAME)
    with pytest.raises(ConfigurationProblem, match="no keyring"):
        secrets.write(NAME, "cs1.x")


@pytest.mark.parametrize(
    "name", ["keyrings.alt.file.PlaintextKeyring", "keyrings.alt.file.EncryptedKeyring", "elsewhere.Keyring"]
)
def test_a_keyring_that_is_none_is_refused(use, name):
    secrets = use(under_the_name(name)())
    for action in (
        lambda: secrets.read(NAME),
        lambda: secrets.write(NAME, "cs1.x"),
        lambda: secrets.forget(NAME),
    ):
        with pytest.raises(ConfigurationProblem, match=r"not used.*secrets_file") as caught:
            action()
        assert "cs1.x" not in str(caught.value)


def test_of_a_chain_only_a_trusted_link_is_used(use):
    plain = under_the_name("keyrings.alt.file.PlaintextKeyring")(RuntimeError("must not be asked"))
    vault = under_the_name("keyring.backends.SecretService.Keyring")()
    chain = under_the_name("keyring.backends.chainer.ChainerBackend", backends=[plain, vault])()
    assert use(chain).read(NAME) == "in the open"
    without = under_the_name("keyring.backends.chainer.ChainerBackend", backends=[plain])()
    with pytest.raises(ConfigurationProblem, match="PlaintextKeyring"):
        use(without).read(NAME)
    empty = under_the_name("keyring.backends.chainer.ChainerBackend", backends=[])()
    with pytest.raises(ConfigurationProblem, match="no keyring"):
        use(empty).read(NAME)


def test_a_locked_keyring_says_what_to_do(use):
    secrets = use(under_the_name("keyring.backends.SecretService.Keyring")(KeyringLocked("x")))
    for action in (lambda: secrets.read(NAME), lambda: secrets.write(NAME, "cs1.x")):
        with pytest.raises(ConfigurationProblem, match="Unlock") as caught:
            action()
        assert caught.value.may_retry


def test_the_environment_is_read_under_the_short_name():
    secrets: Secrets = EnvironmentSecrets({"LAZI_SERVICETITAN_CLIENT_SECRET": " cs1.x\n", "LAZI_EMPTY": ""})
    assert secrets.read(NAME) == "cs1.x"
    assert secrets.read("empty") is None
    assert secrets.read("other") is None
    with pytest.raises(ConfigurationProblem, match="Set LAZI_SERVICETITAN_CLIENT_SECRET"):
        secrets.write(NAME, "y")
    with pytest.raises(ConfigurationProblem, match="Unset"):
        secrets.forget(NAME)


def test_a_file_keeps_and_is_the_owners_alone(tmp_path):
    secrets: Secrets = FileSecrets(tmp_path / "secrets.toml")
    secrets.write(NAME, 'cs1."x"\\')
    secrets.write("hub password, a at b", "pässword")
    assert FileSecrets(tmp_path / "secrets.toml").read(NAME) == 'cs1."x"\\'
    assert secrets.read("hub password, a at b") == "pässword"
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "secrets.toml").stat().st_mode) == 0o600
    secrets.forget(NAME)
    assert secrets.read(NAME) is None
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.toml"]


def written(tmp_path, text: str, mode: int = 0o600):
    path = tmp_path / "my secrets.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_file_of_one_tenant_may_use_short_names(tmp_path):
    path = written(tmp_path, 'servicetitan_client_secret = "short"\nservicetitan_app_key = ""\n')
    assert FileSecrets(path).read(NAME) == "short"
    assert FileSecrets(path).read("servicetitan app key, production 123") is None


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o622])
def test_a_file_that_others_can_read_is_refused_with_the_mend(tmp_path, mode):
    path = written(tmp_path, 'servicetitan_client_secret = "short"', mode)
    with pytest.raises(ConfigurationProblem) as caught:
        FileSecrets(path).read(NAME)
    assert f"chmod 600 '{path}'" in caught.value.detail


@pytest.mark.skipif(sys.platform == "win32", reason="modes and owners are of POSIX")
@pytest.mark.parametrize("mode, is_read", [(0o440, True), (0o400, True), (0o444, False)])
def test_a_credential_of_a_service_belongs_to_root_and_its_group(tmp_path, monkeypatch, mode, is_read):
    path = tmp_path / "secrets.toml"
    path.write_text('app_key = "x"\n')
    path.chmod(mode)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setattr("lazi_desktop.secrets.file.os.getuid", lambda: 12345)
    if is_read:
        assert FileSecrets(path).read("app key") == "x"
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "another"))
    with pytest.raises(ConfigurationProblem):
        FileSecrets(path).read("app key")


@posix
def test_a_file_of_somebody_else_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, 'servicetitan_client_secret = "short"')
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(ConfigurationProblem, match=f"chown {owner + 1} "):
        FileSecrets(path).read(NAME)


@pytest.mark.parametrize(
    "text",
    [
        "servicetitan_client_secret = cs1.leak",
        "servicetitan_client_secret = 5",
        "[servicetitan_client_secret]",
    ],
)
def test_a_file_that_cannot_be_read_is_said_without_its_content(tmp_path, text):
    with pytest.raises(ConfigurationProblem) as caught:
        FileSecrets(written(tmp_path, text)).read(NAME)
    assert "leak" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(ConfigurationProblem, match="No such file"):
        FileSecrets(tmp_path / "none.toml").read(NAME)
    FileSecrets(tmp_path / "none.toml").forget(NAME)
    with pytest.raises(ConfigurationProblem, match="cannot be written"):
        FileSecrets(tmp_path / "no folder" / "none.toml").write(NAME, "x")
