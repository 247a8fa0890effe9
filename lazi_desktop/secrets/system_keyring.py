"""Secrets in the keyring of the operating system, and in no other that only looks like one."""

from __future__ import annotations

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from lazi_desktop.domain.errors import ConfigurationProblem

SERVICE = "LAZI Desktop"
TRUSTED = {
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
}
_NONE = {"keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"}
_CHAIN = "keyring.backends.chainer.ChainerBackend"

_NO_KEYRING = "This computer has no keyring that could keep a secret."
INSTEAD = "Give secrets by environment variables, or name a file of mode 0600 as `secrets_file`."


class KeyringSecrets:
    """Implements `ports.system.Secrets`. The keyring is looked at when it is needed, not before."""

    def check(self) -> None:
        """Looks whether there is a keyring to trust, without opening it.

        Raises:
            ConfigurationProblem: there is none; `write` would fail.
        """
        _trusted(keyring.get_keyring())

    def backend(self) -> str:
        """What this system's keyring is called. Raises ConfigurationProblem as `check`."""
        return str(_trusted(keyring.get_keyring()).name)

    def read(self, name: str) -> str | None:
        """None where the keyring has no such secret, and where there is no keyring that could have kept one."""
        backend = keyring.get_keyring()
        if _kind(backend) in _NONE:
            return None
        try:
            return _trusted(backend).get_password(SERVICE, name)
        except KeyringError as error:
            raise _closed(error) from error

    def write(self, name: str, secret: str) -> None:
        try:
            _trusted(keyring.get_keyring()).set_password(SERVICE, name, secret)
        except KeyringError as error:
            raise _closed(error) from error

    def forget(self, name: str) -> None:
        backend = keyring.get_keyring()
        if _kind(backend) in _NONE:
            return
        try:
            _trusted(backend).delete_password(SERVICE, name)
        except PasswordDeleteError:
            pass  # it was not there
        except KeyringError as error:
            raise _closed(error) from error


def _kind(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _trusted(backend: KeyringBackend) -> KeyringBackend:
    """The backend itself, or the first trusted one of a chain, which might hold plain files too."""
    chained = getattr(backend, "backends", ()) if _kind(backend) == _CHAIN else (backend,)
    for one in chained:
        if _kind(one) in TRUSTED:
            return one
    if not chained or _kind(backend) in _NONE:
        raise ConfigurationProblem(f"{_NO_KEYRING} {INSTEAD}")
    words = f"The keyring “{_kind(chained[0])}” is not the operating system's own, so it is not used."
    raise ConfigurationProblem(f"{words} {INSTEAD}")


def _closed(error: KeyringError) -> ConfigurationProblem:
    words = f"The keyring does not open ({type(error).__name__}). Unlock it and try again."
    return ConfigurationProblem(f"{words} {INSTEAD}", may_retry=True)
