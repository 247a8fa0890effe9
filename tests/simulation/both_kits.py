"""Kits at the real hub and in the model, at real workspaces: the simulation's own actions, and that all is the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.workspace import UnitOfWork
from tests.simulation.double import plain
from tests.simulation.kit_actions import OF_KITS
from tests.simulation.model_hub import ModelHub

ACTS = tuple(OF_KITS)
HELD = "select part_id, kind, kit_id, fields, clashes, by from crm.kit_parts where tenant_id = %(t)s order by part_id"


class Shown:
    """A unit of work of a real workspace, with what actions ask a model for."""

    def __init__(self, unit: UnitOfWork, keys: list[EntityKey], values: Iterator[int]) -> None:
        self.workspace = self
        self._unit = unit
        self._keys = keys
        self._values = values

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)

    def shown(self) -> list[EntityKey]:
        return self._keys

    def kind_of(self, key: EntityKey) -> EntityKind:
        return self._unit.detail(key).kind

    def new_value(self) -> int:
        return next(self._values)


def act(unit: UnitOfWork, name: str, seed: int, keys: list[EntityKey], values: Iterator[int]) -> None:
    shown: Any = Shown(unit, keys, values)
    OF_KITS[name][1](shown, shown, random.Random(seed))


def hub_has_the_models(rows: Any, model: ModelHub) -> None:
    """`rows` are what `HELD` selects."""
    held = [(*row[:4], _without_times(row[4]), row[5]) for row in rows]
    assert plain(held) == plain([
        (key, one.kind.value, one.kit, one.fields, _without_times(one.clashes), one.by)
        for key, one in sorted(model.kit_parts.items(), key=lambda one: one[0].int)
    ])  # fmt: skip


def desk_has_the_models(queries: PricebookQueries, model: ModelHub) -> None:
    shown = {
        part.key: (part.kind.value, part.kit, part.fields, {
            name: [(one.value, one.by) for one in its] for name, its in part.clashes.items()
        }, part.by)
        for part in queries.kit_parts()
    }  # fmt: skip
    there = {
        key: (one.kind.value, one.kit, {name: its for name, its in one.fields.items() if name != "content"}, {
            name: [(clash["value"], clash["by"]) for clash in its] for name, its in one.clashes.items()
        }, one.by)
        for key, one in model.kit_parts.items()
        if one.kit is not None
    }  # fmt: skip
    assert plain(_by_text(shown)) == plain(_by_text(there))


def _by_text(parts: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): one for key, one in parts.items()}


def _without_times(clashes: Any) -> Any:
    return {
        name: [{what: value for what, value in one.items() if what != "at"} for one in its]
        for name, its in clashes.items()
    }
