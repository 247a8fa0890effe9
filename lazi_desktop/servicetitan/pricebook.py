"""One tenant's pricebook: `ports.remote.RemotePricebook` over ServiceTitan's API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, Generic, TypeVar
from uuid import UUID

import httpx

from lazi_desktop.config.way import Way
from lazi_desktop.domain.errors import BadAnswer, OutcomeUnknown, TenantRefused
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.remote import (
    Look,
    ReferenceRow,
    ReferenceRows,
    RemoteChange,
    RemoteEntity,
    RemotePage,
)
from lazi_desktop.ports.system import Clock
from lazi_desktop.servicetitan.bodies import create_body, patch_body, patch_body_of_several
from lazi_desktop.servicetitan.connection import Connection, Heard
from lazi_desktop.servicetitan.envelopes import (
    read_lot,
    read_page,
    read_rows_of_page,
    read_single,
    server_time,
)
from lazi_desktop.servicetitan.http import Answer, Http
from lazi_desktop.servicetitan.marks import (
    APPLICATION,
    SEARCHABLE,
    by_mark,
    check_marked,
    external_data,
    has_code,
    is_same_category,
    mark_filter,
    marks_filter,
)
from lazi_desktop.servicetitan.parts import PARTS, PRICEBOOK, SEVERAL
from lazi_desktop.servicetitan.picture_download import PictureDownload
from lazi_desktop.servicetitan.picture_upload import upload_picture
from lazi_desktop.servicetitan.pictures import fetch_picture
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.records import read_json
from lazi_desktop.servicetitan.reference_lists import REFERENCE_LISTS, ReferenceList, read_rows
from lazi_desktop.servicetitan.refusals import list_absent, scope_missing
from lazi_desktop.servicetitan.settings import Credentials, Endpoints

PAGE_SIZE = 1000
LOT = 50  # the most that `ids` takes
MOST_PAGES = 100_000
SORT = "+Id"  # by modification, an edit during the crawl would move a row to the end and another one out of sight

_T = TypeVar("_T")


class ServiceTitanPricebook:
    """Belongs to one event loop; close it there.

    `application` is the guid under which creates are marked as ours, None for no marks. `transport` replaces the
    network in tests.
    """

    def __init__(
        self,
        credentials: Credentials,
        endpoints: Endpoints,
        *,
        clock: Clock,
        rate: TenantRate | None = None,
        page_size: int = PAGE_SIZE,
        way: Way | None = None,
        heard: Heard = lambda scope, is_granted: None,
        application: UUID | None = APPLICATION,
        may_send_together: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.page_size = page_size
        self.may_send_together = may_send_together
        self._application = application
        http = Http(way=way, transport=transport)
        rate = rate or TenantRate(clock)
        self.requests_per_second = rate.per_second
        self._connection = Connection(credentials, endpoints, http, rate, clock, heard)
        self._pictures = PictureDownload(
            is_own_machine=endpoints.is_own_machine, way=way, transport=transport
        )

    # ------------------------------------------------------------------------------------------------------------ read

    async def pages(
        self,
        kind: EntityKind,
        *,
        first_page: int = 1,
        modified_from: datetime | None = None,
    ) -> AsyncGenerator[RemotePage, None]:
        """All entities, active or not, in a stable order; the next page is fetched while one is worked on.

        Close it (`contextlib.aclosing`) where it may not be read to its end.
        """
        params: dict[str, str] = {}
        if modified_from is not None:
            params["modifiedOnOrAfter"] = format_moment(modified_from)
        async with aclosing(self._pages(kind, params, first_page, bulk=True)) as pages:
            async for page in pages:
                yield page

    async def _pages(
        self, kind: EntityKind, filters: Mapping[str, str], first_page: int = 1, *, bulk: bool = False
    ) -> AsyncGenerator[RemotePage, None]:
        params = _common(kind) | {"sort": SORT, "pageSize": str(self.page_size), **filters}
        number = first_page
        total: int | None = None
        last_ids: list[int] = []
        ahead = _Ahead(self._page(kind, number, params | {"includeTotal": "true"}, bulk))
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
                    ahead = _Ahead(self._page(kind, number, params, bulk))
                yield replace(page, total=total)
                if not page.has_more:
                    return
        finally:
            await ahead.stop()

    async def read_many(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        """As many as exist. SKUs are read in lots of 50; categories one by one, since the API has no such filter."""
        wanted = list(dict.fromkeys(remote_ids))
        if not PARTS[kind].has_ids_filter:
            found = [await self.read_one(kind, remote_id) for remote_id in wanted]
            return [entity for entity in found if entity is not None]
        entities: list[RemoteEntity] = []
        for start in range(0, len(wanted), LOT):
            entities += await self._lot(kind, wanted[start : start + LOT])
        return entities

    async def read_one(self, kind: EntityKind, remote_id: int) -> RemoteEntity | None:
        """Under its own address, which shows what lists do not show yet. None where ServiceTitan does not have it."""
        part = PARTS[kind]
        params = {"calculatePrices": "true"} if kind is EntityKind.SERVICE else {}
        answer = await self._connection.read(
            part, f"{part.path}/{remote_id}", params, accepts=(HTTPStatus.NOT_FOUND,)
        )
        return None if answer.status == HTTPStatus.NOT_FOUND else read_single(kind, answer, remote_id)

    async def _page(self, kind: EntityKind, number: int, params: Mapping[str, str], bulk: bool) -> RemotePage:
        part = PARTS[kind]
        answer = await self._connection.read(part, part.path, {**params, "page": str(number)}, bulk=bulk)
        return read_page(kind, answer, number=number, page_size=self.page_size)

    async def _lot(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        part = PARTS[kind]
        params = _common(kind) | {"pageSize": str(LOT), "ids": ",".join(map(str, remote_ids))}
        return read_lot(kind, await self._connection.read(part, part.path, params), remote_ids)

    async def look_for(self, kind: EntityKind, key: EntityKey, wanted: Fields) -> Look:
        """Before a create, and after one whose answer was lost."""
        can_mark = PARTS[kind].has_marker and self._application is not None
        marked: list[RemoteEntity] = []
        if can_mark and self._application is not None:
            marked = check_marked(await self._all(kind, mark_filter(self._application, key)), key)
        ours = {entity.remote_id for entity in marked}
        alike = [entity for entity in await self._alike(kind, wanted) if entity.remote_id not in ours]
        return Look(marked=marked, alike=alike, can_mark=can_mark)

    async def _alike(self, kind: EntityKind, wanted: Fields) -> list[RemoteEntity]:
        if kind is EntityKind.CATEGORY:
            return [one for one in await self._all(kind, {}) if is_same_category(one, wanted)]
        code = wanted.get("code")
        if not isinstance(code, str) or not code.strip():
            return []
        # What cannot be searched for is looked up in the whole list.
        searched = {"searchText": code.strip()} if len(code.strip()) in SEARCHABLE else {}
        return [one for one in await self._all(kind, searched) if has_code(one, code)]

    async def _all(self, kind: EntityKind, filters: Mapping[str, str]) -> list[RemoteEntity]:
        found: dict[int, RemoteEntity] = {}
        async with aclosing(self._pages(kind, filters)) as pages:
            async for page in pages:
                found |= {entity.remote_id: entity for entity in page.entities if entity.remote_id}
        return list(found.values())

    async def marked(self, kind: EntityKind) -> Mapping[str, Sequence[RemoteEntity]] | None:
        """All that were created from here, by what they are marked with, active or not. None of a kind that is not."""
        if not PARTS[kind].has_marker or self._application is None:
            return None
        return by_mark(await self._all(kind, marks_filter(self._application)))

    def reference_lists(self) -> Sequence[str]:
        """Names of the lists that `reference_rows` can read."""
        return list(REFERENCE_LISTS)

    async def reference_rows(self, name: str, *, modified_from: datetime | None = None) -> ReferenceRows:
        """A list; whole without `modified_from`, and where it does not tell what has changed."""
        wanted = REFERENCE_LISTS[name]
        is_whole = modified_from is None or not wanted.cursor
        params = {"active": "Any"} if wanted.has_active else {}
        if wanted.sort:
            params["sort"] = wanted.sort
        if modified_from is not None and wanted.cursor:
            params[wanted.cursor] = format_moment(modified_from)
        rows: dict[int, ReferenceRow] = {}
        began: datetime | None = None
        for number in range(1, MOST_PAGES):
            answer = await self._page_of_list(wanted, number, params)
            if began is None and wanted.cursor:
                began = server_time(answer)
            raws, has_more = read_rows_of_page(
                answer, number=number, page_size=self.page_size if wanted.is_paged else None
            )
            page = {row.remote_id: row for row in read_rows(wanted, raws)}
            if has_more and (not wanted.is_paged or page.keys() <= rows.keys()):
                raise BadAnswer("The list does not come to an end.")
            rows |= page
            if not has_more:
                break
        return ReferenceRows(list(rows.values()), is_whole, began)

    async def _page_of_list(self, wanted: ReferenceList, number: int, params: Mapping[str, str]) -> Answer:
        of_page = {"page": str(number), "pageSize": str(self.page_size)} if wanted.is_paged else {}
        try:
            answer = await self._connection.read(
                wanted, wanted.path, {**params, **of_page}, bulk=True, accepts=(HTTPStatus.NOT_FOUND,)
            )
        except TenantRefused as error:  # of another module: this one may still be ours
            if wanted.module == PRICEBOOK:
                raise
            raise scope_missing(wanted) from error
        if answer.status == HTTPStatus.NOT_FOUND:
            raise list_absent(wanted)
        return answer

    async def picture(self, address: str) -> bytes:
        """The file at a path in its storage, or at a web address. Raises PictureProblem where there is none."""
        return await fetch_picture(self._connection, self._pictures, address)

    # ----------------------------------------------------------------------------------------------------------- write

    async def patch(
        self,
        kind: EntityKind,
        remote_id: int,
        changes: Mapping[str, Value],
        known: Fields,
        *,
        may_send: Callable[[], None],
    ) -> Fields | None:
        """Sends these fields and no others. `known` are all fields as last read: some members are sent whole.

        Returns what its answer shows; None where that cannot be read.
        """
        if not changes:
            return None
        part, body = PARTS[kind], patch_body(kind, changes, known)
        answer = await self._connection.write(
            "PATCH", part, f"{part.path}/{remote_id}", body.content, body.wire_fields, may_send
        )
        if _answered_id(answer) != remote_id:
            raise OutcomeUnknown("It answered without saying what it changed.")
        return _answered_fields(kind, answer, remote_id)

    async def patch_together(
        self, kind: EntityKind, changes: Sequence[RemoteChange], *, may_send: Callable[[], None]
    ) -> None:
        """Changes of several SKUs in one request, taken or refused as a whole. The answer says nothing."""
        part, body = SEVERAL[kind], patch_body_of_several(kind, changes)
        await self._connection.write("PATCH", part, part.path, body.content, body.wire_fields, may_send)

    async def create(
        self, kind: EntityKind, key: EntityKey, wanted: Fields, *, may_send: Callable[[], None]
    ) -> int:
        """Makes the entity, marked with its key where the kind can be, and returns its remote id.

        A RemoteRejected with status 409 says that something like it is there already.
        """
        part = PARTS[kind]
        marks = None
        if part.has_marker and self._application is not None:
            marks = external_data(self._application, key)
        body = create_body(kind, wanted, marks)
        answer = await self._connection.write(
            "POST", part, part.path, body.content, body.wire_fields, may_send
        )
        remote_id = _answered_id(answer)
        if remote_id is None:
            raise OutcomeUnknown("It answered without saying what it made.")
        return remote_id

    async def upload_picture(self, content: bytes, address: str, *, may_send: Callable[[], None]) -> str:
        """Into ServiceTitan's passing storage; returns the path to name it by. `address` tells what sort of file it is.

        Nothing points there yet, so what may have arrived can be sent again without harm.
        """
        return await upload_picture(self._connection, content, address, may_send)

    async def close(self) -> None:
        await self._pictures.close()
        await self._connection.close()


def _common(kind: EntityKind) -> dict[str, str]:
    params = {"active": "Any"}
    if kind is EntityKind.SERVICE:
        params["calculatePrices"] = "true"
    return params


def _answered_id(answer: Answer) -> int | None:
    """The number of the entity that a write answered with; None where that cannot be told."""
    try:
        content = read_json(answer.body) if answer.is_json else None
    except BadAnswer:
        return None
    remote_id = content.get("id") if isinstance(content, dict) else None
    known = isinstance(remote_id, int) and not isinstance(remote_id, bool) and 0 < remote_id < 2**63
    return remote_id if known and isinstance(remote_id, int) else None


def _answered_fields(kind: EntityKind, answer: Answer, remote_id: int) -> Fields | None:
    """What cannot be read is looked at again anyway: the change was taken in."""
    try:
        entity = read_single(kind, answer, remote_id)
    except BadAnswer:
        return None
    return None if entity.problem else entity.fields


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
