"""An invitation into a team: where its hub is and whose pricebook it holds. It carries no secret."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.hub_address import is_everybodys

SUFFIX: Final = ".lazi-invitation"
SCHEME: Final = "lazi-desktop"
_LINK: Final = f"{SCHEME}://join/"
_VERSION: Final = 1
_LONGEST: Final = 64_000
_NAMES: Final = (
    "hub",
    "tenant",
    "environment",
    "team",
    "login",
    "name",
    "api_url",
    "auth_url",
    "certificate",
)
_ENVIRONMENTS: Final = ("production", "integration", "custom", "demo")
_TENANT: Final = re.compile(r"[0-9]{1,20}")
_OWN_PARAMETERS: Final = ("user", "pass", "sslkey", "sslcert", "sslpassword", "service")
"""How what is one person's, and no other's, begins in a database's address."""
_PEM: Final = re.compile(r"(-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----\s*)+")
_AROUND: Final = " \t\r\n\u00a0\ufeff<>()[]\"'“”‘’«»,.;"
_UNREADABLE: Final = "This is no invitation, or only a part of one. Ask for it again, as a file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """`hub` is postgresql://server:5432/database without login and password; `login` may be empty, where one invitation
    serves several people. `certificate`: the hub's own authority, as PEM, where no public one vouches for it.
    """

    hub: str
    tenant: str
    environment: str
    team: str = ""
    login: str = ""
    name: str = ""
    api_url: str = ""
    auth_url: str = ""
    certificate: str = ""

    def __post_init__(self) -> None:
        """Raises InvalidValue for what must not be in one, or has to be."""
        if not _TENANT.fullmatch(self.tenant) or self.environment not in _ENVIRONMENTS:
            raise InvalidValue("The invitation does not say whose pricebook it is. Ask for a new one.")
        parts = _place(self.hub)
        if parts is None or parts.scheme not in ("postgresql", "postgres") or len(parts.path) < 2:
            raise InvalidValue("The invitation does not say where the shared database is. Ask for a new one.")
        given = parse_qsl(parts.query, keep_blank_values=True)
        if "@" in parts.netloc or any(name.lower().startswith(_OWN_PARAMETERS) for name, _ in given):
            raise InvalidValue(
                "The invitation names a login's secret, which none should carry. Do not use it."
            )
        if not all(is_everybodys(name, value) for name, value in given):
            raise InvalidValue(
                "The address in the invitation says more than where the shared database is. Do not use it."
            )
        for url in filter(None, (self.api_url, self.auth_url)):
            place = _place(url)
            if place is None or place.scheme not in ("https", "http"):
                raise InvalidValue(
                    "The invitation names an address of ServiceTitan that is none. Ask for a new one."
                )
        if self.certificate and not _PEM.fullmatch(self.certificate):
            raise InvalidValue("What the invitation says to be a certificate is none. Ask for a new one.")

    def as_text(self) -> str:
        """What the file holds."""
        said = {name: getattr(self, name) for name in _NAMES if getattr(self, name)}
        return json.dumps({"lazi-desktop invitation": _VERSION, **said}, indent=2, ensure_ascii=False) + "\n"

    def as_link(self) -> str:
        packed = base64.urlsafe_b64encode(self.as_text().encode()).decode().rstrip("=")
        return _LINK + packed


def read_invitation(text: str) -> Invitation:
    """From a file's text or from a link, with whatever blanks mail has put around it.

    Raises:
        InvalidValue: saying what to do.
    """
    if len(text) > 2 * _LONGEST:  # quoted and broken over lines it is longer
        raise InvalidValue(_UNREADABLE)
    text = text.strip(" \t\r\n\u00a0\ufeff")
    if link := re.match(rf"[>\s]*[{re.escape(_AROUND)}]*({SCHEME}:)", text, re.IGNORECASE):
        text = _unpacked(text[link.start(1) :])
    if len(text) > _LONGEST:
        raise InvalidValue(_UNREADABLE)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidValue(_UNREADABLE) from None
    return _of(said)


def _unpacked(link: str) -> str:
    """Mail breaks it over lines, quotes these with “>”, and puts brackets around it."""
    bare = re.sub(r"[\s>]", "", link).rstrip(_AROUND)
    start, _, packed = bare.partition("/join/")
    packed = packed.rstrip("=")
    try:
        if start.lower() != f"{SCHEME}:/":
            raise InvalidValue(_UNREADABLE)
        return base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise InvalidValue(_UNREADABLE) from None


def _place(url: str) -> SplitResult | None:
    """None where it is no address of anything."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _of(said: Any) -> Invitation:
    if not isinstance(said, Mapping) or type(version := said.get("lazi-desktop invitation")) is not int:
        raise InvalidValue(_UNREADABLE)
    if version < 1:
        raise InvalidValue(_UNREADABLE)
    if version > _VERSION:
        raise InvalidValue("This invitation is for a newer LAZI Desktop. Update this one first.")
    given = {name: said[name] for name in _NAMES if name in said}
    if not all(isinstance(value, str) for value in given.values()) or not {
        "hub",
        "tenant",
        "environment",
    } <= {*given}:
        raise InvalidValue(_UNREADABLE)
    return Invitation(**given)
