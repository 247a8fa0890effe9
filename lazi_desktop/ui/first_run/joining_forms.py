"""What a person gives to join a team, as data, and what is missing or odd in it. Without Qt."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from lazi_desktop.domain.hub_address import TRANSACTION_PORT, is_pooler, take_apart, with_project
from lazi_desktop.domain.invitation import Invitation
from lazi_desktop.domain.logins import password_problem
from lazi_desktop.ui.first_run.connection import CUSTOM, PRODUCTION

_BEFORE_ADDRESS = "postgresql://"


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """Where a team's hub is and whose pricebook it holds, as an `Invitation` says it. `certificate` is PEM."""

    hub: str = ""
    tenant: str = ""
    environment: str = PRODUCTION
    team: str = ""
    login: str = ""
    name: str = ""
    api_url: str = ""
    auth_url: str = ""
    certificate: str = ""

    @classmethod
    def of(cls, invitation: Invitation) -> TeamPlace:
        return cls(**{one.name: getattr(invitation, one.name) for one in fields(cls)})

    @classmethod
    def of_values(cls, values: Mapping[str, str]) -> TeamPlace:
        """What `values` kept."""
        return cls(**{one.name: values[one.name] for one in fields(cls) if one.name in values})

    def values(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def server(self) -> str:
        """For people."""
        address = take_apart(self.hub)
        return f"{address.host}/{address.database}" if address is not None else self.hub


@dataclass(frozen=True, slots=True)
class SignIn:
    login: str = ""
    password: str = field(default="", repr=False)


def place_by_hand(
    hub: str, tenant: str, environment: str, api_url: str = "", auth_url: str = "", certificate: str = ""
) -> TeamPlace:
    """From what was typed: a bare `server/database` is meant as an address, too."""
    hub = hub.strip()
    if hub and "://" not in hub and "=" not in hub:
        hub = _BEFORE_ADDRESS + hub
    address, login = take_apart(hub), ""
    if address is not None:
        address = with_project(address)
        login, hub = address.login, address.url()
    custom = environment == CUSTOM
    return TeamPlace(
        hub=hub,
        tenant=tenant.strip(),
        environment=environment,
        login=login,
        api_url=api_url.strip() if custom else "",
        auth_url=auth_url.strip() if custom else "",
        certificate=certificate,
    )


def place_problems(place: TeamPlace) -> Mapping[str, str]:
    """A sentence for each field that needs another look: hub, tenant."""
    found: dict[str, str] = {}
    address = take_apart(place.hub)
    if not place.hub:
        found["hub"] = "Type the address that your administrator gave you."
    elif address is None:
        found["hub"] = "Type it like server.example.com:5432/lazi."
    elif not address.database:
        found["hub"] = "Say which database, too: server.example.com:5432/lazi."
    elif is_pooler(address.host) and address.port == TRANSACTION_PORT:
        found["hub"] = (
            "Port 6543 is Supabase's transaction pooler. Use the session pooler: the same with port 5432."
        )
    if not place.tenant:
        found["tenant"] = "Type the number of your ServiceTitan tenant."
    elif not (place.tenant.isascii() and place.tenant.isdigit()):
        found["tenant"] = "The tenant is a number, like 1234567890."
    return found


def sign_in_problems(form: SignIn) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if not form.login.strip():
        found["login"] = "Type the name by which your administrator invited you."
    return found


def password_problems(
    password: str, again: str, *, old: str = "", about: Collection[str] = ()
) -> Mapping[str, str]:
    """Of a password that a person chooses."""
    problem = password_problem(password, about)
    if problem:
        return {"password": problem}
    if password == old:
        return {"password": "That is the one you were given. Choose another."}
    if password != again:
        return {"again": "The two are not the same."}
    return {}


def trimmed(form: SignIn) -> SignIn:
    """A password keeps its blanks: somebody may have chosen them."""
    return replace(form, login=form.login.strip())
