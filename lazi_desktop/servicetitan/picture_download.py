"""Files from hosts that are not ServiceTitan's API: without our keys, from public addresses, with an end."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

import httpx

from lazi_desktop.config.way import Proxy, Way
from lazi_desktop.domain.errors import BadAnswer, RemoteUnavailable
from lazi_desktop.domain.pictures import MOST_BYTES, PictureFlaw, PictureProblem
from lazi_desktop.servicetitan.http import as_httpx, found_proxy, tls_context
from lazi_desktop.servicetitan.refusals import status_words

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
WHOLE_SECONDS = 60.0
MOST_REDIRECTS = 3
AT_ONCE = 6
KEEP_SECONDS = 5.0
MOST_KNOWN = 4
"""Hosts whose connections are used again: ServiceTitan's storage, and hardly ever another one."""

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

_PRIVATE = "Its address leads into a private network, or goes there in the open. It was not followed."
_EMBEDS_IPV4 = ipaddress.IPv6Network("64:ff9b::/96")


async def resolved(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class PictureDownload:
    """Belongs to one event loop; close it there.

    `is_own_machine`: the API is a stand-in on this machine, whose pictures are there, too. The address is looked up
    and checked here, and the connection made to what was checked, so that nobody can answer otherwise in between.
    """

    def __init__(
        self,
        *,
        is_own_machine: bool,
        way: Way | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        resolve: Resolve = resolved,
        most_bytes: int = MOST_BYTES,
        seconds: float = WHOLE_SECONDS,
    ) -> None:
        self._is_own_machine = is_own_machine
        self._resolve = resolve
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._transport = transport
        self._way = way or Way()
        self._tls = tls_context(self._way.certificate)
        self._passing = self._client(keeps=0)
        self._by_proxy: dict[Proxy, httpx.AsyncClient] = {}
        self._known: dict[str, httpx.AsyncClient] = {}

    def _client(self, *, keeps: int, proxy: Proxy | None = None) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            verify=self._tls,
            transport=self._transport,
            proxy=as_httpx(proxy, self._tls),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(
                max_connections=AT_ONCE, max_keepalive_connections=keeps, keepalive_expiry=KEEP_SECONDS
            ),
        )

    def _client_for(self, host: str) -> httpx.AsyncClient:
        """A connection is known by its IP address, and proved for one name: it must not serve another one there."""
        if host not in self._known and len(self._known) < MOST_KNOWN:
            self._known[host] = self._client(keeps=AT_ONCE)
        return self._known.get(host, self._passing)

    def _client_by(self, proxy: Proxy) -> httpx.AsyncClient:
        """It knows its connections by the names of hosts."""
        if proxy not in self._by_proxy:
            self._by_proxy[proxy] = self._client(keeps=AT_ONCE, proxy=proxy)
        return self._by_proxy[proxy]

    async def fetch(self, url: str) -> bytes:
        """Raises PictureProblem, RemoteUnavailable or BadAnswer."""
        try:
            async with asyncio.timeout(self._seconds):
                for _ in range(MOST_REDIRECTS + 1):
                    found = await self._once(httpx.URL(url))
                    if isinstance(found, bytes):
                        return found
                    url = found
        except TimeoutError as error:
            raise RemoteUnavailable("The picture did not arrive in time.") from error
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            raise _unreachable() from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise PictureProblem(PictureFlaw.NO_ADDRESS, "Its address is none.") from error
        raise BadAnswer("The picture's address leads from one place to the next without end.")

    async def _once(self, url: httpx.URL) -> bytes | str:
        """The file, or the address where it is instead."""
        proxy = await found_proxy(self._way, url) if self._transport is None else None
        checked = url.host if proxy is not None else await self._checked(url)
        if proxy is not None:
            _check_for_proxy(url)
        client = self._client_for(url.host) if proxy is None else self._client_by(proxy)
        request = client.build_request(
            "GET",
            url.copy_with(host=checked),
            headers={
                "Host": url.netloc.decode("ascii"),
                "Accept": "image/*,*/*;q=0.5",
                "Accept-Encoding": "identity",
            },
            extensions={"sni_hostname": url.host},
        )
        response = await client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                return str(url.join(response.headers["location"]))
            _check_status(response.status_code)
            return await self._body(response)
        finally:
            await response.aclose()

    async def _checked(self, url: httpx.URL) -> str:
        """An IP address that may be asked. Raises PictureProblem where none may."""
        if url.scheme not in ("http", "https") or not url.host or url.userinfo:
            raise PictureProblem(PictureFlaw.NO_ADDRESS, "Its address is none of the web.")
        found = await self._addresses(url)
        for text in found:
            if not self._may_ask(ipaddress.ip_address(text.partition("%")[0]), url.scheme):
                raise PictureProblem(PictureFlaw.PRIVATE_ADDRESS, _PRIVATE)
        if not found:
            raise _unreachable()
        return found[0]

    async def _addresses(self, url: httpx.URL) -> Sequence[str]:
        try:
            ipaddress.ip_address(url.host)
        except ValueError:
            return await self._resolve(url.host, url.port or (443 if url.scheme == "https" else 80))
        return [url.host]

    def _may_ask(self, ip: _Ip, scheme: str) -> bool:
        if ip.is_loopback:
            return self._is_own_machine
        return scheme == "https" and all(one.is_global and not one.is_multicast for one in _all_meant(ip))

    async def _body(self, response: httpx.Response) -> bytes:
        chunks: list[bytes] = []
        left = self._most_bytes
        said = response.headers.get("content-length", "")
        if said.isdigit() and int(said) > left:
            raise self._too_large()
        async for chunk in response.aiter_bytes():
            left -= len(chunk)
            if left < 0:
                raise self._too_large()
            chunks.append(chunk)
        return b"".join(chunks)

    def _too_large(self) -> PictureProblem:
        return PictureProblem(
            PictureFlaw.TOO_MANY_BYTES, f"The file is larger than {self._most_bytes // 1024 // 1024} MB."
        )

    async def close(self) -> None:
        for client in (self._passing, *self._known.values(), *self._by_proxy.values()):
            await client.aclose()


def _check_for_proxy(url: httpx.URL) -> None:
    """The proxy alone looks its name up; what is known of it here must not lead into a private network.

    Raises PictureProblem.
    """
    try:
        ip = ipaddress.ip_address(url.host)
        is_public = all(one.is_global and not one.is_multicast for one in _all_meant(ip))
    except ValueError:
        is_public = "." in url.host.strip(".")
    if url.scheme != "https" or url.userinfo or not is_public:
        raise PictureProblem(PictureFlaw.PRIVATE_ADDRESS, _PRIVATE)


def _all_meant(ip: _Ip) -> Sequence[_Ip]:
    """An address may stand for another one, which is the one that is reached."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped is not None:
        return [ip.ipv4_mapped]
    if ip in _EMBEDS_IPV4:
        return [ipaddress.IPv4Address(ip.packed[-4:])]
    return [ip, *([ip.sixtofour] if ip.sixtofour is not None else [])]


def _unreachable() -> RemoteUnavailable:
    return RemoteUnavailable("The place where it is kept cannot be reached.")


def _check_status(status: int) -> None:
    if status == HTTPStatus.OK:
        return
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise PictureProblem(PictureFlaw.NOT_THERE, "It is not there any more.")
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500:
        raise _unreachable()
    if status >= 400:
        raise PictureProblem(
            PictureFlaw.REFUSED, f"The place where it is kept refused to give it: {status_words(status)}."
        )
    raise BadAnswer(f"Where the picture should be was answered {status_words(status)}.")
