"""The state of the simulated tenant."""

from __future__ import annotations

import copy

from lazi_desktop.simulator.category_tree import CategoryTree
from lazi_desktop.simulator.clock import TICKS, Clock
from lazi_desktop.simulator.generated.pricebook import make_pricebook
from lazi_desktop.simulator.kinds import LIST_NAMES, SKU_KINDS, Kind, SkuKind
from lazi_desktop.simulator.picture_store import PictureStore
from lazi_desktop.simulator.pricebook import Pricebook
from lazi_desktop.simulator.problems import not_found
from lazi_desktop.simulator.rows import Row, Table, row_of
from lazi_desktop.simulator.settings import SimulatorSettings
from lazi_desktop.simulator.tenant_files import read_pricebook
from lazi_desktop.simulator.uploads import UploadHabits
from lazi_desktop.simulator.wire import Json


class Tenant:
    def __init__(self, settings: SimulatorSettings) -> None:
        self.settings = settings
        self.clock = Clock(frozen=settings.frozen_clock)
        self._initial = _pricebook(settings)
        self.categories = CategoryTree(self._initial.categories)
        self.skus: dict[SkuKind, Table] = {kind: Table(self._initial.skus[kind]) for kind in SKU_KINDS}
        self.lists = {name: Table(map(row_of, self._initial.lists.get(name, ()))) for name in LIST_NAMES}
        self.pictures = PictureStore(self._initial.rows, self.clock.seconds)
        self.uploads = UploadHabits()
        self.list_lag = 0.0
        self._take_small_lists()

    def reset(self) -> None:
        """Back to the first state; the clock goes on."""
        for table in (self.categories, *self.skus.values(), *self.lists.values()):
            table.reset()
        self.pictures.reset()
        self.uploads = UploadHabits()
        self.list_lag = 0.0
        self._take_small_lists()

    def table(self, kind: Kind) -> Table:
        return self.categories if kind == "category" else self.skus[kind]

    def row(self, kind: Kind, row_id: int) -> Row:
        """Raises Problem (404) if there is none."""
        row = self.table(kind).rows.get(row_id)
        if row is None:
            raise not_found(f"{kind} {row_id} was not found.")
        return row

    def unlisted(self, kind: Kind) -> frozenset[int]:
        """Rows too young to be in lists yet; by their ids they can be read."""
        if self.list_lag <= 0:
            return frozenset()
        horizon = int((self.clock.seconds() - self.list_lag) * TICKS)
        return frozenset(row.id for row in self.table(kind).rows.values() if row.created > horizon)

    def kind_of(self, sku: int) -> SkuKind | None:
        return next((kind for kind, table in self.skus.items() if sku in table.rows), None)

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _take_small_lists(self) -> None:
        self.markup: dict[int, Json] = {row["id"]: dict(row) for row in self._initial.markup}
        self.rate_sheets: dict[int, Json] = {
            row["id"]: copy.deepcopy(row) for row in self._initial.rate_sheets
        }
        self.cost_types = self._initial.cost_types
        self._last_id = max((row.id for row in self._all_rows()), default=1_000)
        self._last_id = max(self._last_id, 90_000)

    def _all_rows(self) -> list[Row]:
        tables = (self.categories, *self.skus.values())
        return [row for table in tables for row in table.rows.values()]


def _pricebook(settings: SimulatorSettings) -> Pricebook:
    if settings.data is not None:
        return read_pricebook(settings.data)
    return make_pricebook(seed=settings.seed, scale=settings.scale, clean=settings.clean)
