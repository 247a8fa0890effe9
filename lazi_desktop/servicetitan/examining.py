"""Looks over the way to ServiceTitan: the hosts, the sign-in, the app key, and one cheap request for each part."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin

import httpx

from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import BadAnswer, LaziError, OutcomeUnknown, RemoteUnavailable
from lazi_desktop.ports.system import Clock
from lazi_desktop.servicetitan.http import Answer, Http
from lazi_desktop.servicetitan.parts import IMAGES, PARTS, Resource
from lazi_desktop.servicetitan.picture_download import PictureDownload
from lazi_desktop.servicetitan.pictures import STORAGE
from lazi_desktop.servicetitan.reference_lists import REFERENCE_LISTS, ReferenceList
from lazi_desktop.servicetitan.refusals import list_refused, read_refused
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.servicetitan.sign_in import SignIn

RESOURCES: tuple[Resource, ...] = (*PARTS.values(), IMAGES)
_NO_PICTURE = f"{STORAGE}none.png"


@dataclass(frozen=True, slots=True)
class HostAnswer:
    """`date` is the host's clock, where it tells it."""

    date: datetime | None


class Examiner:
    """Belongs to one event loop; close it there. Asks once and never again: who waits wants to know."""

    def __init__(
        self,
        credentials: Credentials,
        endpoints: Endpoints,
        *,
        clock: Clock,
        way: Way | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._credentials = credentials
        self._endpoints = endpoints
        self._http = Http(way=way, transport=transport)
        self._sign_in = SignIn(self._http, endpoints.token_url, credentials, clock)
        self._pictures = PictureDownload(
            is_own_machine=endpoints.is_own_machine, way=way, transport=transport
        )
        self._token = ""

    async def reach(self) -> HostAnswer:
        """Any answer will do: it shows that the name, the way and the certificate are good."""
        answer = await self._get(f"{self._endpoints.api_url}/", {}, {})
        try:
            return HostAnswer(parsedate_to_datetime(answer.headers.get("date", "")))
        except (ValueError, TypeError):
            return HostAnswer(None)

    async def sign_in(self) -> None:
        """Raises SignInFailed, or what keeps the sign-in from answering."""
        self._token = await self._sign_in.token()

    @property
    def granted(self) -> frozenset[str] | None:
        """The scopes that the sign-in told; None where it told none."""
        return self._sign_in.scopes

    async def read(self, part: Resource) -> None:
        """One row of it, or the question for a picture that is none. Raises what a pull would meet."""
        answer = await self._ask(part, {"path": _NO_PICTURE} if part is IMAGES else {"pageSize": "1"})
        if part is IMAGES and answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST):
            return
        if answer.status != HTTPStatus.OK and not (part is IMAGES and 300 <= answer.status < 400):
            refused = list_refused if isinstance(part, ReferenceList) else read_refused
            raise refused(answer, part)
        if part is not IMAGES and not answer.is_json:
            raise BadAnswer("Something between here and ServiceTitan answers with a page of its own.")

    async def read_all(self) -> Mapping[Resource, LaziError | None]:
        """Side by side: of each part what a pull would meet."""
        met = await asyncio.gather(*(self._met(part) for part in RESOURCES))
        return dict(zip(RESOURCES, met, strict=True))

    async def read_lists(self) -> Mapping[str, LaziError | None]:
        """Like `read_all`, of the reference lists."""
        lists = list(REFERENCE_LISTS.values())
        met = await asyncio.gather(*(self._met(one) for one in lists))
        return dict(zip(REFERENCE_LISTS, met, strict=True))

    async def _met(self, part: Resource) -> LaziError | None:
        try:
            await self.read(part)
        except LaziError as error:
            return error
        return None

    async def count(self, part: Resource) -> int | None:
        """How many entries a part has; None where it does not say."""
        answer = await self._ask(part, {"pageSize": "1", "includeTotal": "true"})
        if answer.status != HTTPStatus.OK:
            raise read_refused(answer, part)
        try:
            total = json.loads(answer.body).get("totalCount")
        except (ValueError, AttributeError):
            return None
        return total if isinstance(total, int) else None

    async def fetch_picture(self, path: str) -> bool:
        """From the host that keeps them, which is another one. False where ServiceTitan does not have it any more."""
        answer = await self._ask(IMAGES, {"path": path})
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.BAD_REQUEST):
            return False
        location = answer.headers.get("location", "")
        if answer.status != HTTPStatus.OK and not location:
            raise read_refused(answer, IMAGES)
        if location:
            await self._pictures.fetch(urljoin(f"{self._endpoints.api_url}/", location))
        return True

    async def _ask(self, part: Resource, params: dict[str, str]) -> Answer:
        url = f"{self._endpoints.api_url}/{part.module}/tenant/{self._credentials.tenant}/{part.path}"
        headers = {
            "Authorization": f"Bearer {self._token}",
            "ST-App-Key": self._credentials.app_key,
            "Accept": "application/json",
        }
        return await self._get(url, headers, params)

    async def _get(self, url: str, headers: dict[str, str], params: dict[str, str]) -> Answer:
        try:
            return await self._http.send("GET", url, headers=headers, params=params)
        except OutcomeUnknown as error:  # of a read nothing is left behind
            raise RemoteUnavailable(error.detail) from error

    async def close(self) -> None:
        await self._http.close()
        await self._pictures.close()
