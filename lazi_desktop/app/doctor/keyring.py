"""The check of where secrets are kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import ConfigurationProblem

if TYPE_CHECKING:
    from lazi_desktop.secrets import FileSecrets, KeyringSecrets

SECRETS = {"secrets": "Keyring"}
SILENT = "Unlock this computer's keyring, or log in to the desktop anew, which unlocks it."

_PROBE = "probe of the diagnostics"


def look_at_secrets(patient: Patient, tell: Teller) -> None:
    from lazi_desktop.secrets import EnvironmentSecrets, FileSecrets, KeyringSecrets

    settings, secrets = patient.settings, patient.secrets
    if settings is None:
        tell.skip("The settings come first.")
    elif isinstance(secrets, FileSecrets):
        _look_at_file(secrets, settings, tell)
    elif (_given(settings) and _hub_needs_none(settings)) or isinstance(secrets, EnvironmentSecrets):
        tell.ok("secrets", "Secrets are given by the environment; no keyring is needed.")
    elif isinstance(secrets, KeyringSecrets):
        _look_at_keyring(secrets, tell.warn if _given(settings) else tell.bad, tell)


def _given(settings: Settings) -> bool:
    """Or not needed: another computer pulls and pushes."""
    remote = settings.servicetitan
    has_both = remote.client_secret is not None and remote.app_key is not None
    return has_both or (settings.is_configured and not settings.asks_servicetitan)


def _hub_needs_none(settings: Settings) -> bool:
    """Nothing of the keyring. Where it might, `.pgpass` may still have it, or none is asked for: that is no failure."""
    url, given = settings.hub.url, settings.hub.password
    return not url or given is not None or bool(urlsplit(url).password)


def _look_at_file(secrets: FileSecrets, settings: Settings, tell: Teller) -> None:
    try:
        secrets.read(_PROBE)
    except ConfigurationProblem as problem:
        tell.fail("secrets", problem, "Make that file readable, by the account that runs LAZI Desktop alone.")
    else:
        tell.ok("secrets", f"Secrets are read from {settings.secrets_file}, which only you can read.")


def _look_at_keyring(secrets: KeyringSecrets, fail: Callable[[str, str, str], None], tell: Teller) -> None:
    """Writes a secret of no worth, reads it back and takes it away."""
    from lazi_desktop.secrets.system_keyring import INSTEAD

    worth = os.urandom(8).hex()
    try:
        backend = secrets.backend()
        secrets.write(_PROBE, worth)
        try:
            same = secrets.read(_PROBE) == worth
        finally:
            secrets.forget(_PROBE)
    except ConfigurationProblem as problem:
        fail("secrets", problem.detail.removesuffix(INSTEAD).strip(), INSTEAD)
        return
    if same:
        tell.ok("secrets", f"{backend} keeps a secret and gives it back.")
    else:
        fail("secrets", f"{backend} does not give back what it was given to keep.", INSTEAD)
