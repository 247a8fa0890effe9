"""Sets up a team's hub: looks the server over with its owner's login, then makes schema, tenant and first admin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lazi_desktop.app.first_run.blame import HUB, LOGIN, PASSWORD, blame
from lazi_desktop.app.session import Session
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import HubRefused, LaziError
from lazi_desktop.domain.hub_address import HubAddress, as_asked
from lazi_desktop.ui.first_run.founding_forms import PlaceForm, TeamForm

REACH, VERSION, RIGHTS, WAY, CONTENT = "reach", "version", "rights", "way", "content"
MIGRATE, TENANT, ADMIN, PROVE = "migrate", "tenant", "admin", "prove"

_FIELD_OF_PLACE = {HUB: "host", LOGIN: "login", PASSWORD: "password"}
_NO_ROLES = (
    "This login may not make logins for your team. Use the database's owner with CREATEROLE, or a superuser."
)
_NO_SCHEMAS = "This login may not make schemas in this database. Use its owner."
_NOT_OWNER = "LAZI is set up here already, by another login. Use that one."


@dataclass(frozen=True, slots=True)
class LookedAt:
    """By check what was found, and by field what is wrong. `is_ours`: there is a hub already."""

    found: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    is_ours: bool = False


def owner_address(form: PlaceForm, certificate: Path | None) -> HubAddress:
    """As the server is asked, with its owner's login."""
    return as_asked(_with_certificate(form.address, certificate))


def _with_certificate(address: HubAddress, certificate: Path | None) -> HubAddress:
    if certificate is None:
        return address
    said = {"sslmode": "verify-full", "sslrootcert": str(certificate)}
    return replace(address, options={**said, **address.options})


async def look_at_server(
    form: PlaceForm, certificate: Path | None, tell: Callable[[str, str], None]
) -> LookedAt:
    """`tell` hears of each check as soon as it is done. What is wrong is the answer: it raises no LaziError."""
    from lazi_desktop.store.hub.surveying import survey

    found: dict[str, str] = {}

    def note(check: str, words: str) -> None:
        found[check] = words
        tell(check, words)

    def wrong(name: str, words: str) -> LookedAt:
        return LookedAt(found, {name: words})

    url = owner_address(form, certificate).url(with_login=True)
    try:
        seen = await asyncio.to_thread(survey, url)
        note(REACH, "It answers and takes the owner's login.")
        if seen.version < _least_version():
            return wrong(
                "host", f"It runs PostgreSQL {seen.version}. LAZI needs {_least_version()} or newer."
            )
        note(VERSION, f"PostgreSQL {seen.version}.")
        if not seen.may_create_roles:
            return wrong("login", _NO_ROLES)
        if not seen.may_create_schemas:
            return wrong("login", _NO_SCHEMAS)
        if not seen.is_owner:
            return wrong("login", _NOT_OWNER)
        note(RIGHTS, "The owner may make logins and schemas.")
        await _check_way(url)
        note(WAY, "Each connection is its own, with no transaction pooler in between.")
    except LaziError as error:
        name, words = blame(error)
        return wrong(_FIELD_OF_PLACE.get(name, name), words)
    if seen.strangers:
        names = ", ".join(f"“{name}”" for name in seen.strangers)
        return wrong(
            "database", f"It holds somebody else's tables in {names}, which LAZI needs. Use another database."
        )
    words = _content_words(seen.schema.state, seen.tenants)
    if not words:
        return wrong("database", seen.schema.sentence)
    note(CONTENT, words)
    return LookedAt(found, {}, bool(seen.schema.found))


def _content_words(state: str, tenants: int) -> str:
    """ "" where nobody may go on."""
    from lazi_desktop.store.hub.schema import SchemaState

    if state == SchemaState.EMPTY:
        return "It is free for LAZI."
    if state == SchemaState.NEWER:
        return ""
    teams = "1 team" if tenants == 1 else f"{tenants} teams"
    if state == SchemaState.OLDER:
        return f"LAZI was set up here with an older version ({teams}); it is brought up to date."
    return f"LAZI is set up here already, with {teams}. Nothing of it is changed but what you add."


def _least_version() -> int:
    from lazi_desktop.store.hub.surveying import LEAST_VERSION

    return LEAST_VERSION


async def _check_way(url: str) -> None:
    from lazi_desktop.store.hub.examining import HubExaminer

    examiner = HubExaminer(url)
    try:
        await examiner.check_pooler()
    finally:
        await examiner.close()


async def set_up_built_in(settings: Settings, tell: Callable[[str], None]) -> None:
    """This computer's own. Its server stops again; the window starts it."""
    session = Session.of(settings, role="window")
    tell(MIGRATE)
    try:
        hub = await session.open_hub()
        tell(PROVE)
        await hub.close()
    finally:
        await asyncio.to_thread(session.close)


async def set_up(
    place: PlaceForm, team: TeamForm, certificate: Path | None, tell: Callable[[str], None]
) -> None:
    """Schema, tenant, first admin, each of which may be there already. `tell` hears of each when it begins.

    Raises:
        HubRefused: the admin's login exists with another password. It was not touched.
        LaziError: what `blame` knows.
    """
    from lazi_desktop.store.hub.members import create_member, create_tenant
    from lazi_desktop.store.hub.schema import upgrade
    from lazi_desktop.store.hub.surveying import check_login

    owner = owner_address(place, certificate)
    url, login = owner.url(with_login=True), team.login.strip()
    asked_as = as_asked(replace(_with_certificate(place.address, certificate), login=login)).login
    exists = await asyncio.to_thread(check_login, url, login, asked_as, team.password)
    tell(MIGRATE)
    await asyncio.to_thread(upgrade, url, migrations_folder())
    tell(TENANT)
    tenant_id = await asyncio.to_thread(
        create_tenant, url, team.tenant.strip(), team.environment, name=team.team.strip()
    )
    tell(ADMIN)
    password = None if exists else team.password
    await asyncio.to_thread(
        create_member, url, tenant_id, login, password=password, level="admin", label=team.name.strip()
    )


def blame_for_founding(error: LaziError) -> tuple[str, str]:
    """Of the team's form: what is wrong with the server itself was found before."""
    if isinstance(error, HubRefused) and error.detail.startswith("There is a login"):
        return "login", error.detail
    name, words = blame(error)
    return (name if name in (LOGIN, PASSWORD, "tenant") else ""), words
