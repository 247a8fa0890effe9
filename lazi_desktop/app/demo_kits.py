"""Kits for the demo's pricebook, so that their page is not empty: made by the same steps as a person's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import QObject

from lazi_desktop.app.demo_recipes import RECIPES, Recipe, Wanted
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.ops import Changes, OpDraft
from lazi_desktop.operations.kits.groups import group_lines
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.parameters import add_parameter
from lazi_desktop.operations.kits.samples import add_sample
from lazi_desktop.operations.kits.versions import save_version
from lazi_desktop.operations.kits.whole_kits import create_kit, set_kit_field
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.sync.engine_signals import EngineSignals

Materials = Mapping[str, EntityKey]
_LOOKED_AT = 500
_EVER = datetime.min.replace(tzinfo=UTC)


class DemoKits:
    """Puts them into the workspace once, when the first pull has brought the materials."""

    def __init__(self, context: UiContext, signals: EngineSignals, owner: QObject) -> None:
        self._context = context
        self._owner = owner
        self._done = False
        signals.pull_finished.connect(lambda report: self._find())

    def _find(self) -> None:
        if not self._done:
            self._done = True
            queries = self._context.queries
            self._context.tasks.read(lambda: find_materials(queries), self._make, owner=self._owner)

    def _make(self, materials: Materials) -> None:
        self._context.edits.do(lambda work: make_demo_kits(work, materials), initiator=self._owner)


def find_materials(queries: PricebookQueries) -> dict[str, EntityKey]:
    """What the recipes name, as far as it is there."""
    named = {
        name for recipe in RECIPES for _, _, lines in recipe.groups for line in lines
        for name in (line.name, *line.substitutes) if line.values is None
    }  # fmt: skip
    found = {}
    for name in sorted(named):
        numbers = queries.find(SkuQuery(tree=Tree.MATERIALS, search=name), limit=_LOOKED_AT)
        rows = [row for row in queries.rows(numbers) if row.active and f"{row.name} ".startswith(f"{name} ")]
        if rows:
            found[name] = _choice(queries, rows)
    return found


def _choice(queries: PricebookQueries, rows: Sequence[SkuRow]) -> EntityKey:
    """Of the plain ones the cheaper half, and of those the one whose cost was looked at last."""
    plainest = min(map(_oddness, rows))
    plain = [row for row in rows if _oddness(row) == plainest]
    plain.sort(key=lambda row: (row.cost or 0, row.code, row.number))
    cheaper = plain[: (len(plain) + 1) // 2]
    costs = queries.kit_skus([row.key for row in cheaper])
    return max(cheaper, key=lambda row: costs[row.key].cost_at or _EVER).key


def _oddness(row: SkuRow) -> tuple[bool, ...]:
    """The made-up pricebook is like a real one: a foot of wire may take an hour in it, and have no unit."""
    return row.cost is None, bool(row.hours), row.unit in ("", "Null")


def make_demo_kits(work: UnitOfWork, materials: Materials) -> Changes:
    """Nothing where there are kits already. What is no material here is left out."""
    if work.kit_parts():
        return Changes()
    unnoticed = cast("UnitOfWork", _Unnoticed(work))
    kits: dict[str, KitId] = {}
    changes = Changes()
    for recipe in RECIPES:
        kits[recipe.name] = KitId(work.new_key())
        for one in _steps(unnoticed, kits[recipe.name], recipe, materials, kits):
            changes |= one
    return Changes(changes.keys, changes.aspects)  # without a label: nobody has done it, who would be told


class _Unnoticed:
    """A unit of work whose steps nobody is offered to take back."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        return self._work.record(drafts, label=label, undoable=False, step=step)


def _steps(
    work: UnitOfWork, kit: KitId, recipe: Recipe, materials: Materials, kits: Mapping[str, KitId]
) -> list[Changes]:
    changes = [create_kit(work, recipe.name, kit=kit, path=recipe.path, note=recipe.note)]
    changes += [
        set_kit_field(work, [kit], name, value)
        for name, value in (("labour_hours", recipe.hours), ("tags", recipe.tags))
        if value
    ]
    changes += [
        add_parameter(work, kit, {
            "name": one.name, "unit": one.unit, "default": one.default, "least": one.least, "most": one.most,
            "choices": one.choices,
        })
        for one in recipe.parameters
    ]  # fmt: skip
    lines: dict[str, PartId] = {}
    for name, colour, wanted in recipe.groups:
        new = [line for one in wanted if (line := _line(work, one, materials, kits)) is not None]
        changes.append(add_lines(work, kit, [line for _, line in new]))
        keys = {called: line.key for called, line in new if line.key is not None}
        if name:
            changes.append(group_lines(work, kit, list(keys.values()), name, colour=colour))
        lines |= keys
    for name, values, quantities in recipe.samples:
        expected = {lines[one]: Decimal(number) for one, number in quantities.items() if one in lines}
        given = {one: Decimal(number) for one, number in values.items()}
        if expected:
            changes.append(add_sample(work, kit, name, given, expected))
    if recipe.version:
        changes.append(save_version(work, kit, recipe.version))
    return changes


def _line(
    work: UnitOfWork, wanted: Wanted, materials: Materials, kits: Mapping[str, KitId]
) -> tuple[str, NewLine] | None:
    sku, included = materials.get(wanted.name), kits.get(wanted.name)
    if sku is None and included is None:
        return None
    return wanted.name, NewLine(
        key=PartId(work.new_key()),
        sku=sku,
        includes=included,
        quantity=wanted.quantity,
        values=wanted.values or {},
        waste=wanted.waste,
        pack=wanted.pack,
        optional=wanted.optional,
        note=wanted.note,
        substitutes=[materials[one] for one in wanted.substitutes if one in materials],
    )
