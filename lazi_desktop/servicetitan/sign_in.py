"""The access token: asked for with the client's id and secret, kept in memory, renewed before it ends."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from http import HTTPStatus

import structlog
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_token_request

from lazi_desktop.domain.errors import BadAnswer, OutcomeUnknown, RemoteUnavailable, SignInFailed
from lazi_desktop.domain.secrecy import keep_secret
from lazi_desktop.ports.system import Clock
from lazi_desktop.servicetitan.http import Answer, Http
from lazi_desktop.servicetitan.refusals import rate_limited, status_words
from lazi_desktop.servicetitan.settings import Credentials

MARGIN_SECONDS = 60.0
_SCOPE = re.compile(r"tn\.[a-z.]+:[rw]")

_log = structlog.get_logger(__name__)


class SignIn:
    """Holds one tenant's token. However many ask at once, one of them renews it and the others get that one."""

    def __init__(self, http: Http, token_url: str, credentials: Credentials, clock: Clock) -> None:
        self._http = http
        self._token_url = token_url
        self._clock = clock
        self._auth = ClientAuth(credentials.client_id, credentials.client_secret, "client_secret_post")
        self._lock = asyncio.Lock()
        self._token: str | None = None
        self._good_until = 0.0
        self.scopes: frozenset[str] | None = None
        """What the app may do, as the last sign-in told it; None where it did not."""

    async def token(self, *, instead_of: str | None = None) -> str:
        """A token that is good for another minute and is not `instead_of`, which ServiceTitan just refused."""
        async with self._lock:
            fresh = self._token is not None and self._clock.monotonic() < self._good_until
            if self._token is None or not fresh or self._token == instead_of:
                await self._renew()
            assert self._token is not None
            return self._token

    async def _renew(self) -> None:
        self._token = None
        url, headers, body = self._auth.prepare(
            "POST",
            self._token_url,
            {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            prepare_token_request("client_credentials"),
        )
        try:
            answer = await self._http.send("POST", url, headers=headers, content=body.encode())
        except OutcomeUnknown as error:  # a lost token harms nobody: the request it was for never left
            raise RemoteUnavailable(f"Signing in: {error.detail}") from error
        token, seconds = _read_token(answer)
        keep_secret(token)
        self.scopes = _read_scopes(answer, token)
        self._token = token
        self._good_until = self._clock.monotonic() + max(seconds - MARGIN_SECONDS, seconds / 2)
        _log.debug("servicetitan_signed_in", seconds=seconds)


def _read_token(answer: Answer) -> tuple[str, float]:
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise rate_limited(answer)
    if answer.status >= 500:
        raise RemoteUnavailable(f"Signing in: ServiceTitan answered {status_words(answer.status)}.")
    content = _json_object(answer)
    if answer.status != HTTPStatus.OK:
        if content.get("error") in ("invalid_client", "unauthorized_client"):
            raise SignInFailed(
                "It does not accept this client id and client secret. Check both, and that they were made for this "
                "tenant and for this environment (production and integration have their own)."
            )
        raise SignInFailed(f"The sign-in answered {status_words(answer.status)}. Check the sign-in address.")
    answer.check_is_no_page()
    token, kind, seconds = (content.get(name) for name in ("access_token", "token_type", "expires_in"))
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token:
        raise BadAnswer("The sign-in answered without a token.")
    if isinstance(kind, str) and kind.lower() != "bearer":
        raise BadAnswer("The sign-in answered with a kind of token that we do not know.")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        seconds = 0  # unknown: ask again next time rather than trust it too long
    return token, float(seconds)


def _read_scopes(answer: Answer, token: str) -> frozenset[str] | None:
    """Beside the token, or in it. Only for telling people: what may be done is ServiceTitan's to decide."""
    said = _json_object(answer).get("scope")
    if not said:
        said = _claims(token).get("scope")
    words = said.split() if isinstance(said, str) else said if isinstance(said, list) else []
    scopes = frozenset(word for word in words if isinstance(word, str))
    return scopes if any(_SCOPE.fullmatch(scope) for scope in scopes) else None


def _claims(token: str) -> dict[str, object]:
    """Of a token that is a JWT."""
    middle = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _json_object(answer: Answer) -> dict[str, object]:
    try:
        content = json.loads(answer.body)
    except ValueError:
        content = None
    return content if isinstance(content, dict) else {}
