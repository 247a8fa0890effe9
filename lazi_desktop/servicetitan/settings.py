"""Whose pricebook, and where ServiceTitan listens."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

from lazi_desktop.domain.errors import ConfigurationProblem

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_WORDS = {
    "tenant": "tenant id",
    "client_id": "client id",
    "client_secret": "client secret",
    "app_key": "app key",
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """What ServiceTitan wants to see, without the white space that comes along when pasting."""

    tenant: str
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    app_key: str = field(repr=False)

    def __post_init__(self) -> None:
        for member in fields(self):
            text = str(getattr(self, member.name)).strip()
            if not text:
                raise ConfigurationProblem(f"ServiceTitan's {_WORDS[member.name]} is missing.")
            if not text.isascii() or not text.isprintable():
                raise ConfigurationProblem(
                    f"ServiceTitan's {_WORDS[member.name]} has characters that none has."
                )
            object.__setattr__(self, member.name, text)
        if not self.tenant.isdigit():
            raise ConfigurationProblem("ServiceTitan's tenant id is a number.")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the API and the sign-in are. Only HTTPS, except on this machine."""

    api_url: str
    auth_url: str

    def __post_init__(self) -> None:
        for name in ("api_url", "auth_url"):
            url = getattr(self, name).strip().rstrip("/")
            parts = urlsplit(url)
            if not parts.hostname or parts.scheme not in ("http", "https") or parts.username or parts.query:
                raise ConfigurationProblem(f"“{url}” is not an address of ServiceTitan.")
            if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
                raise ConfigurationProblem(f"“{url}” would send the secrets in the open. Use https.")
            object.__setattr__(self, name, url)

    @property
    def is_own_machine(self) -> bool:
        """Whether this is no ServiceTitan but a stand-in here."""
        return urlsplit(self.api_url).hostname in _LOOPBACK

    @property
    def token_url(self) -> str:
        return self.auth_url if urlsplit(self.auth_url).path else f"{self.auth_url}/connect/token"


PRODUCTION = Endpoints("https://api.servicetitan.io", "https://auth.servicetitan.io/connect/token")
INTEGRATION = Endpoints(
    "https://api-integration.servicetitan.io", "https://auth-integration.servicetitan.io/connect/token"
)
