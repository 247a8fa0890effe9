"""Linking entities: SKUs in SKUs, SKUs in categories. What has no number yet is named by its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, tree_of
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.workspace import EntityDetail, UnitOfWork

_QUANTITY = Field("quantity", "Quantity", FieldType.NUMBER)
_TYPES = {EntityKind.SERVICE: "Service", EntityKind.MATERIAL: "Material"}


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
    if not field_of(detail.kind, field).entry_key:
        return _put(work, detail, field, [*kept, reference])
    if field == "recommendations":
        return _put(work, detail, field, [*kept, {"skuId": reference, "type": _TYPES[other.kind]}])
    held: dict[str, Any] = next((one for one in before if one["skuId"] == reference), {"quantity": 1})
    if quantity is not None:
        held = {**held, "quantity": _checked_quantity(quantity)}
    return _put(work, detail, field, [*kept, {**held, "skuId": reference}])


def unlink(work: UnitOfWork, key: EntityKey, field: str, target: EntityKey) -> Changes:
    detail = work.detail(key)
    return _put(work, detail, field, _without(detail, field, reference_to(work.detail(target))))


def put_in_category(work: UnitOfWork, skus: Iterable[EntityKey], category: EntityKey) -> Changes:
    """One step. What hangs there already stays.

    Raises:
        InvalidValue: the category is of the other tree.
    """
    place = work.detail(category)
    reference, tree = reference_to(place), place.effective.get("category_type")
    skus = list(skus)
    for detail in work.details(skus).values():
        if tree_of(detail.kind) != tree:
            raise InvalidValue(f"{name_of(detail)} cannot hang in a category of {tree}.")
    return _recategorise(work, skus, lambda held: [*held, reference], f"Put in {name_of(place)}")


def take_out_of_category(work: UnitOfWork, skus: Iterable[EntityKey], category: EntityKey) -> Changes:
    place = work.detail(category)
    reference = reference_to(place)
    return _recategorise(
        work, skus, lambda held: [one for one in held if one != reference], f"Take out of {name_of(place)}"
    )


def _recategorise(
    work: UnitOfWork, skus: Iterable[EntityKey], change: Callable[[list[Value]], list[Value]], label: str
) -> Changes:
    edits = [
        FieldEdit(
            detail.key,
            "categories",
            change(list(detail.effective.get("categories") or [])),
            detail.effective.get("categories"),
        )
        for detail in work.details(list(skus)).values()
    ]
    return edit_fields(work, edits, label=label)


def _without(detail: EntityDetail, field: str, reference: int | str) -> list[Value]:
    entry_key = field_of(detail.kind, field).entry_key
    held = detail.effective.get(field) or []
    return [one for one in held if (one[entry_key] if entry_key else one) != reference]


def _put(work: UnitOfWork, detail: EntityDetail, field: str, value: list[Value]) -> Changes:
    return edit_fields(work, [FieldEdit(detail.key, field, value, detail.effective.get(field))])


def _checked_quantity(quantity: Value) -> Value:
    checked = check_value(_QUANTITY, quantity)
    if checked <= 0:
        raise InvalidValue("The quantity must be more than nothing.")
    return checked
