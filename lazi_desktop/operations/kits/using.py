"""Putting kits into services, and following their changes there: one step each, for kits and services together.

What the services get are edits like any other: they wait for review, and those of an estimator are proposed. What is
remembered of the use is recorded at once even then: whoever accepts the proposal later does so at another desktop, from
the field alone, and knows of no kit. Until then, and if it is rejected, the service is shown to differ from the kit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.assembling import fields_of_use
from lazi_desktop.domain.kits.kit import Use
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.kits.service_links import LINK_FIELDS, ServiceNow
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.use_differences import UseDifference, accepted, use_after, use_left
from lazi_desktop.domain.kits.using import UsePlan, moved_beside
from lazi_desktop.domain.ops import Changes, OpDraft
from lazi_desktop.domain.values import same
from lazi_desktop.operations.edit_fields import FieldEdit, drafts_of, values_for
from lazi_desktop.operations.kits.naming import shortened
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.operations.kits.versions import changed_since_version, keep_version
from lazi_desktop.operations.planned_edits import was_changed
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.workspace import EntityValues, Step, UnitOfWork

SERVICE_FIELDS = ("code", "display_name", *LINK_FIELDS.values())
"""What `services_now` needs to know."""
_REMEMBERED = ("version", "multiplier", "values", "options", "merge", "applied", "beside", "least", "left")


class ChangedMeanwhile(InvalidValue):
    title = "A service was changed meanwhile"


def services_now(values: Mapping[EntityKey, EntityValues]) -> Sequence[ServiceNow]:
    """Of what `values` told of `SERVICE_FIELDS`."""
    return [
        ServiceNow(
            key=key,
            code=str(one.effective.get("code") or ""),
            name=str(one.effective.get("display_name") or ""),
            links={name: one.effective.get(name) for name in LINK_FIELDS.values()},
        )
        for key, one in values.items()
    ]


def read_services(queries: PricebookQueries, services: Collection[EntityKey]) -> Sequence[ServiceNow]:
    """With what is known of the SKUs that they link, whether kits name them or not."""
    found = services_now(queries.values(services, SERVICE_FIELDS))
    keys: dict[tuple[str, int | str], EntityKey] = {}
    for kind, name in LINK_FIELDS.items():
        named = {reference for one in found for field, reference, _ in one.linked() if field == name}
        rows = queries.rows_by_reference(kind, list(named)) if named else {}
        keys |= {(name, reference): row.key for reference, row in rows.items()}
    known = queries.kit_skus(set(keys.values()))
    skus = {place: known[key] for place, key in keys.items() if key in known}
    return [replace(one, skus=_of_links(one, skus)) for one in found]


def _of_links(
    service: ServiceNow, skus: Mapping[tuple[str, int | str], KitSku]
) -> Mapping[tuple[str, int | str], KitSku]:
    places = ((name, reference) for name, reference, _ in service.linked())
    return {place: skus[place] for place in places if place in skus}


def use_in_services(work: UnitOfWork, plan: UsePlan, *, step: Step | None = None) -> Changes:
    """As planned. The kit is saved as a version where it changed since the last one.

    Raises:
        ChangedMeanwhile: a service is another one by now than the plan saw; nothing is recorded.
        NoLongerThere: the kit was removed.
        NothingToDo: there is nothing in the plan that a service could have.
    """
    planned = [one for one in plan.services if one.use.applied or one.changes]
    if not planned:
        raise NothingToDo("Nothing of the kit can be linked in these services.")
    edits = _edits(work, [plan.kit], [use for one in planned for use in (*one.over, *one.beside)])
    kit = edits.kit(plan.kit)
    version = _version(edits, plan.kit, note="Used in a service")
    for one in planned:
        fields = fields_of_use(replace(one.use, version=version))
        edits.make_whole(KitPart.USE, PartId(work.new_key()), {"kit": str(plan.kit), **fields})
        edits.remove(edits.parts[use.key] for use in one.over if use.key in edits.parts)
        for use in one.beside:
            edits.put_use(use, _REMEMBERED)
    where = shortened(planned[0].before.code) if len(planned) == 1 else f"{len(planned):,} services"
    links = _link_drafts(work, [(one.before, one.after) for one in planned])
    return work.record([*edits.drafts, *links], label=f"Use {shortened(kit.name)} in {where}", step=step)


def accept_kit_changes(
    work: UnitOfWork,
    differences: Sequence[UseDifference],
    over_hand: Collection[tuple[PartId, EntityKey]] = (),
    *,
    step: Step | None = None,
) -> Changes:
    """The services get what their kits give by now. What was changed in them by hand stays, but for the SKUs in
    `over_hand`, by the use that gives them. Raises like `use_in_services`."""
    if not differences:
        raise NothingToDo("There is nothing to accept.")
    kits = {one.kit for one in differences}
    edits = _edits(work, kits, [use for one in differences for use in (one.use, *one.others)])
    versions = {kit: _version(edits, kit, note="Followed in a service") for kit in kits}
    by_service: dict[EntityKey, list[UseDifference]] = defaultdict(list)
    for one in differences:
        by_service[one.service.key].append(one)
    moved = []
    for ones in by_service.values():
        followed = _follow(ones, over_hand)
        for use in followed.uses.values():
            own = next((one for one in ones if one.use.key == use.key), None)
            edits.put_use(use if own is None else replace(use, version=versions[own.kit]), _REMEMBERED)
        moved.append((ones[0].service, followed.service))
    drafts = [*edits.drafts, *_link_drafts(work, moved)]
    if not drafts:
        raise NothingToDo("The services are so already.")
    label = f"Follow changed kits in {_where(differences)}"
    return work.record(drafts, label=label, step=step)


def leave_kit_changes(work: UnitOfWork, differences: Sequence[UseDifference]) -> Changes:
    """The services stay as they are, and nobody is asked again until the kit gives yet something else."""
    edits = _edits(work, (), [one.use for one in differences])
    for one in differences:
        edits.put_use(use_left(one), _REMEMBERED)
    label = f"Keep {_where(differences)} as it was before the kit changed"
    return edits.record(label)


def forget_uses(work: UnitOfWork, uses: Collection[PartId]) -> Changes:
    """The services keep what they have, and are none of the kit's any more."""
    edits = PartEdits.of_parts(work, uses)
    edits.remove(part for part in edits.parts.values() if part.kind is KitPart.USE)
    label = f"Forget a kit in {edits.count:,} services"
    return edits.record(label)


@dataclass(frozen=True, slots=True)
class _Followed:
    service: ServiceNow
    uses: Mapping[PartId, Use]


def _follow(ones: Sequence[UseDifference], over_hand: Collection[tuple[PartId, EntityKey]]) -> _Followed:
    """Several kits may have changed in one service: each moves a quantity by its own part."""
    service = ones[0].service
    moves: dict[PartId, dict[EntityKey, Decimal]] = {}
    skus: dict[EntityKey, KitSku] = {}
    uses: dict[PartId, Use] = {}
    for one in ones:
        skus |= {row.sku.key: row.sku for row in one.rows}
        wanted = accepted(one, {sku for use, sku in over_hand if use == one.use.key})
        moves[one.use.key] = {sku: to - service.quantity(skus[sku]) for sku, to in wanted.items()}
        uses |= {other.key: other for other in one.others}
    uses |= {one.use.key: use_after(one) for one in ones}
    total: dict[EntityKey, Decimal] = defaultdict(Decimal)
    for mover, by_sku in moves.items():
        for sku, by in by_sku.items():
            total[sku] += by
        for key, use in uses.items():
            if key != mover:
                uses[key] = moved_beside(use, by_sku)
    quantities = {sku: service.quantity(skus[sku]) + by for sku, by in total.items()}
    return _Followed(service.with_quantities(quantities, skus), uses)


def _edits(work: UnitOfWork, kits: Iterable[KitId], uses: Iterable[Use]) -> PartEdits:
    edits = PartEdits(work, list(kits))
    edits.read_too(use.key for use in uses)
    return edits


def _version(edits: PartEdits, kit: KitId, *, note: str) -> PartId:
    """The last one, or a new one where the kit changed since."""
    found = edits.kit(kit)
    if not changed_since_version(edits.work, found):
        return found.versions[-1].key
    version = PartId(edits.work.new_key())
    keep_version(edits, found, note, version=version)
    return version


def _link_drafts(work: UnitOfWork, moved: Iterable[tuple[ServiceNow, ServiceNow]]) -> list[OpDraft]:
    """
    Raises:
        ChangedMeanwhile: a service has other links by now.
    """
    fields = []
    for before, after in moved:
        for name in LINK_FIELDS.values():
            seen, value = before.links.get(name), after.links.get(name)
            if not same(list(seen or ()), list(value or ())):
                fields.append((before, FieldEdit(before.key, name, list(value or ()), seen)))
    edits = [edit for _, edit in fields]
    known = values_for(work, edits)
    for service, edit in fields:
        if edit.key not in known or was_changed(known, edit):
            raise ChangedMeanwhile(f"{service.code} has other links by now. Please look at it again.")
    return drafts_of(work, edits, known)


def _where(differences: Sequence[UseDifference]) -> str:
    services = {one.service.key for one in differences}
    return shortened(differences[0].service.code) if len(services) == 1 else f"{len(services):,} services"
