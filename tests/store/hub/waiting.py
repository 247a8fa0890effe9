"""Obstacles in the database, and those who wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg

from tests.store.hub.team import Team


async def until_none_is_open(team: Team, login: str) -> None:
    """No connection of that login, without garbage having been looked for."""
    async with asyncio.timeout(10):
        while team.sql("select 1 from pg_stat_activity where usename = %s", login):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@contextmanager
def held(team: Team, statement: str, *values: object) -> Iterator[None]:
    """What the statement locks or writes, until the end of the block, where it is as if it had never been."""
    with psycopg.connect(team.server.admin_url) as connection:
        connection.execute(statement.encode(), values)
        try:
            yield
        finally:
            connection.rollback()


async def until_they_wait(team: Team, many: int) -> None:
    while team.sql("select count(*) from pg_locks where not granted") != [(many,)]:  # noqa: ASYNC110
        await asyncio.sleep(0.02)


async def under(
    obstacle: AbstractContextManager[None], team: Team, *calls: Awaitable[object]
) -> list[object]:
    """The calls, each of which meets the obstacle before any of them goes on."""
    with obstacle:
        tasks = [asyncio.ensure_future(call) for call in calls]
        async with asyncio.timeout(30):
            await until_they_wait(team, len(tasks))
    return list(await asyncio.gather(*tasks))
