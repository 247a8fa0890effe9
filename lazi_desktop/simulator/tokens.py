"""Access tokens: given out by the token endpoint, checked on every request."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs

from lazi_desktop.simulator.clock import Clock
from lazi_desktop.simulator.settings import SimulatorSettings
from lazi_desktop.simulator.wire import Json, encode


class Tokens:
    def __init__(self, settings: SimulatorSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._expiry: dict[str, float] = {}
        self._count = 0

    def answer(self, content_type: str, body: bytes) -> tuple[int, Json]:
        """Status and body for a token request. Credentials are compared as they are, blanks and all."""
        if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            return 400, {"error": "invalid_request"}
        form = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        if form.get("grant_type") != "client_credentials":
            return 400, {"error": "unsupported_grant_type"}
        known = (self._settings.client_id, self._settings.client_secret)
        if (form.get("client_id"), form.get("client_secret")) != known:
            return 400, {"error": "invalid_client"}
        return 200, {
            "access_token": self._issue(),
            "expires_in": self._settings.token_seconds,
            "token_type": "Bearer",
            "scope": " ".join(sorted(self._settings.scopes)),
        }

    def is_valid(self, authorization: str) -> bool:
        kind, _, token = authorization.partition(" ")
        return kind.lower() == "bearer" and self._expiry.get(token.strip(), 0) > self._clock.seconds()

    def expire_all(self) -> None:
        self._expiry.clear()

    def _issue(self) -> str:
        self._count += 1
        now = self._clock.seconds()
        claims = {
            "nbf": int(now),
            "exp": int(now) + self._settings.token_seconds,
            "iss": "simulator",
            "client_id": self._settings.client_id,
            "tenant": self._settings.tenant,
            "jti": f"{self._count:032X}",
            "iat": int(now),
            "scope": sorted(self._settings.scopes),
        }
        unsigned = f"{_base64(encode({'alg': 'RS256', 'typ': 'at+jwt'}))}.{_base64(encode(claims))}"
        token = f"{unsigned}.{_base64(hashlib.sha256(unsigned.encode()).digest())}"
        self._expiry[token] = now + self._settings.token_seconds
        return token


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
