"""ServiceTitan's refusals, read and put into our words. Error bodies may be anything, HTML included."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from lazi_desktop.domain.errors import (
    AppKeyRefused,
    BadAnswer,
    ConfigurationProblem,
    LaziError,
    ListAbsent,
    OutcomeUnknown,
    RateLimited,
    RemoteGone,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.domain.field_tables import REMOTE_FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.secrecy import without_known_secrets
from lazi_desktop.servicetitan.http import Answer
from lazi_desktop.servicetitan.parts import PRICEBOOK, Part, Resource

RETRY_AFTER_UNSAID = 10.0
RETRY_AFTER_LEAST = 1.0
RETRY_AFTER_MOST = 15 * 60.0

_LONGEST = 300
_LOOKED_AT = 16 * _LONGEST
"""Letters of what was said, marks and all: an answer may have many megabytes."""
_PRIMARY_VENDOR = "one vendor selected as Primary"  # said without naming a member


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem body. Empty where the body is none."""

    title: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All that ServiceTitan said, in one line."""
        said = [self.title, *(text for text in self.errors.values() if text != self.title)]
        return _one_line(" ".join(part for part in said if part))


def read_problem(answer: Answer) -> Problem:
    """The problem in the body; a body that is no JSON, such as a proxy's HTML page, says nothing."""
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError):
        return Problem(_plain_text(answer))
    if isinstance(content, str):
        return Problem(_one_line(content))
    if not isinstance(content, dict):
        return Problem()
    title = content.get("title") or content.get("detail")
    errors = content.get("errors")
    return Problem(
        _one_line(title) if isinstance(title, str) else "",
        {str(name): _messages(said) for name, said in errors.items()} if isinstance(errors, dict) else {},
    )


def _plain_text(answer: Answer) -> str:
    if not answer.headers.get("content-type", "").startswith("text/plain"):
        return ""
    return _one_line(answer.body[:_LOOKED_AT].decode(errors="replace"))


def _messages(said: object) -> str:
    return _one_line(" ".join(map(str, said)) if isinstance(said, list) else str(said))


def _one_line(text: str) -> str:
    text = re.sub(r"<[^<>]*>|[\s\x00-\x1f]+", " ", without_known_secrets(text[:_LOOKED_AT])).strip()
    text = re.sub(r" {2,}", " ", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def status_words(status: int) -> str:
    """“503 (Service Unavailable)”."""
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def rate_limited(answer: Answer) -> RateLimited:
    seconds = min(max(_retry_after(answer), RETRY_AFTER_LEAST), RETRY_AFTER_MOST)
    return RateLimited(f"It wants to be left alone for {seconds:.0f} s.", retry_after=seconds)


def _retry_after(answer: Answer) -> float:
    said = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", said):
        return float(said)
    try:  # an HTTP date, measured from the answer's own
        return (
            parsedate_to_datetime(said) - parsedate_to_datetime(answer.headers.get("date", ""))
        ).total_seconds()
    except (ValueError, TypeError):
        return RETRY_AFTER_UNSAID


def signed_out(answer: Answer) -> AppKeyRefused | SignInFailed:
    """A 401: the app key, which ServiceTitan checks first, or the token."""
    if "application key" in read_problem(answer).title.lower():
        return AppKeyRefused("Check the app key; it is in ServiceTitan's developer portal, at your app.")
    return SignInFailed(
        "It refuses even a token that it has just given. Check that the client id, the app key and the tenant belong "
        "together."
    )


def read_refused(answer: Answer, part: Resource) -> LaziError:
    """Why a read was answered with anything but 200."""
    common = _refused(answer, part, "r")
    if common is not None:
        return common
    status, said = answer.status, read_problem(answer).text
    if 300 <= status < 400:
        return BadAnswer(
            "The answer sends us elsewhere, where your keys must not go. Some networks do that before they let you in."
        )
    if status == HTTPStatus.NOT_FOUND:
        return _nothing_there(part)
    if status < 500 and status != HTTPStatus.REQUEST_TIMEOUT:
        return RemoteRejected(said or f"It answered {status_words(status)}.", status=status)
    return RemoteUnavailable(f"It answered {status_words(status)}.")


def _nothing_there(part: Resource) -> ConfigurationProblem:
    return ConfigurationProblem(
        f"There are no {part.words} at this address. Check the API address and the tenant."
    )


def write_refused(
    answer: Answer, part: Resource, wire_fields: Mapping[str, str], *, creates: bool = False
) -> LaziError:
    """Why a write was not answered with success. `wire_fields` maps the members sent to our field names."""
    common = _refused(answer, part, "w")
    if common is not None:
        return common
    status, problem = answer.status, read_problem(answer)
    said = problem.text or f"It answered {status_words(status)}."
    if status >= 500 or status == HTTPStatus.REQUEST_TIMEOUT or status < 300:
        return OutcomeUnknown(f"It answered {status_words(status)}.")
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return _nothing_there(part) if creates else RemoteGone(said, status=status)
    field_errors = {}
    if isinstance(part, Part):
        field_errors = _by_our_names(problem.errors, part.kind, wire_fields)
    if not field_errors and _PRIMARY_VENDOR in said:
        field_errors["primary_vendor"] = said
    return RemoteRejected(said, status=status, field_errors=field_errors)


def _refused(answer: Answer, part: Resource, verb: str) -> LaziError | None:
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return signed_out(answer)
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return rate_limited(answer)
    if answer.status != HTTPStatus.FORBIDDEN:
        return None
    if b"scope" in answer.body[:10_000].lower():
        return scope_missing(part, verb)
    return TenantRefused(
        "Your app is not connected to this tenant. Check the tenant id, and that the tenant's administrator has "
        "allowed the app."
    )


def scope_missing(part: Resource, verb: str = "r") -> ScopeMissing:
    doing = "read" if verb == "r" else "change"
    return ScopeMissing(
        f"Your app may not {doing} {part.words}. Ask for the scope “{part.scope}:{verb}” in ServiceTitan's developer "
        f"portal."
    )


def list_refused(answer: Answer, part: Resource) -> LaziError:
    """Like `read_refused`, of a list that may belong to a module which is not ours to read."""
    if answer.status == HTTPStatus.NOT_FOUND:
        return list_absent(part)
    refused = read_refused(answer, part)
    closed = isinstance(refused, TenantRefused) and part.module != PRICEBOOK
    return scope_missing(part) if closed else refused


def list_absent(part: Resource) -> ListAbsent:
    return ListAbsent(
        f"ServiceTitan has no {part.words} for this tenant ({part.module}/{part.path}). If it should, ask ServiceTitan "
        f"to switch that module on; the numbers of {part.words} are shown until then."
    )


def _by_our_names(
    errors: Mapping[str, str], kind: EntityKind, wire_fields: Mapping[str, str]
) -> dict[str, str]:
    names = {field.wire_name.casefold(): field.name for field in REMOTE_FIELDS[kind].values()}
    names |= {wire_name.casefold(): name for wire_name, name in wire_fields.items()}
    ours: dict[str, str] = {}
    for path, said in errors.items():
        member = re.split(r"[.\[]", path.removeprefix("$.").removeprefix("request."), maxsplit=1)[0]
        name = names.get(member.casefold())
        if name is not None:
            ours[name] = f"{ours[name]} {said}" if name in ours else said
    return ours
