"""Signed requests to one tenant: the token and the app key, the tenant's rate, retries of reads and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from http import HTTPStatus

import stamina
import structlog

from lazi_desktop.domain.errors import (
    AppKeyRefused,
    BadAnswer,
    OutcomeUnknown,
    RateLimited,
    RemoteUnavailable,
    ScopeMissing,
)
from lazi_desktop.ports.system import Clock
from lazi_desktop.servicetitan.http import Answer, Http
from lazi_desktop.servicetitan.parts import Resource
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.refusals import read_refused, signed_out, write_refused
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.servicetitan.sign_in import SignIn

JSON = "application/json"
Heard = Callable[[str, bool], None]
READ_ATTEMPTS = 6
WRITE_PATIENCE = (
    5.0  # a write that must wait longer for its turn is not sent: what is there was looked at before
)

_log = structlog.get_logger(__name__)


class Connection:
    def __init__(
        self,
        credentials: Credentials,
        endpoints: Endpoints,
        http: Http,
        rate: TenantRate,
        clock: Clock,
        heard: Heard = lambda scope, is_granted: None,
    ) -> None:
        """`heard` is told of each answer to a write whether its scope was granted."""
        self.api_url = endpoints.api_url
        self._tenant = credentials.tenant
        self._app_key = credentials.app_key
        self._http = http
        self._sign_in = SignIn(http, endpoints.token_url, credentials, clock)
        self._rate = rate
        self._clock = clock
        self._heard = heard

    async def read(
        self,
        part: Resource,
        path: str,
        params: Mapping[str, str],
        *,
        accepts: Container[int] = (),
        bulk: bool = False,
    ) -> Answer:
        """A 200 answer, or one that the caller `accepts`. Tries again what may heal. `bulk` yields to others."""
        attempts = stamina.retry_context(
            _may_heal, attempts=READ_ATTEMPTS, timeout=None, wait_initial=1, wait_max=60, wait_jitter=1
        )
        async for attempt in attempts:
            with attempt:
                return await self._read_once(part, path, params, accepts, bulk)
        raise AssertionError("unreachable")

    async def _read_once(
        self, part: Resource, path: str, params: Mapping[str, str], accepts: Container[int], bulk: bool
    ) -> Answer:
        try:
            answer = await self._signed("GET", part, path, params=params, bulk=bulk)
        except OutcomeUnknown as error:
            raise RemoteUnavailable(error.detail) from error
        if answer.status == HTTPStatus.OK or answer.status in accepts:
            return answer
        refused = read_refused(answer, part)
        if isinstance(refused, RateLimited):
            await self._rate.slow_down(refused.retry_after)
        raise refused

    async def write(
        self,
        method: str,
        part: Resource,
        path: str,
        content: bytes,
        wire_fields: Mapping[str, str],
        may_send: Callable[[], None],
        *,
        content_type: str = JSON,
    ) -> Answer:
        """A 2xx answer. Sent once; `wire_fields` maps the members sent to our field names."""
        self._rate.check_pause()  # before the sign-in, too
        try:
            answer = await self._signed(
                method, part, path, content=content, content_type=content_type, may_send=may_send
            )
        except BadAnswer as error:
            raise OutcomeUnknown(error.detail) from error
        if 200 <= answer.status < 300:
            self._heard(f"{part.scope}:w", True)
            return answer
        refused = write_refused(answer, part, wire_fields, creates=method == "POST")
        if isinstance(refused, ScopeMissing):
            self._heard(f"{part.scope}:w", False)
        if isinstance(refused, RateLimited):
            await self._rate.slow_down(refused.retry_after)
        raise refused

    async def _signed(
        self,
        method: str,
        part: Resource,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        content_type: str = JSON,
        bulk: bool = False,
        may_send: Callable[[], None] | None = None,
    ) -> Answer:
        token = await self._token()
        answer = await self._send(method, part, path, token, params, content, content_type, bulk, may_send)
        if answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        refused = signed_out(answer)
        if isinstance(refused, AppKeyRefused):
            raise refused
        token = await self._token(instead_of=token)
        answer = await self._send(method, part, path, token, params, content, content_type, bulk, may_send)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise signed_out(answer)
        return answer

    async def _token(self, *, instead_of: str | None = None) -> str:
        try:
            return await self._sign_in.token(instead_of=instead_of)
        except RateLimited as error:
            await self._rate.slow_down(error.retry_after)
            raise
        except BadAnswer as error:  # a write asks for the token first: nothing of it has left
            raise RemoteUnavailable(error.detail) from error

    async def _send(
        self,
        method: str,
        part: Resource,
        path: str,
        token: str,
        params: Mapping[str, str] | None,
        content: bytes | None,
        content_type: str,
        bulk: bool,
        may_send: Callable[[], None] | None,
    ) -> Answer:
        await self._rate.turn(bulk=bulk, patience=None if may_send is None else WRITE_PATIENCE)
        headers = {
            "Authorization": f"Bearer {token}",
            "ST-App-Key": self._app_key,
            "Accept": JSON,
        }
        if content is not None:
            headers["Content-Type"] = content_type
        began = self._clock.monotonic()
        answer = await self._http.send(
            method,
            f"{self.api_url}/{part.module}/tenant/{self._tenant}/{path}",
            headers=headers,
            params=params,
            content=content,
            may_send=may_send,
        )
        _log.debug(
            "servicetitan_answered",
            method=method,
            part=part.path,
            status=answer.status,
            size=len(answer.body),
            seconds=round(self._clock.monotonic() - began, 3),
        )
        return answer

    async def close(self) -> None:
        await self._http.close()


def _may_heal(error: Exception) -> bool | float:
    """Whether a read is tried again; a number is how long to wait first. A pause asked for is the rate's to wait."""
    if isinstance(error, RateLimited):
        return 0.0
    return isinstance(error, RemoteUnavailable) and not isinstance(error, BadAnswer)
