"""Checks of ServiceTitan: the hosts, the sign-in, the app key, each part of the pricebook, and where pictures lie."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lazi_desktop.app.doctor.changing import ALLOW, CHANGING, look_at_changing
from lazi_desktop.app.doctor.clocks import compare
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.runner import CALL_SECONDS, within
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.remote import credentials_of, endpoints_of, way_of
from lazi_desktop.app.write_scopes import WriteScopes
from lazi_desktop.domain.errors import (
    AppKeyRefused,
    ConfigurationProblem,
    LaziError,
    ListAbsent,
    RateLimited,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
    WorkspaceProblem,
)
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.list_titles import LIST_TITLES, list_title

if TYPE_CHECKING:
    from lazi_desktop.servicetitan.examining import Examiner
    from lazi_desktop.servicetitan.parts import Resource

SERVICETITAN = {
    "servicetitan": "ServiceTitan",
    "servicetitan_clock": "Clock and ServiceTitan",
    "sign_in": "Sign-in to ServiceTitan",
    "app_key": "App key",
    f"read_{EntityKind.CATEGORY}": "Reading categories",
    f"read_{EntityKind.MATERIAL}": "Reading materials",
    f"read_{EntityKind.SERVICE}": "Reading services",
    f"read_{EntityKind.EQUIPMENT}": "Reading equipment",
    f"read_{EntityKind.DISCOUNT_FEE}": "Reading discounts and fees",
    "read_pictures": "Reading pictures",
    **CHANGING,
    **{f"list_{name}": f"Reading {list_title(name)}" for name in LIST_TITLES},
    "picture_host": "Host of the pictures",
}
SILENT = "Check this computer's network, and let IT allow ServiceTitan's API and sign-in hosts through the firewall."

_CERTIFICATE = (
    "Let IT install the certificate of the program that looks into secured connections on this computer, name it as "
    "network.certificate, or exempt ServiceTitan's hosts."
)
_CONNECT = "Enter ServiceTitan's keys with “Change connection…”, or give them by the environment."
_MENDS: dict[type[LaziError], str] = {
    RateLimited: "Wait a minute, then look again.",
    ScopeMissing: ALLOW,
    ListAbsent: "Ask ServiceTitan to switch that module on, if your company uses it.",
    TenantRefused: "Let the tenant's administrator connect your app to the tenant in ServiceTitan.",
    AppKeyRefused: "Copy the app key from ServiceTitan's developer portal once more.",
    SignInFailed: "Copy the client id and the client secret from ServiceTitan once more.",
    ConfigurationProblem: _CONNECT,
}
_FIRST = "The sign-in comes first."


def look_at_servicetitan(patient: Patient, tell: Teller) -> None:
    settings, secrets = patient.settings, patient.secrets
    if settings is None or secrets is None:
        tell.skip("The settings come first.")
        return
    if not settings.asks_servicetitan:
        words = "No ServiceTitan tenant is connected yet."
        if settings.is_configured:
            words = "This computer has no ServiceTitan keys; another one of the team pulls and pushes."
        tell.skip(words)
        return
    from lazi_desktop.servicetitan.examining import Examiner
    from lazi_desktop.servicetitan.http import tls_context

    try:
        endpoints, credentials = endpoints_of(settings.servicetitan), credentials_of(settings, secrets)
        way = way_of(settings, secrets)
        tls_context(way.certificate)
    except ConfigurationProblem as problem:
        tell.fail("sign_in", problem, _CONNECT)
        tell.skip(_FIRST)
        return
    host = urlsplit(endpoints.api_url).hostname or endpoints.api_url

    async def work() -> None:
        examiner = Examiner(credentials, endpoints, clock=patient.clock, way=way)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await _examine(patient, examiner, host, tell)
        except TimeoutError:
            for name in tell.untold[:1]:
                tell.bad(name, f"{host} did not answer within {CALL_SECONDS:.0f} s.", SILENT)
            tell.skip("What did not answer comes first.")
        finally:
            await examiner.close()

    within(work())


async def _examine(patient: Patient, examiner: Examiner, host: str, tell: Teller) -> None:
    if not await _reach(patient, examiner, host, tell):
        tell.skip("ServiceTitan comes first.")
        return
    try:
        await examiner.sign_in()
    except LaziError as error:
        _fail(tell, "sign_in", error)
        tell.skip(_FIRST)
        return
    tell.ok("sign_in", "It takes the client id and the client secret.")
    await _read_parts(examiner, tell)
    _look_at_changing(patient, examiner, tell)
    await _read_lists(examiner, tell)
    await _look_at_pictures(patient, examiner, tell)


async def _reach(patient: Patient, examiner: Examiner, host: str, tell: Teller) -> bool:
    try:
        answer = await examiner.reach()
    except LaziError as error:
        _fail(tell, "servicetitan", error)
        return False
    tell.ok("servicetitan", f"{host} answers.")
    if answer.date is None:
        tell.skip("ServiceTitan does not tell its time.", "servicetitan_clock")
    else:
        compare(tell, "servicetitan_clock", patient.clock, answer.date, "ServiceTitan")
    return True


async def _read_parts(examiner: Examiner, tell: Teller) -> None:
    """Side by side. The app key and the tenant are refused for all of them at once."""
    found = await examiner.read_all()
    for error in found.values():
        if isinstance(error, AppKeyRefused | SignInFailed):
            _fail(tell, "app_key", error)
            tell.skip("The app key comes first.")
            return
    tell.ok("app_key", "ServiceTitan knows the app.")
    for part, error in found.items():
        name = _name(part)
        if error is None:
            tell.ok(name, f"Your app may read {part.words}.")
        else:
            _fail(tell, name, error)


def _look_at_changing(patient: Patient, examiner: Examiner, tell: Teller) -> None:
    if "app_key" in tell.untold or "change_pictures" not in tell.untold or patient.settings is None:
        return
    remote = patient.settings.servicetitan
    shown = WriteScopes(
        patient.places.write_scopes, f"{remote.environment} {remote.tenant}", patient.clock
    ).shown()
    look_at_changing(tell, examiner.granted, shown, together=remote.send_together)


async def _read_lists(examiner: Examiner, tell: Teller) -> None:
    """All else works without them: then their rows are shown by their numbers."""
    from lazi_desktop.servicetitan.reference_lists import REFERENCE_LISTS

    if f"list_{next(iter(LIST_TITLES))}" not in tell.untold:
        return
    for name, error in (await examiner.read_lists()).items():
        wanted = REFERENCE_LISTS[name]
        if error is None:
            tell.ok(f"list_{name}", f"Your app may read {wanted.words} ({wanted.scope}:r).")
        else:
            mend = next((mend for kind, mend in _MENDS.items() if isinstance(error, kind)), SILENT)
            tell.warn(f"list_{name}", error.detail, mend)


def _name(part: Resource) -> str:
    kind = getattr(part, "kind", None)
    return f"read_{kind}" if kind is not None else "read_pictures"


async def _look_at_pictures(patient: Patient, examiner: Examiner, tell: Teller) -> None:
    from lazi_desktop.store.workspace.examining import examine

    if "picture_host" not in tell.untold:
        return
    try:
        found = examine(patient.places.workspace, seconds=0)
    except WorkspaceProblem:
        found = None  # told by the check of the workspace
    if found is None or not found.picture:
        tell.skip("No picture is known yet that could be asked for.")
        return
    try:
        is_there = await examiner.fetch_picture(found.picture)
    except LaziError as error:
        if isinstance(error, RemoteUnavailable) and not isinstance(error, RateLimited):
            words = "ServiceTitan says where a picture lies, and that host does not give it out."
            mend = "Let IT allow the hosts of ServiceTitan's pictures through the firewall."
            tell.bad("picture_host", words, mend)
        else:
            _fail(tell, "picture_host", error)
        return
    if is_there:
        tell.ok("picture_host", "The host that keeps ServiceTitan's pictures gives one out.")
    else:
        tell.skip("The picture that was asked for is not there any more.")


def _fail(tell: Teller, name: str, error: LaziError) -> None:
    from lazi_desktop.servicetitan.http import is_unsecured

    mends = (mend for kind, mend in _MENDS.items() if isinstance(error, kind))
    tell.fail(name, error, _CERTIFICATE if is_unsecured(error) else next(mends, SILENT))
