"""Taking a push back, as a change-set that goes through the same review as any other. Nothing is sent by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.pushed import Pushed
from lazi_desktop.domain.revert import (
    ACTIVE,
    Reference,
    RevertPlan,
    Standing,
    plan_revert,
    references_before,
)
from lazi_desktop.operations.change_sets import LONGEST_MESSAGE, founding
from lazi_desktop.operations.edit_fields import FieldEdit, drafts_of
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.workspace import EntityValues, Step, UnitOfWork


@dataclass(frozen=True, slots=True)
class Gone:
    """What ServiceTitan has no more: entities that were pushed, and what values from before the push name."""

    entities: frozenset[EntityKey] = frozenset()
    references: frozenset[Reference] = frozenset()


def read_plan(queries: PricebookQueries, results: Sequence[Pushed]) -> tuple[RevertPlan, Gone]:
    """What taking these back would do, by what is known here now."""
    gone = _what_is_gone(queries, results)
    values = queries.values({one.entity_key for one in results}, _names(results))
    return plan_revert(results, _standing(values, gone), gone.references), gone


def _what_is_gone(queries: PricebookQueries, results: Sequence[Pushed]) -> Gone:
    wanted: dict[EntityKind, set[int]] = {}
    for kinds, number in references_before(results):
        for kind in kinds:
            wanted.setdefault(kind, set()).add(number)
    lost: set[Reference] = set()
    for kind, numbers in wanted.items():
        known: Collection[int | str | None]
        if kind is EntityKind.CATEGORY:
            known = {node.remote_id for tree in Tree for node in queries.categories(tree)}
        else:
            rows = queries.rows_by_reference(kind, sorted(numbers))
            known = {number for number, row in rows.items() if row.state is not SkuState.GONE}
        lost |= {(kind, number) for number in numbers if number not in known}
    return Gone(queries.gone({one.entity_key for one in results}), frozenset(lost))


def stage_revert(
    work: UnitOfWork,
    results: Sequence[Pushed],
    set_id: UUID,
    message: str,
    *,
    gone: Gone,
    step: Step | None = None,
) -> Changes:
    """One step, in a change-set of its own; what changed since it was planned is left out as in the plan.

    Raises:
        NothingToDo: there is nothing left to put back.
        Cancelled: by `step`; nothing is recorded.
    """
    values = work.values({one.entity_key for one in results}, _names(results))
    plan = plan_revert(results, _standing(values, gone), gone.references)
    edits = [
        FieldEdit(one.key, one.field, one.before, values[one.key].effective.get(one.field))
        for one in plan.put_back
    ]
    drafts = [replace(draft, change_set=set_id) for draft in drafts_of(work, edits)]
    if not drafts:
        raise NothingToDo("There is nothing left to put back.")
    message = message[:LONGEST_MESSAGE]
    return work.record([founding(set_id, message), *drafts], label=message, step=step)


def _names(results: Sequence[Pushed]) -> set[str]:
    return {one.field for one in results} | {ACTIVE}


def _standing(values: Mapping[EntityKey, EntityValues], gone: Gone) -> dict[EntityKey, Standing]:
    return {
        key: Standing(one.mirror, {name: one.effective.get(name) for name in one.ours})
        for key, one in values.items()
        if one.remote_id is not None and key not in gone.entities
    }
