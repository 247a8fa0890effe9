"""What a person gives to connect, as data, and what is missing or odd in it. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlsplit

PRODUCTION, INTEGRATION, CUSTOM = "production", "integration", "custom"
ENVIRONMENTS = (PRODUCTION, INTEGRATION, CUSTOM)


@dataclass(frozen=True, slots=True)
class ConnectionForm:
    """`hub_url` empty means the built-in database; `api_url` and `auth_url` count for a custom environment only."""

    tenant: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    app_key: str = field(default="", repr=False)
    environment: str = PRODUCTION
    api_url: str = ""
    auth_url: str = ""
    hub_url: str = field(default="", repr=False)
    hub_login: str = ""
    hub_password: str = field(default="", repr=False)

    @property
    def has_keys(self) -> bool:
        return bool(self.client_id or self.client_secret or self.app_key)

    def trimmed(self) -> ConnectionForm:
        """Without what copying brings along: spaces and line breaks around the values."""
        return replace(self, **{one.name: getattr(self, one.name).strip() for one in fields(self)})


def problems(form: ConnectionForm, *, own_hub: bool = False) -> Mapping[str, str]:
    """A sentence for each field that needs another look. `own_hub`: the person chose a PostgreSQL server, beside which
    ServiceTitan's keys are not needed."""
    form = form.trimmed()
    found: dict[str, str] = {}
    if not form.tenant:
        found["tenant"] = "Type the number of your ServiceTitan tenant. ServiceTitan shows it under Settings."
    elif not form.tenant.isascii() or not form.tenant.isdigit():
        found["tenant"] = "The tenant is a number, like 1234567890."
    needs_keys = form.has_keys or not own_hub
    if needs_keys and not form.client_id:
        found["client_id"] = "Type the client id that ServiceTitan gave to this application."
    if needs_keys and not form.client_secret:
        found["client_secret"] = "Type the client secret. ServiceTitan shows it once, when it is made."
    if needs_keys and not form.app_key:
        found["app_key"] = "Type the app key from ServiceTitan's developer portal."
    if form.environment == CUSTOM:
        for name, what in (("api_url", "API"), ("auth_url", "sign-in")):
            if not _is_address(getattr(form, name), ("http", "https")):
                found[name] = f"Type the {what} address, like https://servicetitan.example."
    if own_hub and not form.hub_url:
        found["hub_url"] = "Type the address of your PostgreSQL server, or choose the built-in database."
    elif form.hub_url and not _is_address(form.hub_url, ("postgresql", "postgres")):
        found["hub_url"] = "Type it like postgresql://name@server:5432/database."
    return found


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port  # a number, if there is one
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname)
