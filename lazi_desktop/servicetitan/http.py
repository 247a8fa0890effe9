"""One HTTP exchange: TLS, limits of time and size, no redirects; tells "never left" from "no answer"."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import truststore

from lazi_desktop.config.way import Proxy, Way
from lazi_desktop.domain.errors import BadAnswer, ConfigurationProblem, OutcomeUnknown, RemoteUnavailable

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

    def check_is_no_page(self) -> None:
        """
        Raises:
            BadAnswer: it is a web page. ServiceTitan gives out none: who answers so stands before it.
        """
        media_type: str = self.headers.get("content-type", "")
        if media_type.lstrip().lower().startswith("text/html"):
            raise BadAnswer("Something between here and ServiceTitan answers with a page of its own.")


def tls_context(certificate: Path | None = None) -> ssl.SSLContext:
    """Trusts what the operating system trusts, company roots included, and whom `certificate` vouches for.

    Raises:
        ConfigurationProblem: there is none in that file.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificate is not None:
        try:
            context.load_verify_locations(cafile=certificate)
        except OSError as error:  # an SSLError is one
            reason = (
                error.strerror if not isinstance(error, ssl.SSLError) and error.strerror else "it is no PEM"
            )
            raise ConfigurationProblem(
                f"The certificate {certificate} of network.certificate cannot be read: {reason}."
            ) from None
    return context


class Http:
    """Sends requests and reads whole answers. Knows nothing of tokens.

    `transport` replaces the network in tests.
    """

    def __init__(
        self,
        *,
        way: Way | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        max_body: int = MAX_BODY,
    ) -> None:
        self._max_body = max_body
        self._way = way or Way()
        self._transport = transport
        self._tls = tls_context(self._way.certificate)
        self._clients: dict[Proxy | None, httpx.AsyncClient] = {}

    def _client_by(self, proxy: Proxy | None) -> httpx.AsyncClient:
        if proxy not in self._clients:
            self._clients[proxy] = httpx.AsyncClient(
                verify=self._tls,
                transport=self._transport,
                proxy=as_httpx(proxy, self._tls),
                trust_env=False,
                follow_redirects=False,
                limits=httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=5),
            )
        return self._clients[proxy]

    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        may_send: Callable[[], None] | None = None,
    ) -> Answer:
        """The answer, whatever its status.

        `may_send` is asked once there is a connection and nothing has left: finding a proxy and connecting may take as
        long as a laptop sleeps. What it raises comes through.

        Raises:
            RemoteUnavailable: nothing was sent.
            OutcomeUnknown: something was sent, and no complete answer came.
            BadAnswer: the answer is larger than any page can be.
        """
        seconds = READ_SECONDS if method == "GET" else WRITE_SECONDS
        timeout = httpx.Timeout(seconds, connect=CONNECT_SECONDS)
        target = httpx.URL(url)
        proxy = await found_proxy(self._way, target) if self._transport is None else None
        client = self._client_by(proxy)
        request = client.build_request(
            method, url, headers=headers, params=params, content=content, timeout=timeout
        )
        if may_send is not None:
            if self._transport is None:
                request.extensions["trace"] = _asking(may_send)
            else:
                may_send()
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                response = await client.send(request, stream=True)
                try:
                    return Answer(response.status_code, response.headers, await self._body(response))
                finally:
                    await response.aclose()
        except _NEVER_LEFT as error:
            if doubt := _certificate_doubt(error):
                raise RemoteUnavailable(f"Its certificate is not good: {doubt}.") from error
            raise RemoteUnavailable(_why(error, proxy)) from error
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
        for client in self._clients.values():
            await client.aclose()


def _asking(may_send: Callable[[], None]) -> Callable[[str, Mapping[str, Any]], Awaitable[None]]:
    """For httpx, which tells each step of a request. A proxy is asked for its tunnel by a request of its own."""

    async def told(step: str, of: Mapping[str, Any]) -> None:
        if step.endswith(".send_request_headers.started") and of["request"].method != b"CONNECT":
            may_send()

    return told


async def found_proxy(way: Way, target: httpx.URL) -> Proxy | None:
    """Some systems look names up for it, which may take a while."""
    return None if way.is_direct else await asyncio.to_thread(way.proxy_for, target.scheme, target.host)


def as_httpx(proxy: Proxy | None, tls: ssl.SSLContext) -> httpx.Proxy | None:
    if proxy is None:
        return None
    auth = (proxy.user, proxy.password) if proxy.user else None
    return httpx.Proxy(proxy.address, auth=auth, ssl_context=tls if proxy.scheme == "https" else None)


def _certificate_doubt(error: BaseException) -> str:
    """What is wrong with the other side's certificate, "" where that is not the reason."""
    cause = _tls_error(error)
    if not isinstance(cause, ssl.SSLCertVerificationError):
        return ""
    return (cause.verify_message or "it is not trusted").rstrip(".")


def is_unsecured(error: BaseException) -> bool:
    """Whether TLS itself is the reason: no line that fell silent or broke off meanwhile."""
    return type(_tls_error(error)) in (ssl.SSLError, ssl.SSLCertVerificationError)


def _tls_error(error: BaseException) -> ssl.SSLError | None:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    return cause


def proxy_words(error: Exception, proxy: Proxy) -> str:
    """What the proxy has to do with it, "" for nothing."""
    if _tls_error(error) is not None:
        return ""  # the other side's, whom the proxy has reached
    if isinstance(error, httpx.ProxyError):
        return refused_by_proxy(str(error)[:3], proxy)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return f"The proxy {proxy.place}, which {proxy.said_by} names, does not answer."
    return ""


def refused_by_proxy(status: str, proxy: Proxy) -> str:
    named = f"The proxy {proxy.place}, which {proxy.said_by} names,"
    if status == str(int(HTTPStatus.PROXY_AUTHENTICATION_REQUIRED)):
        if proxy.user:
            return f"{named} does not take the name “{proxy.user}” with the password that is known (407)."
        return f"{named} asks for a name and a password (407)."
    said = f" ({status})" if status.isdigit() else ""
    return f"{named} does not lead there{said}."


def _why(error: Exception, proxy: Proxy | None = None) -> str:
    if proxy is not None and (words := proxy_words(error, proxy)):
        return words
    if is_unsecured(error):
        return "The connection cannot be secured."
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return "No connection could be made in time. Check the network, then try again."
        case httpx.ConnectError():
            return "No connection could be made. Check the network, then try again."
        case httpx.TimeoutException() | TimeoutError():
            return "No answer came in time."
        case httpx.DecodingError():
            return "The answer could not be unpacked."
        case httpx.HTTPError():
            return "The connection broke off."
    return "The request could not be made."
