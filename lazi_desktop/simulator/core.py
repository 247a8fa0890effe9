"""The simulator without its network side: tenant, tokens, faults, request log, and the office's hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from lazi_desktop.simulator import category_writes, listed, sku_writes
from lazi_desktop.simulator.faults import Faults, declared
from lazi_desktop.simulator.kinds import KINDS, Kind
from lazi_desktop.simulator.problems import not_found
from lazi_desktop.simulator.settings import SimulatorSettings
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.tokens import Tokens
from lazi_desktop.simulator.wire import Json

_LOG_LENGTH = 200_000


def known_kind(kind: str) -> Kind:
    for known in KINDS:
        if known == kind:
            return known
    raise ValueError(f"unknown kind {kind!r}; known are {', '.join(KINDS)}")


class SimulatorCore:
    """Not for several threads at once: the server's thread owns it."""

    def __init__(self, settings: SimulatorSettings) -> None:
        self.settings = settings
        self.tenant = Tenant(settings)
        self.tokens = Tokens(settings, self.tenant.clock)
        self.faults = Faults()
        self.log: deque[Json] = deque(maxlen=_LOG_LENGTH)
        self._recent: deque[float] = deque()
        self._late: list[tuple[float, Callable[[], object]]] = []

    def reset(self) -> None:
        """First state again, no faults, empty log; tokens stay valid."""
        self.tenant.reset()
        self.faults.clear()
        self.log.clear()
        self._late.clear()

    def postpone(self, seconds: float, work: Callable[[], object]) -> None:
        """Done once the tenant's clock has gone that far."""
        self._late.append((self.tenant.clock.seconds() + seconds, work))

    def catch_up(self) -> None:
        now = self.tenant.clock.seconds()
        due = [one for one in self._late if one[0] <= now]
        self._late = [one for one in self._late if one[0] > now]
        for _, work in sorted(due, key=lambda one: one[0]):
            work()
        if self.tenant.uploads.seconds is not None:
            self.tenant.pictures.forget(self.tenant.uploads.seconds)

    def advance(self, seconds: float) -> None:
        self.tenant.clock.advance(seconds)
        self.catch_up()

    def inject(self, declaration: Mapping[str, Any]) -> None:
        self.faults.add(declared(declaration))

    def seconds_over_rate(self) -> int | None:
        """How long to wait if this request is one too many in a second; None if it is not."""
        limit = self.settings.rate_limit
        if limit is None:
            return None
        now = self.tenant.clock.seconds()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= limit:
            return 1
        self._recent.append(now)
        return None

    def item(self, kind: str, remote_id: int) -> Json:
        self.catch_up()
        if kind in self.tenant.lists:
            return self._listed_row(kind, remote_id)
        return self._row_value(known_kind(kind), remote_id)

    def items(self, kind: str) -> list[Json]:
        self.catch_up()
        table = self.tenant.lists.get(kind) or self.tenant.table(known_kind(kind))
        return [row.value() for row in table.by_id()]

    def office_edit(self, kind: str, remote_id: int, changes: Json) -> Json:
        """Somebody changes a row in ServiceTitan's own window, whatever the API would say to it."""
        if kind in self.tenant.lists:
            return listed.put(self.tenant, kind, self._listed_row(kind, remote_id) | changes)
        known = known_kind(kind)
        before = self.tenant.row(known, remote_id)
        value = before.value() | changes
        if known == "category":
            category_writes.replace_if_changed(self.tenant, before, value)
            return self._row_value(known, remote_id)
        if known == "service" and "categories" in changes:
            value["categories"] = [
                sku_writes.category_of(self.tenant, each) if isinstance(each, int) else each
                for each in changes["categories"]
            ]
        if "cost" in changes and "primaryVendor" not in changes:
            _set_vendor_cost(value, changes["cost"])
        sku_writes.replace_if_changed(self.tenant, known, before, value, external=before.external)
        return self._row_value(known, remote_id)

    def office_create(self, kind: str, fields: Json) -> Json:
        if kind in self.tenant.lists:
            return listed.put(self.tenant, kind, {"id": self.tenant.next_id()} | fields)
        known = known_kind(kind)
        if known == "category":
            return category_writes.create(self.tenant, fields).value()
        return sku_writes.create(self.tenant, known, fields).value()

    def office_delete(self, kind: str, remote_id: int) -> None:
        if kind in self.tenant.lists:
            self.tenant.lists[kind].remove(self._listed_row(kind, remote_id)["id"])
            return
        known = known_kind(kind)
        if known == "category":
            category_writes.delete(self.tenant, remote_id)
        else:
            sku_writes.delete(self.tenant, known, remote_id)

    def _listed_row(self, name: str, remote_id: int) -> Json:
        row = self.tenant.lists[name].rows.get(remote_id)
        if row is None:
            raise not_found(f"{name} {remote_id} was not found.")
        return row.value()

    def _row_value(self, kind: Kind, remote_id: int) -> Json:
        return self.tenant.row(kind, remote_id).value()


def _set_vendor_cost(value: Json, cost: Any) -> None:
    """A primary vendor's cost and the item's are one."""
    primary = value.get("primaryVendor")
    if primary:
        value["primaryVendor"] = primary | {"cost": cost}
        value["otherVendors"] = [
            link | {"cost": cost} if link["vendorId"] == primary["vendorId"] else link
            for link in value.get("otherVendors") or []
        ]
