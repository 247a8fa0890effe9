"""The audit log is kept by the year, and its chain goes over all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from tests.store.hub.audit_rows import fill
from tests.store.hub.team import Typist, pull


def parts(team) -> set[str]:
    return {name for (name,) in team.sql(
        "select inhrelid::regclass::text from pg_inherits where inhparent = 'audit.change_log'::regclass"
    )}  # fmt: skip


def part_of_lines(team) -> list[tuple[str, int]]:
    return team.sql(
        "select tableoid::regclass::text, count(*)::int from audit.change_log where tenant_id = %s"
        " group by 1 order by 1", team.tenant_id,
    )  # fmt: skip


def part(year: int | None) -> str:
    return f"audit.change_log_{year or 'other'}"


def this_year(team) -> int:
    [(year,)] = team.sql("select extract(year from clock_timestamp() at time zone 'UTC')::int")
    return year


@pytest.fixture
def nineties(team):
    """Lines of 1990 to 1993, all in one place, since nobody made their years."""
    fill(
        team.server.admin_url, team.tenant_id, {uuid4(): "Ann"}, steps=40, lines=3,
        since=datetime(1990, 1, 1, tzinfo=UTC), until=datetime(1993, 12, 31, tzinfo=UTC),
    )  # fmt: skip


async def test_this_year_and_the_next_are_there_from_the_start(team):
    year = this_year(team)
    assert parts(team) >= {part(year), part(year + 1), part(None)}


async def test_what_is_written_goes_to_its_year(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10}})
    await Typist(team, hub).edit(1, "price", 12, seen=10)
    assert part_of_lines(team) == [(part(this_year(team)), 1)]


async def test_upkeep_makes_the_years_ahead(team, hub, lease):
    last = part(this_year(team) + 1)
    team.sql(f"drop table {last}")
    assert (await hub.tend(lease))["years of audit made"] == 1
    assert last in parts(team)
    assert (await hub.tend(lease))["years of audit made"] == 0


async def test_the_chain_goes_over_years(team, hub):
    for year in (1985, 1986, 1987):
        assert team.sql("select audit.make_part(%s)", year) == [(True,)]
    try:
        fill(
            team.server.admin_url, team.tenant_id, {uuid4(): "Ann"}, steps=12, lines=2,
            since=datetime(1985, 6, 1, tzinfo=UTC), until=datetime(1988, 6, 1, tzinfo=UTC),
        )  # fmt: skip
        assert {name for name, _ in part_of_lines(team)} == {part(year) for year in (1985, 1986, 1987, None)}
        lot = await hub.check_audit()
        assert (lot.broken, lot.at_end, lot.line) == (None, True, 24)
        with psycopg.connect(team.server.admin_url, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute(
                f"update {part(1986)} set actor = 'Bob' where tenant_id = %s and n = 12", (team.tenant_id,)
            )
        assert (await hub.check_audit()).broken.link == 6
    finally:
        for year in (1985, 1986, 1987):
            team.sql(f"drop table {part(year)}")


async def test_a_year_that_was_used_before_it_was_made_stays_where_it_is(team, hub, nineties):
    assert team.sql("select audit.make_part(1991)") == [(False,)]
    assert part_of_lines(team) == [(part(None), 120)]
    assert part(1991) not in parts(team)
    assert (await hub.check_audit()).broken is None


async def test_whoever_uses_it_is_not_made_to_wait_for_long(team):
    with psycopg.connect(team.server.admin_url) as reader:
        reader.execute("select from audit.change_log_other")
        assert team.sql("select audit.make_part(1980)") == [(False,)]
    assert part(1980) not in parts(team)


@pytest.mark.parametrize("verb", ["delete from", "truncate", "select from"])
async def test_a_year_is_closed_to_members_and_append_only(team, nineties, verb):
    with psycopg.connect(team.url("adam"), autocommit=True) as admin:
        for name in parts(team):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
                admin.execute(f"{verb} {name}")
    if verb != "select from":
        for name in parts(team):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
                team.sql(f"{verb} {name}")
