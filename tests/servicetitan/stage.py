"""A network of one scripted ServiceTitan, and a clock on which every wait is over at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import msgspec

from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints

DATE = "Sat, 21 Nov 2026 12:00:00 GMT"
CREDENTIALS = Credentials("1", "cid.of-a-client", "cs1.very-secret", "ak1.a-key")
ENDPOINTS = Endpoints("https://api.example.test", "https://auth.example.test")

_encode = msgspec.json.Encoder(decimal_format="number").encode

Answers = Callable[[httpx.Request], httpx.Response | Awaitable[httpx.Response]]


def freely() -> None:
    """Nothing speaks against a write."""


class FakeClock:
    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 21, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


class Stage:
    """Answers token requests itself and hands all others to `script`, in turn; its last line is repeated.

    A line of the script is a response, an exception to raise, or a function of the request.
    """

    def __init__(self, *script: Any, tokens: Answers | None = None) -> None:
        self.script = list(script)
        self.tokens = tokens
        self.clock = FakeClock()
        self.token_requests: list[httpx.Request] = []
        self.requests: list[httpx.Request] = []

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "auth.example.test":
            self.token_requests.append(request)
            if self.tokens is not None:
                return await _settled(self.tokens(request))
            return token(f"token-{len(self.token_requests)}")
        self.requests.append(request)
        line = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(line, BaseException):
            raise line
        return await _settled(line(request) if callable(line) else _fresh(line))

    def pricebook(self, **settings: Any) -> ServiceTitanPricebook:
        return ServiceTitanPricebook(
            CREDENTIALS, ENDPOINTS, clock=self.clock, transport=httpx.MockTransport(self._handle), **settings
        )


async def _settled(response: Any) -> httpx.Response:
    settled: httpx.Response = await response if hasattr(response, "__await__") else response
    return settled


def _fresh(response: httpx.Response) -> httpx.Response:
    """A response can be read once only."""
    return httpx.Response(response.status_code, headers=response.headers, content=response.content)


def token(text: str = "token-1", seconds: float = 900) -> httpx.Response:
    return httpx.Response(200, json={"access_token": text, "expires_in": seconds, "token_type": "Bearer"})


def answer(status: int, content: Any = None, *, retry_after: str | None = None) -> httpx.Response:
    """A JSON answer; exact numbers go out exactly."""
    headers = {"content-type": "application/json", "date": DATE}
    if retry_after is not None:
        headers["retry-after"] = retry_after
    body = content if isinstance(content, bytes) else _encode(content)
    return httpx.Response(status, headers=headers, content=body)


def page(
    records: list[Any], *, number: int = 1, has_more: bool = False, total: int | None = None
) -> httpx.Response:
    return answer(
        200, {"page": number, "pageSize": 1000, "hasMore": has_more, "totalCount": total, "data": records}
    )


def problem(
    status: int,
    title: str,
    errors: Mapping[str, list[str]] | None = None,
    *,
    retry_after: str | None = None,
) -> httpx.Response:
    members = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "traceId": "t",
        "errors": errors or {},
    }
    return answer(status, members, retry_after=retry_after)


def html(status: int) -> httpx.Response:
    return httpx.Response(
        status,
        headers={"content-type": "text/html", "date": DATE},
        content=b"<html><h1>Oops</h1><script>x</script>",
    )


def material(remote_id: int = 7, **members: Any) -> dict[str, Any]:
    return {
        "id": remote_id,
        "code": f"M-{remote_id}",
        "active": True,
        "modifiedOn": "2026-01-02T03:04:05.1234567Z",
    } | members
