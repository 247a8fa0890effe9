"""Fetches from the update server: small files whole, large ones from where they were cut off. Trusts nothing."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import truststore

from lazi_desktop.config.way import Proxy, Way
from lazi_desktop.domain.errors import Cancelled, ConfigurationProblem, UpdateUnavailable
from lazi_desktop.domain.update_address import is_secure
from lazi_desktop.domain.update_manifest import UpdateFile, UpdateRefused, Why

CONNECT_SECONDS = 10.0
READ_SECONDS = 8.0  # whoever leaves the program waits that long for a silent server
_MOST_REDIRECTS = 3
_REDIRECTS = (301, 302, 303, 307, 308)
_CUT = "The connection broke off. It goes on from there the next time."

Tell = Callable[[int, int], None]
Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Partial:
    """What is there of a file, and by what the server knows that it is still the same one."""

    file: Path

    @property
    def notes(self) -> Path:
        return self.file.with_suffix(".part.json")

    def begun(self, size: int) -> tuple[int, str]:
        """How many bytes, and the validator; nothing where it cannot go on."""
        try:
            have = self.file.stat().st_size
            validator = str(json.loads(self.notes.read_text(encoding="utf-8"))["validator"])
        except (OSError, ValueError, LookupError, TypeError):
            return 0, ""
        return (have, validator) if 0 < have <= size and validator else (0, "")

    def note(self, validator: str) -> None:
        self.notes.write_text(json.dumps({"validator": validator}), encoding="utf-8")

    def remove(self) -> None:
        self.file.unlink(missing_ok=True)
        self.notes.unlink(missing_ok=True)


class Fetcher:
    """Keeps to secured addresses on every step of the way, each asked directly or by the proxy for it. Close it."""

    def __init__(self, program: str, stopping: Stopping = lambda: False, way: Way | None = None) -> None:
        """Raises ConfigurationProblem: the certificate of the way cannot be read."""
        self._program = program
        self._stopping = stopping
        self._way = way or Way()
        self._tls = _tls_context(self._way.certificate)
        self._clients: dict[Proxy | None, httpx.Client] = {}

    def close(self) -> None:
        for client in self._clients.values():
            client.close()

    def _client_for(self, address: str) -> httpx.Client:
        parts = urlsplit(address)
        proxy = self._way.proxy_for(parts.scheme, parts.hostname or "")
        if proxy not in self._clients:
            self._clients[proxy] = httpx.Client(
                verify=self._tls,
                proxy=_as_httpx(proxy, self._tls),
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
                headers={"User-Agent": self._program, "Accept-Encoding": "identity"},
            )
        return self._clients[proxy]

    def small(self, address: str, most: int) -> bytes:
        """Raises UpdateUnavailable, UpdateRefused, Cancelled."""
        content = bytearray()
        with self._asked(address, {}) as answer:
            if answer.status_code != HTTPStatus.OK:
                raise _answered(answer)
            for chunk in self._chunks(answer):
                content += chunk
                if len(content) > most:
                    raise UpdateRefused(Why.TOO_LARGE, "The update server sends more than it should.")
        return bytes(content)

    def large(self, address: str, wanted: UpdateFile, partial: Partial, tell: Tell) -> None:
        """All of it into the partial, going on from where it was cut off.

        Raises:
            UpdateUnavailable: it was cut off; what came is kept.
            UpdateRefused: it has another size; nothing of it is kept.
            Cancelled: what came is kept.
        """
        have, validator = partial.begun(wanted.size)
        if have == wanted.size:
            return
        headers = {"Range": f"bytes={have}-", "If-Range": validator} if have else {}
        with self._asked(address, headers) as answer:
            if have and answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                partial.remove()
                raise UpdateUnavailable(_CUT)
            goes_on = answer.status_code == HTTPStatus.PARTIAL_CONTENT and bool(have)
            if not goes_on and answer.status_code != HTTPStatus.OK:
                raise _answered(answer)
            if goes_on and answer.headers.get("content-range") != _range(have, wanted.size):
                partial.remove()
                raise UpdateUnavailable(
                    "The update server went on at another place. It begins anew the next time."
                )
            self._take(answer, wanted, partial, have if goes_on else 0, tell)

    def _take(
        self, answer: httpx.Response, wanted: UpdateFile, partial: Partial, have: int, tell: Tell
    ) -> None:
        told = answer.headers.get("content-length", "")
        if told.isdecimal() and int(told) + have != wanted.size:
            partial.remove()
            raise _other_size(wanted)
        if not have:
            partial.remove()
            partial.note(_validator(answer))
        with partial.file.open("ab" if have else "wb") as out:
            for chunk in self._chunks(answer):
                if have + len(chunk) > wanted.size:
                    out.close()
                    partial.remove()
                    raise _other_size(wanted)
                out.write(chunk)
                have += len(chunk)
                tell(have, wanted.size)
        if have < wanted.size:
            if "chunked" in answer.headers.get("transfer-encoding", ""):  # the server said that this was all
                partial.remove()
                raise _other_size(wanted)
            raise UpdateUnavailable(_CUT)

    @contextmanager
    def _asked(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        for _ in range(_MOST_REDIRECTS + 1):
            if not is_secure(address):
                raise UpdateRefused(
                    Why.REDIRECT, "The update server leads to an address that is not secured."
                )
            client = self._client_for(address)
            try:
                answer = client.send(client.build_request("GET", address, headers=headers), stream=True)
            except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
                raise UpdateUnavailable(_why(error)) from error
            try:
                if answer.status_code not in _REDIRECTS:
                    yield answer
                    return
                address = urljoin(address, answer.headers.get("location", ""))
            except (httpx.HTTPError, httpx.StreamError, ssl.SSLError) as error:
                raise UpdateUnavailable(_CUT) from error
            finally:
                answer.close()
        raise UpdateUnavailable("The update server leads from one address to the next.")

    def _chunks(self, answer: httpx.Response) -> Iterator[bytes]:
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise UpdateUnavailable("The update server packs what it was asked to send as it is.")
        for chunk in answer.iter_raw():
            if self._stopping():
                raise Cancelled("What has come so far is kept.")
            yield chunk


def _tls_context(certificate: Path | None) -> ssl.SSLContext:
    """Trusts what the operating system trusts, and whom `certificate` vouches for."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if certificate is not None:
        try:
            context.load_verify_locations(cafile=certificate)
        except OSError as error:  # an SSLError is one
            raise ConfigurationProblem(
                f"The certificate {certificate} of network.certificate cannot be read."
            ) from error
    return context


def _as_httpx(proxy: Proxy | None, tls: ssl.SSLContext) -> httpx.Proxy | None:
    if proxy is None:
        return None
    auth = (proxy.user, proxy.password) if proxy.user else None
    return httpx.Proxy(proxy.address, auth=auth, ssl_context=tls if proxy.scheme == "https" else None)


def _validator(answer: httpx.Response) -> str:
    """What makes sure that a partial goes on with the same file; "" where it has to begin anew."""
    etag: str = answer.headers.get("etag", "")
    if etag and not etag.startswith("W/"):
        return etag
    modified: str = answer.headers.get("last-modified", "")
    return modified


def _range(have: int, size: int) -> str:
    return f"bytes {have}-{size - 1}/{size}"


def _answered(answer: httpx.Response) -> UpdateUnavailable:
    return UpdateUnavailable(f"The update server answered {answer.status_code}.")


def _other_size(wanted: UpdateFile) -> UpdateRefused:
    return UpdateRefused(Why.SIZE, f"{wanted.name} has another size than the manifest says.")


def _why(error: Exception) -> str:
    match error:
        case httpx.TimeoutException():
            return "The update server did not answer in time."
        case httpx.ProxyError():
            return "The proxy does not let through to the update server; the doctor tells which one it is."
        case httpx.ConnectError():
            return "The update server cannot be reached, or its certificate is not good."
    return "The connection broke off."
