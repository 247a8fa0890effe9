"""One tenant's pricebook: `ports.remote.RemotePricebook` over ServiceTitan's API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Generic, TypeVar

import httpx

from lazi_desktop.domain.errors import BadAnswer, OutcomeUnknown
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.remote import RemoteEntity, RemotePage
from lazi_desktop.ports.system import Clock
from lazi_desktop.servicetitan.bodies import patch_body
from lazi_desktop.servicetitan.connection import Connection
from lazi_desktop.servicetitan.envelopes import ExportPage, read_export_page, read_lot, read_page, read_single
from lazi_desktop.servicetitan.http import Answer, Http
from lazi_desktop.servicetitan.parts import PARTS
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.records import read_json
from lazi_desktop.servicetitan.settings import Credentials, Endpoints

PAGE_SIZE = 1000
LOT = 50  # the most that `ids` takes
MOST_PAGES = 100_000
SORT = "+Id"  # by modification, an edit during the crawl would move a row to the end and another one out of sight

_T = TypeVar("_T")


class ServiceTitanPricebook:
    """Belongs to one event loop; close it there.

    `transport` replaces the network in tests.
    """

    def __init__(
        self,
        credentials: Credentials,
        endpoints: Endpoints,
        *,
        clock: Clock,
        rate: TenantRate | None = None,
        page_size: int = PAGE_SIZE,
        use_env_proxies: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._page_size = page_size
        http = Http(use_env_proxies=use_env_proxies, transport=transport)
        self._connection = Connection(credentials, endpoints, http, rate or TenantRate(clock), clock)

    # ------------------------------------------------------------------------------------------------------------ read

    async def pages(
        self,
        kind: EntityKind,
        *,
        first_page: int = 1,
        modified_from: datetime | None = None,
        modified_before: datetime | None = None,
    ) -> AsyncGenerator[RemotePage, None]:
        """All entities, active or not, in a stable order; the next page is fetched while one is worked on.

        Close it (`contextlib.aclosing`) where it may not be read to its end.
        """
        params = _common(kind) | {"sort": SORT, "pageSize": str(self._page_size)}
        if modified_from is not None:
            params["modifiedOnOrAfter"] = format_moment(modified_from)
        if modified_before is not None:
            params["modifiedBefore"] = format_moment(modified_before)

        number = first_page
        total: int | None = None
        last_ids: list[int] = []
        ahead = _Ahead(self._page(kind, number, params | {"includeTotal": "true"}))
        try:
            while True:
                page = await ahead.result()
                if number == first_page:
                    total = page.total
                ids = [entity.remote_id for entity in page.entities]
                if page.has_more and (ids == last_ids or number >= first_page + MOST_PAGES):
                    raise BadAnswer("The list does not come to an end.")
                last_ids = ids
                number += 1
                if page.has_more:
                    ahead = _Ahead(self._page(kind, number, params))
                yield replace(page, total=total)
                if not page.has_more:
                    return
        finally:
            await ahead.stop()

    async def export_pages(
        self, kind: EntityKind, token: str | None = None
    ) -> AsyncGenerator[ExportPage, None]:
        """The export feed from `token` on, until it has no more for now. Discounts and fees have none."""
        part = PARTS[kind]
        if not part.has_feed:
            raise ValueError(f"{part.words} have no export feed")
        ahead = _Ahead(self._export_page(kind, token))
        try:
            while True:
                page = await ahead.result()
                if page.has_more:
                    ahead = _Ahead(self._export_page(kind, page.token))
                yield page
                if not page.has_more:
                    return
        finally:
            await ahead.stop()

    async def read_many(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        """As many as exist. SKUs are read in lots of 50; categories one by one, since the API has no such filter."""
        wanted = list(dict.fromkeys(remote_ids))
        if not PARTS[kind].has_ids_filter:
            found = [await self._single(kind, remote_id) for remote_id in wanted]
            return [entity for entity in found if entity is not None]
        entities: list[RemoteEntity] = []
        for start in range(0, len(wanted), LOT):
            entities += await self._lot(kind, wanted[start : start + LOT])
        return entities

    async def _page(self, kind: EntityKind, number: int, params: Mapping[str, str]) -> RemotePage:
        part = PARTS[kind]
        answer = await self._connection.read(part, part.path, {**params, "page": str(number)})
        return read_page(kind, answer, number=number, page_size=self._page_size)

    async def _export_page(self, kind: EntityKind, token: str | None) -> ExportPage:
        part = PARTS[kind]
        params = {} if token is None else {"from": token}
        answer = await self._connection.read(part, f"export/{part.path}", params)
        return read_export_page(kind, answer, token_before=token)

    async def _lot(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        part = PARTS[kind]
        params = _common(kind) | {"pageSize": str(LOT), "ids": ",".join(map(str, remote_ids))}
        return read_lot(kind, await self._connection.read(part, part.path, params), remote_ids)

    async def _single(self, kind: EntityKind, remote_id: int) -> RemoteEntity | None:
        part = PARTS[kind]
        answer = await self._connection.read(part, f"{part.path}/{remote_id}", {}, may_be_gone=True)
        return None if answer.status == HTTPStatus.NOT_FOUND else read_single(kind, answer, remote_id)

    # ----------------------------------------------------------------------------------------------------------- write

    async def patch(
        self, kind: EntityKind, remote_id: int, changes: Mapping[str, Value], known: Fields
    ) -> None:
        """Sends these fields and no others. `known` are all fields as last read: some members are sent whole."""
        if not changes:
            return
        part, body = PARTS[kind], patch_body(kind, changes, known)
        answer = await self._connection.write(
            part, f"{part.path}/{remote_id}", body.content, body.wire_fields
        )
        if not _confirms(answer, remote_id):
            raise OutcomeUnknown("It answered without saying what it changed.")

    async def close(self) -> None:
        await self._connection.close()


def _common(kind: EntityKind) -> dict[str, str]:
    params = {"active": "Any"}
    if kind is EntityKind.SERVICE:
        params["calculatePrices"] = "true"
    return params


def _confirms(answer: Answer, remote_id: int) -> bool:
    try:
        content = read_json(answer.body) if answer.is_json else None
    except BadAnswer:
        return False
    return isinstance(content, dict) and content.get("id") == remote_id


class _Ahead(Generic[_T]):
    """Something fetched while the caller works on what came before it."""

    def __init__(self, fetching: Coroutine[Any, Any, _T]) -> None:
        self._task = asyncio.create_task(fetching)

    async def result(self) -> _T:
        return await self._task

    async def stop(self) -> None:
        """Ends the task for good, whatever state it is in."""
        self._task.cancel()
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.exception()  # looked at, so that nobody is told about it twice
