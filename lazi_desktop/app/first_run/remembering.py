"""Keeping what was given: secrets in the keyring or the file for them, all else in the configuration file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from lazi_desktop.app.remote import APP_KEY, CLIENT_SECRET, secret_name
from lazi_desktop.app.session import hub_password_name, secrets_of
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.saving import save_values
from lazi_desktop.config.settings import Environment, Settings, settings_file
from lazi_desktop.domain.errors import ConfigurationProblem

NO_KEYRING = (
    "This computer has no keyring. Start LAZI with LAZI_SECRETS_FILE=… or the environment variables of the"
    " README."
)


def where_secrets_go(settings: Settings) -> tuple[str, bool]:
    """A sentence for the person who is about to type some, and whether there is anything that would keep them."""
    from lazi_desktop.secrets import KeyringSecrets

    if settings.secrets_file is not None:
        return f"Secrets go to {settings.secrets_file} and nowhere else.", True
    try:
        KeyringSecrets().check()
    except ConfigurationProblem:
        return NO_KEYRING, False
    return "Secrets go to this computer's keyring and nowhere else.", True


class Given:
    """What was given, by key. What the organisation has locked is neither used nor written."""

    def __init__(self, settings: Settings, values: Mapping[str, Any]) -> None:
        self._before = settings
        self.values = {
            key: value
            for key, value in values.items()
            if settings.origin_of(key).kind is not OriginKind.LOCKED
        }

    def settings(
        self, *, hub_password: str | None = None, client_secret: str = "", app_key: str = ""
    ) -> Settings:
        """With what was given; secrets only in memory. A password that is "" is none, None the one that is kept."""
        hidden = {
            "hub.password": hub_password,
            "servicetitan.client_secret": client_secret or None,
            "servicetitan.app_key": app_key or None,
        }
        said = self.values | {key: SecretStr(one) for key, one in hidden.items() if one is not None}
        update: dict[str, Any] = {}
        for section in ("hub", "servicetitan"):
            own = {
                key.partition(".")[2]: value for key, value in said.items() if key.startswith(f"{section}.")
            }
            update[section] = getattr(self._before, section).model_copy(update=own)
        return self._before.model_copy(update=update)

    def keep(self, config: Path | None) -> None:
        """Raises:
        ConfigurationProblem: the file cannot be written.
        """
        plain = {key: str(value) if isinstance(value, Path) else value for key, value in self.values.items()}
        save_values(settings_file(config), plain, self._before)


def hub_values(
    *, hub: str, login: str, tenant: str, environment: str, api_url: str, auth_url: str
) -> dict[str, Any]:
    """Of a team's hub, and whose pricebook it holds."""
    return {
        "hub.url": hub,
        "hub.login": login,
        "servicetitan.tenant": tenant,
        "servicetitan.environment": Environment(environment),
        "servicetitan.api_url": api_url,
        "servicetitan.auth_url": auth_url,
    }


def keep_hub_password(settings: Settings, password: str) -> None:
    """Raises:
    ConfigurationProblem: there is no keyring to trust; nothing was written.
    """
    if password:
        secrets_of(settings).write(hub_password_name(settings), password)


def keep_keys(settings: Settings, client_secret: str, app_key: str) -> None:
    """Raises ConfigurationProblem as `keep_hub_password`."""
    secrets = secrets_of(settings)
    secrets.write(secret_name(settings.servicetitan, CLIENT_SECRET), client_secret)
    secrets.write(secret_name(settings.servicetitan, APP_KEY), app_key)


def keep_certificate(settings: Settings, certificate: str, *, tried: bool = False) -> Path | None:
    """Where it is kept; None where there is none. It is no secret. `tried`: one that has not proved itself yet.

    Raises:
        ConfigurationProblem: the profile's folder cannot be written to.
    """
    if not certificate:
        return None
    places = ProfilePlaces(settings.profile)
    beside = places.tried_hub_certificate
    file = beside if tried else places.hub_certificate
    try:
        beside.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(certificate.strip() + "\n", encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ConfigurationProblem(f"{file} cannot be written: {error}.") from None
    return file
