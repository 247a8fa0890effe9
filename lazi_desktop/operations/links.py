"""Linking entities: SKUs in SKUs, SKUs in categories. What has no number yet is named by its key."""

from __future__ import annotations

from collections.abc import Collection

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import tree_of
from lazi_desktop.domain.links import LINKED, has_quantities, linked_sku, new_link, read_quantity
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.pricebook import CategoryNode, EntityDetail
from lazi_desktop.ports.workspace import Step, UnitOfWork


def reference_to(detail: EntityDetail) -> int | str:
    """How a value names this entity."""
    return str(detail.key) if detail.remote_id is None else detail.remote_id


def link(
    work: UnitOfWork, key: EntityKey, field: str, target: EntityKey, *, quantity: Value = None
) -> Changes:
    """Adds the target, or changes its quantity; a new link has 1 unless told otherwise.

    Raises:
        InvalidValue: these two cannot be linked, or the quantity is none.
    """
    detail, other = work.detail(key), work.detail(target)
    if other.kind not in LINKED.get((detail.kind, field), ()):
        raise InvalidValue(
            f"{name_of(other)} cannot be one of the {field_of(detail.kind, field).title.lower()}."
        )
    if key == target:
        raise InvalidValue(f"{name_of(detail)} cannot be linked to itself.")
    reference = reference_to(other)
    before = detail.effective.get(field) or []
    kept = _without(detail, field, reference)
    held: Value = next((one for one in before if linked_sku(one) == reference), None)
    one = new_link(field_of(detail.kind, field), other.kind, reference) if held is None else held
    if quantity is not None and has_quantities(field):
        one = {**one, "quantity": read_quantity(quantity)}
    return _put(work, detail, field, [*kept, one])


def unlink(work: UnitOfWork, key: EntityKey, field: str, target: EntityKey) -> Changes:
    detail = work.detail(key)
    return _put(work, detail, field, _without(detail, field, reference_to(work.detail(target))))


def put_in_category(
    work: UnitOfWork,
    skus: Collection[EntityKey],
    category: EntityKey | None,
    *,
    out_of: Collection[int | str] | None = (),
    step: Step | None = None,
) -> Changes:
    """One step, however many. What hangs there already stays. They are taken out of `out_of`, categories as values name
    them; None: out of all. Without a `category` they are only taken out.

    Raises:
        InvalidValue: the category is of the other tree.
        Cancelled: by `step`; nothing is recorded.
    """
    put, into, place = [], "", ""
    if category is not None:
        detail = work.detail(category)
        put, into = [reference_to(detail)], name_of(detail)
        place = str(detail.effective.get("category_type"))
    left = None if out_of is None else set(out_of) - set(put)
    edits: list[FieldEdit] = []
    for done, one in enumerate(work.values(skus, ("categories", "code")).values()):
        if step is not None and not done % 500:
            step(done, 2 * len(skus))
        if place and tree_of(one.kind) != place:
            raise InvalidValue(f"{name_of(one)} cannot hang in a category of {place}.")
        held = one.effective.get("categories")
        kept = [] if left is None else [each for each in held or () if each not in left]
        edits.append(FieldEdit(one.key, "categories", [*kept, *put], held))
    what = "1 entry" if len(edits) == 1 else f"{len(edits):,} entries"
    label = f"Put {what} in {into}" if into else f"Take {what} out of categories"
    return edit_fields(work, edits, label=label, step=step)


def take_out_of_category(work: UnitOfWork, skus: Collection[EntityKey], category: EntityKey) -> Changes:
    return put_in_category(work, skus, None, out_of=references_to(work.detail(category)))


def references_to(entity: EntityDetail | CategoryNode) -> tuple[int | str, ...]:
    """All that values may name it by: what got its number a moment ago is still named by its key here and there."""
    return (str(entity.key),) if entity.remote_id is None else (entity.remote_id, str(entity.key))


def _without(detail: EntityDetail, field: str, reference: int | str) -> list[Value]:
    entry_key = field_of(detail.kind, field).entry_key
    held = detail.effective.get(field) or []
    return [one for one in held if (one[entry_key] if entry_key else one) != reference]


def _put(work: UnitOfWork, detail: EntityDetail, field: str, value: list[Value]) -> Changes:
    return edit_fields(work, [FieldEdit(detail.key, field, value, detail.effective.get(field))])
