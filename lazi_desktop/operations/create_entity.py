"""Making an entity that ServiceTitan does not have yet, and throwing it away before it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.field_tables import FIELDS, field_at_creation
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.workspace import EntityValues, UnitOfWork

WORDS = {
    EntityKind.CATEGORY: "category",
    EntityKind.MATERIAL: "material",
    EntityKind.SERVICE: "service",
    EntityKind.EQUIPMENT: "equipment",
    EntityKind.DISCOUNT_FEE: "discount or fee",
}


def create_entity(
    work: UnitOfWork, key: EntityKey, kind: EntityKind, values: Mapping[str, Value], *, label: str = ""
) -> Changes:
    """One step that undo takes back whole. `key` is a fresh one (`Ids.ordered`); values may name entities by key.

    Raises:
        InvalidValue: a value does not fit, or one that it needs is missing; nothing is recorded.
    """
    given = {name: value for name, value in values.items() if value not in (None, "")}
    checked = {"active": True} | {
        name: check_value(field_at_creation(kind, name), value) for name, value in given.items()
    }
    missing = [one.title.lower() for one in FIELDS[kind].values() if one.required and one.name not in checked]
    if missing:
        raise InvalidValue(f"A new {WORDS[kind]} needs its {' and its '.join(missing)}.")
    if kind.is_sku:
        checked = described(checked)
    if vendor := checked.get("primary_vendor"):
        # What it costs is what its vendor asks for it.
        cost = checked.get("cost", vendor.get("cost", 0))
        checked |= {"cost": cost, "primary_vendor": {"active": True, **vendor, "cost": cost}}
    name = checked.get("code") or checked["name"]
    return work.record(creation(key, kind, checked), label=label or f"New {WORDS[kind]} {name}")


def described(values: Fields) -> dict[str, Value]:
    """ServiceTitan wants a description; until somebody writes it, the name will do."""
    return {
        **values,
        "description": values.get("description") or values.get("display_name") or values["code"],
    }


def discard_entities(work: UnitOfWork, keys: Iterable[EntityKey], *, label: str = "") -> Changes:
    """Throws away what ServiceTitan never had; what somebody else did to it meanwhile becomes a conflict.

    Raises:
        InvalidValue: ServiceTitan has one of them already.
        NothingToDo: there are none.
    """
    details = list(work.details(list(dict.fromkeys(keys))).values())
    there = [detail for detail in details if detail.remote_id is not None]
    if there:
        raise InvalidValue(
            f"ServiceTitan has {name_of(there[0])} already. It can be deactivated.",
            title="This cannot be discarded",
        )
    if not details:
        raise NothingToDo("It was discarded already.")
    drafts = discards(details)
    what = name_of(details[0]) if len(details) == 1 else f"{len(details):,} entries"
    return work.record(drafts, label=label or f"Discard {what}")


def creation(key: EntityKey, kind: EntityKind, values: Fields) -> list[OpDraft]:
    first = OpDraft(kind=OpKind.CREATE, entity_kind=kind, entity_key=key)
    return [
        first,
        *(
            OpDraft(kind=OpKind.SET, entity_kind=kind, entity_key=key, field=name, value=value)
            for name, value in values.items()
            if value is not None
        ),
    ]


def discards(details: Sequence[EntityDetail]) -> list[OpDraft]:
    """What is thrown away goes along as `seen`, so that undo can bring it back."""
    return [
        OpDraft(
            kind=OpKind.DISCARD,
            entity_kind=detail.kind,
            entity_key=detail.key,
            value=sorted(
                str(one.op_id)
                for one in (*detail.overrides.values(), *detail.kept.values())
                if one.op_id is not None
            ),
            seen=dict(detail.effective),
        )
        for detail in details
    ]


def name_of(detail: EntityDetail | EntityValues) -> str:
    """What a person calls it."""
    return str(detail.effective.get("code") or detail.effective.get("name") or "an entry")
