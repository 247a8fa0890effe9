"""Renews what plain edits touch and nothing else, so that thousands of cells need not read what they are cells of.

A field is plain where nothing comes from it but columns of its own: no word of the search, no place in a tree, no link.
What it is a field of must be plain as well: ServiceTitan has it, and nobody has buried it, thrown it away or
brought it back. All else `Projection` works out from the layers, and this comes to the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import EDITS, OpDraft, OpKind
from lazi_desktop.domain.references import REFERENCE_FIELDS
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.store.workspace.database import Database, Row
from lazi_desktop.store.workspace.encoding import from_json, key_list, number_list, to_json
from lazi_desktop.store.workspace.layers import STATE_OF_OVERRIDE, STATES
from lazi_desktop.store.workspace.plain_columns import MARKED_TOGETHER, columns_of, values_of
from lazi_desktop.store.workspace.rows import SEARCHED_FIELDS
from lazi_desktop.store.workspace.shown_columns import ShownColumns

_NOT_PLAIN = SEARCHED_FIELDS | REFERENCE_FIELDS.keys() | MARKED_TOGETHER

_PLAIN_ROWS = """
    SELECT number, entity_key, kind, state, changed, code, marks, cost_real, price_real,
        EXISTS (SELECT 1 FROM pushed WHERE pushed.entity_key = sku.entity_key),
        EXISTS (SELECT 1 FROM conflict WHERE conflict.entity_key = sku.entity_key AND conflict.state = 'open'
            AND NOT EXISTS (SELECT 1 FROM op WHERE overlays = 1 AND answers = conflict_id AND answers IS NOT NULL))
    FROM json_each(?) CROSS JOIN sku ON sku.entity_key = unhex(value)
    WHERE remote_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.entity_key = sku.entity_key)
    AND NOT EXISTS (SELECT 1 FROM op INDEXED BY op_beside_edits WHERE op.entity_key = sku.entity_key AND overlays = 1
        AND kind NOT IN ('set', 'unset') AND kind <> 'kit' AND kind IN ('create', 'discard', 'resolve'))
    ORDER BY number"""
_KEPT = ", ".join(f"'{name}'" for name in sorted(OWN_FIELDS))
_PUT = f"""
    INSERT INTO overridden (entity_key, field, entity_kind, value, base, theirs, by_whom, at, op_id, state, detail,
        change_set)
    SELECT entity_key, field, entity_kind, value, base, base, '', wall, op_id,
        CASE WHEN field IN ({_KEPT}) THEN 'kept' ELSE 'pending' END, '', change_set
    FROM op WHERE op_no IN (SELECT value FROM json_each(?)) ORDER BY entity_key, field
    ON CONFLICT (entity_key, field) DO UPDATE SET value = excluded.value, base = excluded.base,
        theirs = excluded.theirs, by_whom = '', at = excluded.at, op_id = excluded.op_id, state = excluded.state,
        detail = '', change_set = coalesce(excluded.change_set, change_set)"""  # noqa: S608
_PUT_THEIRS = "UPDATE overridden SET theirs = ? WHERE entity_key = ? AND field = ?"
_DROP = """
    DELETE FROM overridden WHERE (entity_key, field)
    IN (SELECT entity_key, field FROM op WHERE op_no IN (SELECT value FROM json_each(?)))"""
_STANDING = """
    SELECT entity_key, field, state, value FROM overridden
    WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))"""
_KEY, _CHANGED = 1, 4  # their places in _PLAIN_ROWS
_CONFLICT, _PENDING, _PUSHED, _UNTOUCHED = (
    STATES.index(one) for one in (SkuState.CONFLICT, SkuState.PENDING, SkuState.PUSHED, SkuState.NONE)
)
_PLACES = {state.value: STATES.index(shown) for state, shown in STATE_OF_OVERRIDE.items()}
_KINDS = {kind.value: kind for kind in EntityKind}


_Standing = dict[bytes, dict[str, tuple[str, str]]]
_NOTHING: dict[str, tuple[str, str]] = {}
_Edit = tuple[OpDraft, int]
"""A draft and the number of its op."""


@dataclass(frozen=True, slots=True)
class PlainEdits:
    """Edits that are in the ledger by now, by entity and field: the last one of a field is what counts.

    `mirrors` hold at least the fields `touched`, of each of the entities."""

    edits: Mapping[bytes, Mapping[str, _Edit]]
    mirrors: Mapping[bytes, Fields]
    touched: frozenset[str]


def plain_among(drafts: Iterable[OpDraft], first_op_no: int) -> dict[bytes, dict[str, _Edit]]:
    """The edits of entities of which nothing but plain fields is edited."""
    edits: dict[bytes, dict[str, _Edit]] = defaultdict(dict)
    others: set[bytes] = set()
    for op_no, draft in enumerate(drafts, first_op_no):
        key = draft.entity_key.bytes
        if draft.kind in EDITS and draft.field not in _NOT_PLAIN:
            edits[key][draft.field] = draft, op_no
        else:
            others.add(key)
    for key in others:
        edits.pop(key, None)
    return edits


class PlainRenewal:
    def __init__(self, database: Database, columns: ShownColumns) -> None:
        self._db = database
        self._columns = columns

    def renew(self, keys: Sequence[bytes], plain: PlainEdits) -> list[bytes]:
        """Returns those of the entities that are not plain: of them nothing was renewed."""
        rows = self._db.all(
            _PLAIN_ROWS, (key_list(key for key in keys if key in plain.edits and key in plain.mirrors),)
        )
        shown = self._columns.shows(plain.touched)
        lot = _Lot(plain, self._standing(rows, plain, shown=shown))
        for row in rows:
            lot.take(row, shown=shown)
        for statement, op_nos in ((_DROP, lot.dropped), (_PUT, lot.put)):
            if op_nos:
                self._db.run(statement, (number_list(op_nos),))
        self._db.run_many(_PUT_THEIRS, lot.theirs)
        for columns, values in lot.rows.items():
            changes = ", ".join([f"{column} = ?" for column in columns])
            self._db.run_many(f"UPDATE sku SET {changes} WHERE number = ?", values)  # noqa: S608
        if shown:
            self._columns.put(lot.looks, plain.touched)
        done = {row[_KEY] for row in rows}
        return [key for key in keys if key not in done]

    def _standing(self, rows: Sequence[Row], plain: PlainEdits, *, shown: bool) -> _Standing:
        """State and value of the overrides that stand beside those edited now, where they matter."""
        wanted = []
        for row in rows:
            edited = plain.edits[row[_KEY]].keys()
            if not edited >= set(_names(row[_CHANGED])) or (shown and edited != plain.touched):
                wanted.append(row[_KEY])
        found: _Standing = defaultdict(dict)
        for key, name, state, value in self._db.all(_STANDING, (key_list(wanted),)) if wanted else ():
            found[key][name] = state, value
        return found


class _Lot:
    """What comes of the edits of some entities."""

    def __init__(self, plain: PlainEdits, standing: _Standing) -> None:
        self._plain = plain
        self._standing = standing
        self.dropped: list[int] = []
        self.put: list[int] = []
        self.theirs: list[tuple[str, bytes, str]] = []
        """Where ServiceTitan's value is another than the one that was changed."""
        self.rows: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
        self.looks: list[tuple[int, EntityKind, Fields]] = []

    def take(self, row: Row, *, shown: bool) -> None:
        number, key, kind, state, changed, code, marks, cost, price, pushed, in_conflict = row
        now, pending = self._values(key)
        standing = self._standing.get(key, _NOTHING)
        left = [name for name in _names(changed) if name not in now]
        if in_conflict:
            state_now = _CONFLICT
        else:
            states = [_PLACES[standing[name][0]] for name in left] + ([_PENDING] if pending else [])
            state_now = min(states, default=_PUSHED if pushed else _UNTOUCHED)
        changed_now = ",".join(sorted([*left, *pending]))
        columns, values = columns_of(tuple(now)), values_of(now, price=price, cost=cost, marks=marks)
        if (state_now, changed_now) != (state, changed):  # they have an index, which stays as it is otherwise
            columns, values = (*columns, "state", "changed"), [*values, state_now, changed_now]
        if columns:
            self.rows[columns].append([*values, number])
        if shown:
            mirror = self._plain.mirrors[key]
            beside = {
                name: from_json(standing[name][1]) if name in standing else mirror.get(name)
                for name in self._plain.touched - now.keys()
            }
            self.looks.append((number, _KINDS[kind], {**beside, **now, "code": code}))

    def _values(self, key: bytes) -> tuple[dict[str, Value], list[str]]:
        """What the edited fields hold now, and which of them wait for ServiceTitan."""
        mirror = self._plain.mirrors[key]
        now: dict[str, Value] = {}
        pending = []
        for name, (draft, op_no) in self._plain.edits[key].items():
            theirs = mirror.get(name)
            if draft.kind is OpKind.UNSET or same(draft.value, theirs):
                now[name] = theirs
                self.dropped.append(op_no)
                continue
            now[name] = draft.value
            if name not in OWN_FIELDS:
                pending.append(name)
            self.put.append(op_no)
            if draft.base is not theirs and not same(draft.base, theirs):
                self.theirs.append((to_json(theirs), key, name))
        return now, pending


def _names(changed: str) -> Sequence[str]:
    """What the column `changed` lists."""
    return changed.split(",") if changed else ()
