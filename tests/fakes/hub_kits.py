"""What a hub makes of ops about parts of kits. They are dictionaries, as its feed tells them."""

from __future__ import annotations

from typing import Any

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitPart, is_last_word
from lazi_desktop.domain.ops import Op, OpOutcome
from lazi_desktop.domain.values import same

Parts = dict[EntityKey, dict[str, Any]]


def take_kit_op(parts: Parts, op: Op, by: str) -> OpOutcome:
    """Changes the part; what has changed at all is to be told, once the part is known itself."""
    if not op.field:
        return _make(parts, op, by)
    part = parts.get(op.entity_key)
    if part is None or part["kit"] is None:
        return _keep(parts, op, by)
    now, clashes = part["fields"].get(op.field), part["clashes"].get(op.field, [])
    if same(op.value, now) and not (clashes and same(op.seen, now)):
        return OpOutcome.NOOP
    if not same(op.seen, now) and not is_last_word(KitPart(part["kind"]), op.field):
        said = {"value": op.value, "by": by, "at": op.wall, "op": str(op.op_id)}
        part["clashes"][op.field] = [*(one for one in clashes if one["by"] != by), said]
        return OpOutcome.CONFLICT
    if op.value is None:
        part["fields"].pop(op.field, None)
    else:
        part["fields"][op.field] = op.value
    unseen = [one for one in clashes if one["value"] not in (op.base or ())]
    part["clashes"][op.field] = [
        one for one in unseen if one["by"] != by and not same(one["value"], op.value)
    ]
    if not part["clashes"][op.field]:
        del part["clashes"][op.field]
    part |= {"by": by, "at": op.wall}
    return OpOutcome.ACCEPTED


def _keep(parts: Parts, op: Op, by: str) -> OpOutcome:
    """An edit of what is not known, as after a restore: it is laid over the part when that comes."""
    part = parts.setdefault(
        op.entity_key,
        {"kind": op.entity_kind.value, "kit": None, "fields": {}, "clashes": {}, "by": by, "at": op.wall},
    )
    if op.field in part["fields"] and same(op.value, part["fields"][op.field]):
        return OpOutcome.NOOP
    part |= {"by": by, "at": op.wall}
    part["fields"][op.field] = op.value
    return OpOutcome.ACCEPTED


def _make(parts: Parts, op: Op, by: str) -> OpOutcome:
    fields = {name: value for name, value in op.value.items() if name != "kit"}
    part = parts.get(op.entity_key)
    if part is not None and part["kit"] is None:
        fields |= part["fields"]
    elif part is not None:
        lacking = {name: value for name, value in fields.items() if name not in part["fields"]}
        part["fields"] |= lacking
        return OpOutcome.ACCEPTED if lacking else OpOutcome.NOOP
    kit = op.entity_key if op.entity_kind is KitPart.KIT else op.value["kit"]
    there = {name: value for name, value in fields.items() if value is not None}
    parts[op.entity_key] = {
        "kind": op.entity_kind.value, "kit": str(kit), "fields": there, "clashes": {}, "by": by, "at": op.wall,
    }  # fmt: skip
    return OpOutcome.ACCEPTED
