"""A person who makes things at a desk of real parts, and a hub whose clock can be turned."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import psycopg

from lazi_desktop.app.system import OrderedIds
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.pricebook import EntityDetail, SkuRow
from lazi_desktop.ports.sku_query import SkuQuery
from tests.world import World

C, M, S, E, D = EntityKind
VENDOR = {"vendorId": 700, "cost": Decimal("2.5"), "active": True}
PATHS = {C: "categories", M: "materials", S: "services", E: "equipment", D: "discounts-and-fees"}


class Maker:
    def __init__(self, world: World, admin: psycopg.Connection[Any]) -> None:
        self.world = world
        self.admin = admin
        self.ids = OrderedIds()

    def work(self, run):
        def inside():
            with self.world.desk.workspace.unit_of_work() as unit:
                return run(unit)

        return self.world.desk.writer.submit(inside).result()

    def create(self, kind: EntityKind, **values: Any) -> EntityKey:
        key = EntityKey(self.ids.ordered())
        if kind in (M, E):
            values.setdefault("primary_vendor", VENDOR)
        self.work(lambda unit: create_entity(unit, key, kind, values))
        return key

    def category(self, name: str = "Brand new", **values: Any) -> EntityKey:
        return self.create(C, **{"name": name, "category_type": "Materials"} | values)

    def detail(self, key: EntityKey) -> EntityDetail:
        found = self.world.desk.queries.detail(key)
        assert found is not None
        return found

    def number(self, key: EntityKey) -> int:
        number = self.detail(key).remote_id
        assert number is not None
        return number

    def there(self, kind: EntityKind, name: str) -> list[dict[str, Any]]:
        """What ServiceTitan has by this name or code."""
        called = "name" if kind is C else "code"
        return [item for item in self.world.simulator.items(str(kind)) if item[called] == name]

    def rows(self) -> list[SkuRow]:
        queries = self.world.desk.queries
        return list(queries.rows(queries.find(SkuQuery())))

    def posts(self) -> list[str]:
        return [
            call["path"].rpartition("/")[2]
            for call in self.world.simulator.requests()
            if call["method"] == "POST" and "/connect/" not in call["path"]
        ]

    def pass_time(self, seconds: float = 301) -> None:
        """In ServiceTitan and for the hub's queue."""
        self.world.simulator.advance(seconds)
        self.admin.execute(
            "update sync.tenants set create_hold_until = create_hold_until - make_interval(secs => %(s)s)"
            " where tenant_id = %(t)s",
            {"t": self.world.hub.tenant_id, "s": seconds},
        )
        self.admin.execute(
            "update sync.outbound_queue set not_before = not_before - make_interval(secs => %(s)s),"
            " sent_at = sent_at - make_interval(secs => %(s)s), looked_at = looked_at - make_interval(secs => %(s)s)"
            " where tenant_id = %(t)s",
            {"t": self.world.hub.tenant_id, "s": seconds},
        )

    def live_jobs(self) -> list[tuple[str, str]]:
        return self.admin.execute(
            "select state, detail from sync.outbound_queue where tenant_id = %(t)s"
            " and state not in ('done', 'cancelled')",
            {"t": self.world.hub.tenant_id},
        ).fetchall()

    async def push(self) -> dict[tuple[str, str], PushResult]:
        report = await self.world.push()
        assert report.stopped is None, report.stopped
        return {(str(one.kind), one.field): one.result for one in report.fields}


def lose_answer_and_look(maker: Maker, kind: EntityKind = M) -> None:
    """The create arrives, its answer does not, and the look right after it gets no answer either."""
    maker.world.simulator.inject("reset_after_apply", match={"method": "POST", "path_contains": PATHS[kind]})
    maker.world.simulator.inject(
        "status", status=500, match={"method": "GET", "query_contains": "externalDataKey"}, skip=1, times=6
    )
