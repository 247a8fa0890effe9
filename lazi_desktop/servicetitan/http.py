"""One HTTP exchange: TLS, limits of time and size, no redirects; tells "never left" from "no answer"."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
import truststore

from lazi_desktop.domain.errors import BadAnswer, OutcomeUnknown, RemoteUnavailable

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
WRITE_SECONDS = 110.0  # longer than the server's own 100 s: most of its timeouts are still answered
DEADLINE_SECONDS = 115.0
MAX_BODY = 64 * 1024 * 1024

_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def is_json(self) -> bool:
        media_type: str = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return media_type == "application/json" or media_type.endswith("+json")


def tls_context() -> ssl.SSLContext:
    """Trusts what the operating system trusts, company roots included."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class Http:
    """Sends requests and reads whole answers. Knows nothing of tokens.

    `transport` replaces the network in tests.
    """

    def __init__(
        self,
        *,
        use_env_proxies: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
        max_body: int = MAX_BODY,
    ) -> None:
        self._max_body = max_body
        self._client = httpx.AsyncClient(
            verify=tls_context(),
            transport=transport,
            trust_env=use_env_proxies,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=5),
        )

    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Answer:
        """The answer, whatever its status.

        Raises:
            RemoteUnavailable: nothing was sent.
            OutcomeUnknown: something was sent, and no complete answer came.
            BadAnswer: the answer is larger than any page can be.
        """
        seconds = READ_SECONDS if method == "GET" else WRITE_SECONDS
        timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        request = self._client.build_request(
            method, url, headers=headers, params=params, content=content, timeout=timeout
        )
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                response = await self._client.send(request, stream=True)
                try:
                    return Answer(response.status_code, response.headers, await self._body(response))
                finally:
                    await response.aclose()
        except _NEVER_LEFT as error:
            raise RemoteUnavailable(_why(error)) from error
        except (httpx.HTTPError, httpx.StreamError, TimeoutError) as error:
            raise OutcomeUnknown(_why(error)) from error

    async def _body(self, response: httpx.Response) -> bytes:
        chunks: list[bytes] = []
        size = 0
        async for chunk in response.aiter_bytes():
            size += len(chunk)
            if size > self._max_body:
                raise BadAnswer(f"The answer is larger than {self._max_body // 1024 // 1024} MB.")
            chunks.append(chunk)
        return b"".join(chunks)

    async def close(self) -> None:
        await self._client.aclose()


def _why(error: Exception) -> str:
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return "No connection could be made in time. Check the network, then try again."
        case httpx.ProxyError():
            return "The proxy refused the connection. Check the proxy settings."
        case httpx.ConnectError():
            return "No connection could be made. Check the network, then try again."
        case httpx.TimeoutException() | TimeoutError():
            return "No answer came in time."
        case httpx.DecodingError():
            return "The answer could not be unpacked."
        case httpx.HTTPError():
            return "The connection broke off."
    return "The request could not be made."
