"""How requests to the web leave this computer: directly, or by a proxy that the settings or the system name."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.secrecy import keep_secret

NONE = "none"
SETTING = "network.proxy"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proxy:
    """`said_by` is the setting, the variable, or the system."""

    scheme: str
    host: str
    port: int
    said_by: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def address(self) -> str:
        """Without who signs in there."""
        return f"{self.scheme}://{self.place}"


@dataclass(frozen=True, slots=True)
class Way:
    """`setting`: as network.proxy says it; `password` is of the user who is named there, or by a variable without one.

    What listens on this computer is always asked directly.
    """

    setting: str = NONE
    password: str = field(default="", repr=False)
    certificate: Path | None = None

    @property
    def is_direct(self) -> bool:
        return self.setting == NONE

    def proxy_for(self, scheme: str, host: str) -> Proxy | None:
        """Raises ConfigurationProblem for a proxy of a kind that is not known."""
        if self.is_direct or host.lower() in _LOOPBACK:
            return None
        if self.setting:
            return self._proxy(self.setting, SETTING)
        named = getproxies()
        said_by = next((one for one in (scheme, "all") if named.get(one)), "")
        if not said_by or proxy_bypass(host):
            return None
        return self._proxy(named[said_by], _variable(said_by))

    def _proxy(self, text: str, said_by: str) -> Proxy:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme not in _PORTS or not parts.hostname or port == 0:
            raise ConfigurationProblem(
                f"{said_by} names no proxy that LAZI Desktop can use: it takes http://host:port. Set {SETTING}."
            )
        password = unquote(parts.password or "") or (self.password if parts.username else "")
        keep_secret(password)
        return Proxy(
            parts.scheme,
            parts.hostname,
            port or _PORTS[parts.scheme],
            said_by,
            unquote(parts.username or ""),
            password,
        )


def check_proxy(text: str) -> str:
    """What may stand in the setting. Raises ValueError, without the text, which may hold a password."""
    text = text.strip().rstrip("/")
    if text in ("", NONE):
        return text
    parts = urlsplit(text)
    if parts.password is not None:
        raise ValueError(
            "the proxy's password is a secret: give it as LAZI_NETWORK__PROXY_PASSWORD, or by the secrets file"
        )
    try:
        is_whole = parts.scheme == "http" and bool(parts.hostname) and parts.port is not None
    except ValueError:
        is_whole = False
    if not is_whole or parts.path or parts.query or parts.fragment:
        raise ValueError(f"takes http://host:port, “{NONE}”, or nothing for what the system says")
    return text


def proxy_password_name(setting: str) -> str:
    """Under which name the keyring has it."""
    parts = urlsplit(setting)
    place = (
        f"{quote(unquote(parts.username or ''))}@{parts.netloc.rpartition('@')[2]}"
        if setting
        else "the system's"
    )
    return f"proxy password, {place}"


def _variable(scheme: str) -> str:
    name = f"{scheme}_proxy"
    return next((one for one in (name, name.upper()) if os.environ.get(one)), "the system")
