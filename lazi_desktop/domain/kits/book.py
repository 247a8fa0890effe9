"""All kits of a pricebook with the SKUs in them: what each comes to, who uses whom. It is in memory, and kept up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.graph import IncludeGraph, included_in
from lazi_desktop.domain.kits.kit import Kit, Use
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.planning import Plan
from lazi_desktop.domain.kits.reckoning import Reckoner
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.rolling import roll, roll_plan
from lazi_desktop.domain.kits.skus import KitSku

STALE_AFTER_DAYS = 180


class KitBook:
    """Removed kits are in it too: they can be rolled up, and nothing that includes them is complete.

    What `roll` gave stays as it is when something is put.
    """

    def __init__(
        self,
        kits: Mapping[KitId, Kit],
        skus: Mapping[EntityKey, KitSku],
        *,
        now: datetime,
        stale_after_days: int = STALE_AFTER_DAYS,
    ) -> None:
        self.now = now
        self.stale_after_days = stale_after_days
        self._kits = dict(kits)
        self._with_sku: dict[int, list[KitId]] = {}
        """By the numbers of the keys, which are found in less time."""
        self._oldest: dict[KitId, datetime | None] = {}
        self.outdated: dict[KitId, Sequence[Use]] = {}
        """What `outdated_uses` has found, for as long as it holds."""
        for kit in self._kits.values():
            self._name_skus(kit)
        self._reckoner = Reckoner(
            {key: Plan(kit) for key, kit in self._kits.items()},
            IncludeGraph(self._kits),
            dict(skus),
            now - timedelta(days=stale_after_days),
        )

    @property
    def kits(self) -> Mapping[KitId, Kit]:
        return self._kits

    @property
    def replaced(self) -> Mapping[int, KitSku]:
        """SKUs that got another key since lines named them, by the numbers of the former keys."""
        return self._reckoner.replaced

    def sku(self, key: EntityKey) -> KitSku | None:
        """Also where only a former key of it is known."""
        return self.skus.get(key) or self._by_new_key.get(key)

    @property
    def _by_new_key(self) -> Mapping[EntityKey, KitSku]:
        return {sku.key: sku for sku in self.replaced.values()}

    @property
    def skus(self) -> Mapping[EntityKey, KitSku]:
        return self._reckoner.skus

    # ------------------------------------------------------------------------------------------------------- rolling up

    def roll(
        self,
        kit: KitId,
        values: Mapping[str, Decimal] | None = None,
        options: Collection[PartId] = (),
    ) -> RollUp:
        """With these values of its parameters, the defaults for the others; of optional lines only these `options`.

        Raises:
            KeyError: there is no such kit.
        """
        reckoner = self._reckoner.with_options(options) if options else self._reckoner
        return roll(reckoner, kit, _plain(values) if values else None)

    def roll_kit(
        self,
        kit: Kit,
        values: Mapping[str, Decimal] | None = None,
        options: Collection[PartId] = (),
    ) -> RollUp:
        """Like `roll`, of a kit that is not in the book so: an earlier version, or what somebody is about to do."""
        kits = {**self._kits, kit.key: kit}
        plans = {**self._reckoner.plans, kit.key: Plan(kit)}
        old, graph = self._reckoner.graph, IncludeGraph(kits)
        affected = old.all_users([kit.key]) | graph.all_users([kit.key])
        reckoner = self._reckoner.with_kits(plans, graph, [kit.key], affected)
        plan = plans[kit.key]
        settings = plan.settings(_plain(values)) if values else plan.defaults
        return roll_plan(reckoner.with_options(options) if options else reckoner, plan, settings)

    def oldest_cost(self, kit: KitId) -> datetime | None:
        """When the cost that nobody looked at for the longest was looked at, of all SKUs in the kit at any depth."""
        if kit not in self._oldest:
            moments = [
                sku.cost_at
                for key in self._named((kit,), substitutes=False)
                if (sku := self.skus.get(key)) is not None and sku.cost_at is not None
            ]
            self._oldest[kit] = min(moments, default=None)
        return self._oldest[kit]

    # -------------------------------------------------------------------------------------------------- who uses whom

    def needs(self, kits: Iterable[KitId]) -> set[EntityKey]:
        """The SKUs named in these kits and in the kits in them, substitutes too."""
        return self._named(kits, substitutes=True)

    def users_of(self, kit: KitId) -> Collection[KitId]:
        """Kits with a line that includes it."""
        return frozenset(self._reckoner.graph.users(kit))

    def all_users_of(self, kits: Iterable[KitId]) -> Collection[KitId]:
        """With these kits themselves, those that include them at any depth."""
        return frozenset(self._reckoner.graph.all_users(kits))

    def kits_with(self, sku: EntityKey) -> Collection[KitId]:
        """Kits with a line of it; not as a substitute, nor in a kit in them."""
        return frozenset(self._with_sku.get(sku.int, ()))

    def cycle(self, kit: KitId) -> tuple[KitId, ...]:
        """The way from the kit to itself, beginning and ending with it; () where there is none."""
        return self.would_cycle(kit, self._reckoner.graph.includes(kit))

    def would_cycle(self, kit: KitId, includes: Iterable[KitId]) -> tuple[KitId, ...]:
        """The way from the kit to itself if it included these; () where there would be none."""
        way = self._reckoner.graph.path(includes, kit)
        return (kit, *way) if way else ()

    def _named(self, kits: Iterable[KitId], *, substitutes: bool) -> set[EntityKey]:
        found: set[EntityKey] = set()
        seen = set(kits)
        waiting = list(seen)
        while waiting:
            kit = self._kits.get(waiting.pop())
            if kit is None:
                continue
            for line in kit.lines:
                if line.sku is not None:
                    found.add(line.sku)
                if substitutes:
                    found.update(line.substitutes)
                if line.includes is not None and line.includes not in seen:
                    seen.add(line.includes)
                    waiting.append(line.includes)
        return found

    # ---------------------------------------------------------------------------------------------------- keeping it up

    def put_skus(self, skus: Mapping[EntityKey, KitSku | None]) -> set[KitId]:
        """None for what is not there any more. Gives the kits whose totals may differ."""
        changed = {key: sku for key, sku in skus.items() if self.skus.get(key) != sku}
        if not changed:
            return set()
        users = {kit for key in changed for kit in self._with_sku.get(key.int, ())}
        affected = self._affected(users, self._reckoner.graph)
        if any(_links_otherwise(self.skus.get(key), sku) for key, sku in changed.items()):
            self.outdated.clear()
        self._reckoner = self._reckoner.with_skus(changed, users, affected)
        return affected

    def put_kits(self, kits: Mapping[KitId, Kit | None]) -> set[KitId]:
        """None for what is not there any more. Gives the kits whose totals may differ, or whose users do."""
        changed = {key: kit for key, kit in kits.items() if self._kits.get(key) != kit}
        if not changed:
            return set()
        plans = dict(self._reckoner.plans)
        graph_differs = False
        regrouped: set[KitId] = set()
        for key, kit in changed.items():
            before = self._kits.pop(key, None)
            plans.pop(key, None)
            if before is not None:
                self._forget_skus(before)
            if kit is not None:
                self._kits[key], plans[key] = kit, Plan(kit)
                self._name_skus(kit)
            was, now = (() if one is None else tuple(included_in(one)) for one in (before, kit))
            graph_differs |= before is None or kit is None or was != now
            regrouped.update(set(was) ^ set(now))
        old = self._reckoner.graph
        graph = IncludeGraph(self._kits) if graph_differs else old
        affected = self._affected(changed, old) | self._affected(changed, graph)
        self._reckoner = self._reckoner.with_kits(plans, graph, changed, affected)
        for one in affected:
            self.outdated.pop(one, None)
        return affected | (regrouped & self._kits.keys())

    def _affected(self, kits: Iterable[KitId], graph: IncludeGraph) -> set[KitId]:
        affected = graph.all_users(kits)
        for kit in affected:
            self._oldest.pop(kit, None)
        return affected

    def _name_skus(self, kit: Kit) -> None:
        with_sku, key = self._with_sku, kit.key
        for line in kit.lines:
            if line.sku is not None:
                users = with_sku.get(line.sku.int)
                if users is None:
                    with_sku[line.sku.int] = [key]
                elif users[-1] is not key:
                    users.append(key)

    def _forget_skus(self, kit: Kit) -> None:
        for number in {line.sku.int for line in kit.lines if line.sku is not None}:
            self._with_sku[number] = [one for one in self._with_sku[number] if one != kit.key]
            if not self._with_sku[number]:
                del self._with_sku[number]


def _links_otherwise(one: KitSku | None, other: KitSku | None) -> bool:
    """Whether more has changed than what it is called and what it costs."""
    if one is None or other is None:
        return True
    return (one.key, one.kind, one.active, one.gone) != (other.key, other.kind, other.active, other.gone)


def _plain(values: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    return {plain_name(name): value for name, value in values.items()}
