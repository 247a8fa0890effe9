"""What a person gives to set up a new team, as data, and what is missing or odd in it. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from lazi_desktop.domain.hub_address import TRANSACTION_PORT, HubAddress, is_pooler, take_apart, with_project
from lazi_desktop.domain.logins import login_problem
from lazi_desktop.ui.first_run.connection import PRODUCTION, ConnectionForm, problems
from lazi_desktop.ui.first_run.joining_forms import password_problems


class Kind(StrEnum):
    """Where the shared database is."""

    BUILT_IN = "built_in"
    POSTGRESQL = "postgresql"
    SUPABASE = "supabase"


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """`login` and `password` are the owner's, who sets things up. `certificate` is PEM."""

    kind: Kind = Kind.BUILT_IN
    host: str = ""
    port: str = ""
    database: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    certificate: str = ""
    options: str = ""
    """What else a pasted address said, as in an address."""

    @property
    def address(self) -> HubAddress:
        """As everybody of the team will use it, still with the owner's login."""
        extra = take_apart(f"postgresql://x/x?{self.options}")
        return with_project(
            HubAddress(
                self.host.strip(),
                self.port.strip(),
                self.database.strip(),
                self.login.strip(),
                self.password,
                extra.options if extra is not None else {},
            )
        )

    def values(self) -> dict[str, str]:
        """What may be kept: all but the owner's password."""
        return {one.name: str(getattr(self, one.name)) for one in fields(self) if one.name != "password"}

    @classmethod
    def of_values(cls, values: Mapping[str, str]) -> PlaceForm:
        kept = {one.name: values[one.name] for one in fields(cls) if one.name in values}
        kind = kept.pop("kind", "")
        return cls(kind=Kind(kind) if kind in [*Kind] else Kind.BUILT_IN, **kept)


def place_problems(form: PlaceForm) -> Mapping[str, str]:
    if form.kind is Kind.BUILT_IN:
        return {}
    found: dict[str, str] = {}
    if not form.host.strip():
        found["host"] = "Type the server's name, or paste the connection string above."
    elif set(form.host) & set("/@ "):
        found["host"] = "This is only the server's name, like db.example.com."
    port = form.port.strip()
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        found["port"] = "The port is a number, usually 5432."
    elif is_pooler(form.host.strip()) and port == TRANSACTION_PORT:
        found["port"] = "6543 is the transaction pooler. Use 5432, the session pooler."
    if not form.database.strip():
        found["database"] = "Type the database's name. On Supabase it is postgres."
    if not form.login.strip():
        found["login"] = "Type the login of the database's owner."
    elif is_pooler(form.host.strip()) and "." not in form.login and "reference" not in form.options:
        found["login"] = (
            "Supabase's pooler wants the project, too: postgres.abcdefghijkl, as Supabase shows it."
        )
    if not form.password:
        found["password"] = "Type the owner's password."
    return found


@dataclass(frozen=True, slots=True)
class TeamForm:
    """Whose pricebook it is, and who looks after the team. The built-in database has nobody but its one person."""

    tenant: str = ""
    environment: str = PRODUCTION
    api_url: str = ""
    auth_url: str = ""
    team: str = ""
    name: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)

    def values(self) -> dict[str, str]:
        hidden = {"password", "again"}
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in hidden}

    @classmethod
    def of_values(cls, values: Mapping[str, str]) -> TeamForm:
        return cls(**{one.name: values[one.name] for one in fields(cls) if one.name in values})


def team_problems(form: TeamForm, *, alone: bool, owner: str = "") -> Mapping[str, str]:
    """`alone`: with the built-in database. `owner`: the login that sets things up."""
    remote = ConnectionForm(
        tenant=form.tenant,
        environment=form.environment,
        api_url=form.api_url,
        auth_url=form.auth_url,
        client_id="-",
        client_secret="-",
        app_key="-",
    )
    found = dict(problems(remote))
    if alone:
        return found
    if not form.name.strip():
        found["name"] = "Type your name, as your team knows you."
    login = form.login.strip()
    if not login:
        found["login"] = "Choose a short name to sign in with, like dana."
    elif login == owner:
        found["login"] = "The database's owner is not for daily work. Choose another name."
    elif problem := login_problem(login):
        found["login"] = problem
    return {**found, **password_problems(form.password, form.again, about=(login, form.team))}


@dataclass(frozen=True, slots=True)
class KeysForm:
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    app_key: str = field(default="", repr=False)


def keys_problems(form: KeysForm) -> Mapping[str, str]:
    return problems(
        ConnectionForm(
            tenant="1",
            client_id=form.client_id,
            client_secret=form.client_secret,
            app_key=form.app_key,
        )
    )
