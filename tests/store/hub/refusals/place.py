"""Two tenants, logins of every level, and whether anything was changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from uuid import UUID, uuid4

import psycopg
import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub import EmbeddedPostgres, PostgresHub
from tests.store.hub.team import LEVELS, Team, Typist, pull

SCHEMAS: Final = ("raw", "master", "crm", "sync", "audit", "pricing", "people")
MAY_NOT: Final = "42501"
DEVICES: Final = {person: UUID(int=number) for number, person in enumerate((*LEVELS, "victor"), 1)}
_WATCHED: Final = """
select format('%%I.%%I', n.nspname, c.relname), case
    when n.nspname <> 'pg_catalog' and c.relname not in ('schema_version', 'handshake') then 'tenant_id = any (%%s)'
    when c.relname = 'pg_proc' then 'pronamespace::regnamespace::text !~ ''^(pg_|information)'' and %%s is not null'
    else '%%s is not null' end
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and (n.nspname = any (%s) or c.relname in (
    'pg_authid', 'pg_auth_members', 'pg_db_role_setting', 'pg_policy', 'pg_trigger', 'pg_proc', 'pg_extension',
    'pg_event_trigger', 'pg_publication', 'pg_largeobject_metadata'))
order by 1
"""


class Place:
    """Two tenants with rows of what people make; `mallory` is an admin of the other one. The logins of `mallory`
    and `victor` are in no other tenant."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self.ours, self.others = Team(server), Team(server)
        self.urls = {person: self.ours.url(person) for person in LEVELS}
        self.mallory = f"mallory-{self.others.tenant_id.hex[:8]}"
        self.urls["mallory"] = server.member_url(
            self.others.tenant_id, self.mallory, level="admin", label="Mallory"
        )
        self.victor = f"victor-{self.ours.tenant_id.hex[:8]}"
        self.urls["victor"] = server.member_url(
            self.ours.tenant_id, self.victor, level="manager", label="Victor"
        )
        asyncio.run(self._fill())
        self._watched = self.ours.sql(_WATCHED, list(SCHEMAS))

    async def _fill(self) -> None:
        for team in (self.ours, self.others):
            async with team:
                hub = await team.hub("ann", DeviceInfo(uuid4(), uuid4(), "Another PC"))
                lease = await hub.acquire("servicetitan", 60)
                for kind in EntityKind:
                    await pull(hub, lease, {1: {"code": f"SECRET {kind}", "price": 10}}, kind)
                await Typist(team, hub).edit(1, "price", 12, seen=10)
                await hub.release(lease)
        async with self.ours as team:
            for person in LEVELS:
                await team.hub(person, DeviceInfo(self.device(person), uuid4(), f"{person}'s PC"))
            device = DeviceInfo(self.device("victor"), uuid4(), "Victor's PC")
            await (await PostgresHub.connect(self.urls["victor"], team.tenant_id, device)).close()

    def device(self, person: str) -> UUID:
        return UUID(int=self.ours.tenant_id.int ^ DEVICES[person].int)

    @contextmanager
    def login(self, person: str) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.urls[person], autocommit=True) as connection:
            yield connection

    def named(self, statement: str, person: str) -> bytes:
        """With the ids that the statement means."""
        meant = {
            "{ours}": self.ours.tenant_id, "{theirs}": self.others.tenant_id, "{mine}": self.device(person),
            "{mallory}": self.mallory,
        }  # fmt: skip
        for name, value in meant.items():
            statement = statement.replace(name, str(value))
        return statement.encode()

    def fingerprint(self) -> Mapping[str, str]:
        """Of every table, and of what the server knows of roles and rights."""
        hashed = "md5(coalesce(string_agg(x::text, chr(10) order by x::text), ''))"
        both = [self.ours.tenant_id, self.others.tenant_id]
        return dict(
            self.ours.sql(
                " union all ".join(
                    f"select '{name}', {hashed} from {name} x where {which}" for name, which in self._watched
                ),
                *[both] * len(self._watched),
            )
        )

    def entrances(self) -> list[tuple[str, str]]:
        """Every function with the owner's rights: its name, and a call of it for tenant %(t)s and device %(d)s."""
        return self.ours.sql(
            "select p.proname::text, format('select sync.%%I(%%s)', p.proname, array_to_string(array["
            "'%%(t)s', '%%(d)s'] || array(select 'null::' || format_type(a.type, null)"
            " from unnest(p.proargtypes::oid[]) with ordinality as a (type, n) where a.n > 2 order by a.n), ', '))"
            " from pg_proc p where p.pronamespace = 'sync'::regnamespace and p.prosecdef"
            " and p.proname not in ('my_tenants', 'blind_tenants') and %s order by 1",
            True,
        )


@contextmanager
def nothing_changes(place: Place) -> Iterator[None]:
    before = place.fingerprint()
    yield
    after = place.fingerprint()
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == set()


def refused(place: Place, person: str, statement: str, state: str = MAY_NOT) -> psycopg.Error:
    with nothing_changes(place), place.login(person) as login:
        with pytest.raises(psycopg.Error) as caught:
            login.execute(place.named(statement, person))
        assert caught.value.sqlstate == state, caught.value
    return caught.value
