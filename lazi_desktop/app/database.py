"""`lazi-desktop db …`: for whoever runs the shared database."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.app.output import print_json
from lazi_desktop.app.restored_moves import finish_interrupted
from lazi_desktop.config.places import ProfilePlaces, migrations_folder
from lazi_desktop.config.settings import Settings, load_settings
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.team import LEVELS, Level
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import create_member, create_tenant, members
from lazi_desktop.store.hub.restoring import note_backup, note_restored
from lazi_desktop.store.hub.schema import SchemaCheck, SchemaState, check, upgrade

PASSWORD_VARIABLE = "LAZI_MEMBER_PASSWORD"


def run_upgrade(config: Path | None, url: str, *, as_json: bool) -> int:
    with _admin_url(load_settings(config), url) as admin:
        return _tell("db upgrade", upgrade(admin, migrations_folder()), as_json=as_json)


def run_check(config: Path | None, url: str, *, as_json: bool) -> int:
    with _admin_url(load_settings(config), url) as admin:
        return _tell("db check", check(admin), as_json=as_json)


def run_add_tenant(config: Path | None, url: str) -> int:
    settings = load_settings(config)
    remote = settings.servicetitan
    if not remote.tenant:
        raise ConfigurationProblem("Say which tenant: servicetitan.tenant, or LAZI_SERVICETITAN__TENANT.")
    with _admin_url(settings, url) as admin:
        tenant_id = create_tenant(admin, remote.tenant, str(remote.environment))
    print(f"Tenant {remote.tenant} ({remote.environment}) is there, as {tenant_id}.")
    return DONE


def run_add_member(config: Path | None, url: str, name: str, level: str) -> int:
    settings = load_settings(config)
    remote = settings.servicetitan
    if level and level not in LEVELS:
        raise ConfigurationProblem(f"“{level}” is no level. Use one of: {', '.join(LEVELS)}.")
    tenant_id = tenant_id_of(remote.tenant, str(remote.environment))
    with _admin_url(settings, url) as admin:
        known: Level = next((one.level for one in members(admin, tenant_id) if one.login == name), "manager")
        chosen = next((one for one in LEVELS if one == level), known)
        create_member(admin, tenant_id, name, password=_password(name), level=chosen, owes_password=True)
    print(f"{name} may work on tenant {remote.tenant} ({remote.environment}) as {chosen}.")
    return DONE


def run_members(config: Path | None, url: str, *, as_json: bool) -> int:
    settings = load_settings(config)
    remote = settings.servicetitan
    with _admin_url(settings, url) as admin:
        found = members(admin, tenant_id_of(remote.tenant, str(remote.environment)))
    if as_json:
        print_json("db members", members=found)
    else:
        for one in found:
            seen = f"{one.last_seen_at.astimezone():%Y-%m-%d %H:%M}" if one.last_seen_at else "never"
            print(f"{one.login:<24} {one.level:<10} {one.state:<9} {seen:<17} {one.name}")
    return DONE


def run_restored(config: Path | None, url: str) -> int:
    with _admin_url(load_settings(config), url) as admin:
        many = note_restored(admin)
    print(
        f"{_tenants(many)}: nothing new is created in ServiceTitan for the next five minutes, and what may have been"
        " sent since the backup is looked for first. Desktops send again what this database lacks."
    )
    return DONE


def run_note_backup(config: Path | None, url: str, begun: str) -> int:
    moment = None
    if begun:
        try:
            moment = parse_moment(begun)
        except ValueError as error:
            raise ConfigurationProblem(
                f"“{begun}” is no moment. Write it as 2026-01-31T22:00:00Z."
            ) from error
    with _admin_url(load_settings(config), url) as admin:
        many = note_backup(admin, moment)
    print(f"{_tenants(many)}: desktops may forget what the backup has.")
    return DONE


def _tenants(many: int) -> str:
    return "1 tenant" if many == 1 else f"{many} tenants"


def _password(name: str) -> str | None:
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is None and sys.stdin.isatty():
        given = getpass.getpass(f"Password for {name} (empty keeps the one it has): ")
    return given or None


@contextmanager
def _admin_url(settings: Settings, url: str) -> Iterator[str]:
    """What was named; else the built-in server, which is started for it where none is configured."""
    if url:
        yield url
    elif settings.hub.url:
        raise ConfigurationProblem(
            "Name a login that owns the shared database with --url postgresql://owner:password@host/database."
        )
    else:
        places = ProfilePlaces(settings.profile)
        finish_interrupted(places)
        with EmbeddedPostgres(places.hub) as server:
            yield server.admin_url


def _tell(command: str, found: SchemaCheck, *, as_json: bool) -> int:
    if as_json:
        print_json(command, state=found.state, found=found.found, expected=found.expected)
    else:
        print(found.sentence)
    return DONE if found.state is SchemaState.FITS else FAILED
