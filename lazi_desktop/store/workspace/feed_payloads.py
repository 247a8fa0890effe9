"""What the payloads of feed rows say, as the tables hold it. Raises Unreadable for a shape that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import ProposalState, SetState
from lazi_desktop.ports.hub_feed import Burial, FeedRow
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.store.workspace.effective import Mirrored
from lazi_desktop.store.workspace.encoding import from_json, to_json
from lazi_desktop.store.workspace.kit_parts import apart
from lazi_desktop.store.workspace.rows import is_storable, shown_sku

_LISTS = (FieldType.IDS, FieldType.TAGS, FieldType.ENTRIES)


class Unreadable(ValueError):
    """A feed row of a kind or shape that this version does not know."""


def mirror_of(row: FeedRow) -> tuple[Mirrored, str | None]:
    payload = _payload(row)
    try:
        fields, remote_id, modified_on = (
            from_json(row.fields_text) if row.fields_text else payload["fields"],
            payload.get("remote_id"),
            payload.get("modified_on"),
        )
        kind = EntityKind(payload["kind"])
    except (KeyError, ValueError, RecursionError) as error:
        raise Unreadable(f"mirror: {error!r}") from error
    if not isinstance(fields, Mapping) or not isinstance(remote_id, int | None):
        raise Unreadable("mirror: fields or remote id of an unknown shape")
    try:
        shown = shown_sku(kind, remote_id, fields) if kind.is_sku else None
        if kind is EntityKind.CATEGORY:
            _check_numbers((fields.get("parent_id"), fields.get("position")))
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Unreadable(f"mirror: {error!r}") from error
    return Mirrored(kind, remote_id, fields, shown), moment_or_none(modified_on)


def override_of(row: FeedRow) -> tuple[Any, ...]:
    payload = _payload(row)
    try:
        op_id, kind = payload.get("op_id") or row.op_id, payload.get("kind")
        if kind is not None:
            _check_held(EntityKind(kind), row.field, payload["value"])
        return (
            to_json(payload["value"]), to_json(payload.get("base")), str(payload.get("by") or ""),
            _moment(payload.get("at")), None if op_id is None else UUID(str(op_id)).bytes,
            OverrideState(payload.get("state") or "pending").value, str(payload.get("detail") or ""),
            _key_or_none(payload.get("change_set")),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable(f"override: {error!r}") from error


def conflict_of(row: FeedRow) -> tuple[Any, ...]:
    payload = _payload(row)
    try:
        return (
            UUID(str(payload["conflict_id"])).bytes, row.entity_key.bytes, EntityKind(payload["entity_kind"]).value,
            str(payload.get("field") or row.field), str(payload.get("kind") or ""), to_json(payload.get("base")),
            to_json(payload.get("ours")), to_json(payload.get("theirs")), str(payload["state"]),
            str(payload.get("by") or ""), _moment(payload.get("at")), row.op_id and row.op_id.bytes,
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable(f"conflict: {error!r}") from error


def change_set_of(row: FeedRow) -> tuple[Any, ...]:
    payload = _payload(row)
    try:
        return (
            row.entity_key.bytes, str(payload["message"]), SetState(payload["state"]).value,
            str(payload.get("by") or ""), _moment(payload.get("at")),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable(f"change-set: {error!r}") from error


def proposal_of(row: FeedRow) -> tuple[Any, ...]:
    payload = _payload(row)
    try:
        kind = EntityKind(payload["entity_kind"])
        # Whoever may propose decides what is in here: what is no value of a field is nothing to show or to accept.
        seen, value = (FIELDS[kind][row.field].canonical(payload.get(name)) for name in ("seen", "value"))
        return (
            UUID(str(payload["op_id"])).bytes, row.entity_key.bytes, kind.value,
            row.field, to_json(seen), to_json(value),
            _key_or_none(payload.get("change_set")),
            str(payload.get("by") or ""), _moment(payload.get("at")), ProposalState(payload["state"]).value,
            str(payload.get("reason") or ""), str(payload.get("answered_by") or ""),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable(f"proposal: {error!r}") from error


def habit_of(row: FeedRow) -> tuple[Any, ...]:
    payload = _payload(row)
    try:
        return (
            EntityKind(payload["entity_kind"]).value, row.field, Habit(payload["what"]).value,
            to_json(payload.get("sent")), to_json(payload.get("found")), int(payload["seen"]), _moment(payload["last"]),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable(f"habit: {error!r}") from error


def kit_part_of(row: FeedRow) -> tuple[Any, ...]:
    payload = _payload(row)
    try:
        kind, fields = KitPart(payload["kind"]), payload["fields"]
        if not isinstance(fields, Mapping):
            raise Unreadable("kit part: fields of an unknown shape")
        said = {
            str(name): [
                {"value": one.get("value"), "by": str(one.get("by") or ""), "at": _moment(one.get("at"))}
                for one in others
            ]
            for name, others in (payload.get("clashes") or {}).items()
        }
        fields, content = apart(kind, {name: value for name, value in fields.items() if value is not None})
        return (
            row.entity_key.bytes, kind.value, UUID(str(payload["kit"])).bytes, str(payload.get("by") or ""),
            _moment(payload.get("at")), to_json({name: others for name, others in said.items() if others}),
            to_json(fields), None if content is None else to_json(content),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable(f"kit part: {error!r}") from error


def _check_held(kind: EntityKind, name: str, value: Value) -> None:
    """What came past the windows, by hand at the hub, and would keep the entity from being read. No more is
    set aside: a desktop shows what the hub has. Of a field that only a newer version knows nothing is shown here.

    Raises:
        ValueError, TypeError, AttributeError: the field does not hold it.
    """
    field = FIELDS[kind].get(name)
    if field is None:
        return
    _check_numbers(field.canonical(value) if field.type in _LISTS else value)
    if field.type is FieldType.STRUCTURE and kind.is_sku:
        shown_sku(kind, None, {name: value})


def _check_numbers(value: Value) -> None:
    """
    Raises:
        ValueError: a number that no column holds.
    """
    for one in value if isinstance(value, list | tuple) else (value,):
        if isinstance(one, int) and not is_storable(one):
            raise ValueError("a number is too large")


def _key_or_none(value: Value) -> bytes | None:
    return None if value is None else UUID(str(value)).bytes


def kind_of(row: FeedRow) -> EntityKind:
    try:
        return EntityKind(_payload(row)["kind"])
    except (KeyError, ValueError) as error:
        raise Unreadable(f"{row.kind}: {error!r}") from error


def burial_of(row: FeedRow) -> tuple[Burial, bytes | None]:
    """Why it is gone, and the key it lives on under."""
    payload = _payload(row)
    try:
        reason, successor = Burial(payload["reason"]), payload.get("replaced_by")
        if reason is not Burial.ADOPTED:
            return reason, None
        return reason, UUID(str(successor)).bytes
    except (KeyError, ValueError) as error:
        raise Unreadable(f"tombstone: {error!r}") from error


def _payload(row: FeedRow) -> Mapping[str, Value]:
    if not isinstance(row.payload, Mapping):
        raise Unreadable(f"{row.kind}: no payload")
    return row.payload


def moment_or_none(value: Value) -> str | None:
    return None if value is None else _moment(value)


def _moment(value: Value) -> str:
    return format_moment(value) if isinstance(value, datetime) else str(value or "")
