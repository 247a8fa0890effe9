"""Checks of the shared database: is it there, does it let this person in, does it fit this program."""

from __future__ import annotations

import asyncio
import atexit
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lazi_desktop.app.doctor.clocks import compare
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.runner import CALL_SECONDS, within
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.session import hub_place, hub_url
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import (
    ConfigurationProblem,
    HubRefused,
    HubStopped,
    HubUnavailable,
    LaziError,
    WorkspaceProblem,
)
from lazi_desktop.ports.hub import EDITING_LEVELS, PROPOSING_LEVELS

if TYPE_CHECKING:
    from lazi_desktop.store.hub.embedded import EmbeddedPostgres
    from lazi_desktop.store.hub.examining import HubExaminer, Membership

HUB = {
    "hub": "Shared database",
    "hub_pooler": "Way to the shared database",
    "hub_schema": "Version of the shared database",
    "hub_person": "Your rights",
    "hub_feed": "News from the team",
    "hub_clock": "Clock and the shared database",
}
SILENT = (
    "Check the network and whether the server of the shared database runs, and let IT look at the firewall."
)

_BUILT_IN = "The built-in database"
_START = "Open LAZI Desktop again, which starts the built-in database; its log says why it stopped."
_PASSWORD = (
    "Enter the right login and password with “Change connection…”, or let your administrator renew them."
)
_CERTIFICATE = (
    "Let IT install the root certificate of the database's server on this computer, or renew the server's."
)
_ADDRESS = {
    False: "Correct hub.url in the configuration, or use “Change connection…”.",
    True: "Let IT correct the policy of your organisation, which says where the shared database is.",
}
_UPDATES = {
    True: "Update LAZI Desktop.",
    False: "Let your administrator bring the shared database up to date: lazi-desktop db upgrade",
}
_WAY = re.compile(r"connection failed: connection to server at .*? failed: (?:FATAL:\s+)?(\w)")
_BEFORE = "The shared database comes first."


def look_at_hub(patient: Patient, tell: Teller) -> None:
    settings = patient.settings
    if settings is None or patient.secrets is None:
        tell.skip("The settings come first.")
    elif settings.hub.url:
        _look(patient, hub_url(settings, patient.secrets), hub_place(settings), tell)
    else:
        _look_at_built_in(patient, settings, tell)


def _look_at_built_in(patient: Patient, settings: Settings, tell: Teller) -> None:
    """Started for it where it does not run, as every start of the program does."""
    from lazi_desktop.store.hub.embedded import EmbeddedPostgres

    server = EmbeddedPostgres(patient.places.hub)
    if not server.is_made:
        tell.skip("There is no built-in database yet; the window makes it at its first start.")
        return
    with _left_again(server):
        try:
            server.start()
        except HubUnavailable as error:
            tell.fail("hub", HubStopped(error.detail), _START)
            tell.skip(_BEFORE)
            return
        url = server.known_member_url()
        if url is None:
            tell.skip("The built-in database is not set up yet; the window does that at its first start.")
        else:
            _look(patient, url, _BUILT_IN, tell)


@contextmanager
def _left_again(server: EmbeddedPostgres) -> Iterator[None]:
    """Nobody waits for the thread that is here: what it did not get to, the end of the program does."""
    atexit.register(server.stop)
    try:
        yield
    finally:
        server.stop()
        atexit.unregister(server.stop)


def _look(patient: Patient, url: str, place: str, tell: Teller) -> None:
    async def work() -> None:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await _examine(patient, url, place, tell)
        except TimeoutError:
            for name in tell.untold[:1]:
                tell.bad(name, f"{place} did not answer within {CALL_SECONDS:.0f} s.", SILENT)
            tell.skip(_BEFORE)

    within(work())


async def _examine(patient: Patient, url: str, place: str, tell: Teller) -> None:
    from lazi_desktop.store.hub.examining import HubExaminer

    try:
        hub = HubExaminer(url)
    except ConfigurationProblem as problem:
        assert patient.settings is not None
        is_locked = patient.settings.origin_of("hub.url").kind is OriginKind.LOCKED
        tell.fail("hub", problem, _ADDRESS[is_locked])
        tell.skip(_BEFORE)
        return
    try:
        now = await hub.now()
        tell.ok("hub", f"{place} answers and lets you in.")
        compare(tell, "hub_clock", patient.clock, now, "the shared database")
        await _look_at_pooler(hub, tell)
        if await _fits(hub, tell):
            await _look_at_person(patient, hub, tell)
        tell.skip("The right version of the shared database comes first.")
    except LaziError as error:
        for name in tell.untold[:1]:
            tell.bad(name, _words(error), _mend(error))
        tell.skip(_BEFORE)
    finally:
        await hub.close()


async def _look_at_pooler(hub: HubExaminer, tell: Teller) -> None:
    try:
        await hub.check_pooler()
    except HubRefused as error:
        tell.fail("hub_pooler", error, "Let your administrator give you the direct address of the database.")
    else:
        tell.ok("hub_pooler", "Your connections are your own, with nothing in between that mixes them.")


async def _fits(hub: HubExaminer, tell: Teller) -> bool:
    from lazi_desktop.store.hub.schema import SchemaState

    schema = await hub.schema()
    if schema.state is SchemaState.FITS:
        tell.ok("hub_schema", schema.sentence)
        return True
    tell.bad("hub_schema", schema.sentence, _UPDATES[schema.state is SchemaState.NEWER])
    return False


async def _look_at_person(patient: Patient, hub: HubExaminer, tell: Teller) -> None:
    if patient.tenant_id is None:
        tell.skip("No ServiceTitan tenant is connected yet.")
        return
    found = await hub.membership(patient.tenant_id)
    if found is None:
        words = "This login does not belong to this tenant."
        tell.bad("hub_person", words, "Let your administrator add you: lazi-desktop db add-member")
        tell.skip("Your rights come first.")
        return
    can = "may change the pricebook" if found.level in EDITING_LEVELS else "may look at the pricebook"
    if found.level in PROPOSING_LEVELS:
        can = "may propose changes"
    tell.ok("hub_person", f"You are {found.level} and {can}.")
    _look_at_feed(_cursor(patient), found, tell)


def _look_at_feed(cursor: int | None, found: Membership, tell: Teller) -> None:
    if cursor is None:
        tell.skip("There is no local workspace yet.", "hub_feed")
        return
    behind = found.feed_seq - cursor
    if behind < 0:
        words = (
            f"This desktop knows {-behind:,} changes that the shared database has lost; it may be a backup."
        )
        tell.warn("hub_feed", words, "Open LAZI Desktop, which gives back what is missing.")
    elif cursor < found.feed_floor:
        words = f"This desktop is {behind:,} changes behind and reads everything anew."
        tell.ok("hub_feed", words, "Open LAZI Desktop and leave it open until it is ready.")
    elif behind:
        tell.ok("hub_feed", f"This desktop is {behind:,} changes behind; an open window fetches them.")
    else:
        tell.ok("hub_feed", "This desktop has everything that the team did.")


def _cursor(patient: Patient) -> int | None:
    from lazi_desktop.store.workspace.examining import examine

    try:
        found = examine(patient.places.workspace, seconds=0)
    except WorkspaceProblem:
        return None  # told by the check of the workspace
    return found.cursor if found is not None else None


def _words(error: LaziError) -> str:
    """Without what libpq says of the way, which the check says already."""
    words = _WAY.sub(lambda found: found[1].upper(), str(error))
    return words if words.endswith((".", "upgrade")) else f"{words}."


def _mend(error: LaziError) -> str:
    if "certificate" in error.detail.lower():
        return _CERTIFICATE
    if isinstance(error, HubStopped):
        return _START
    return _PASSWORD if isinstance(error, HubRefused) else SILENT
