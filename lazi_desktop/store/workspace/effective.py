"""What entities hold by all their layers: the mirror, under the hub's overrides, under what was done here since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.references import REFERENCE_FIELDS, local_references
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.hub_feed import Burial
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json, key_list, uuid_or_none
from lazi_desktop.store.workspace.layers import (
    STATES,
    Overlay,
    Override,
    effective_overrides,
    in_numbers,
    is_over,
    last_word,
    row_state,
    waiting,
)
from lazi_desktop.store.workspace.reading import read_numbers
from lazi_desktop.store.workspace.rows import ShownSku


@dataclass(slots=True)
class Mirrored:
    """An entity's mirror. `shown` is what it looks like where nothing lies over it, if that was worked out before.

    Then its fields may have been left as `text`, which is read when somebody asks for them.
    """

    kind: EntityKind
    remote_id: int | None
    read: Fields | None
    shown: ShownSku | None = None
    text: str = ""

    @property
    def fields(self) -> Fields:
        if self.read is None:
            self.read = from_json(self.text)
        return self.read


@dataclass(frozen=True, slots=True)
class Effective:
    """An entity as a person sees it, and what that is made of."""

    key: bytes
    kind: EntityKind
    remote_id: int | None
    mirror: Fields
    fields: Fields
    overrides: Mapping[str, Override]
    state: int
    shown: ShownSku | None  # then `mirror` and `fields` are not needed


class EffectiveReading:
    """Belongs to the writing connection, and remembers nothing."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def read(
        self, keys: Sequence[bytes], received: Mapping[bytes, Mirrored], *, fields_used: bool
    ) -> tuple[list[Effective], list[bytes]]:
        """What there is, and the keys of what is over. `fields_used`: their fields are needed in any case, also where
        what they look like was worked out before."""
        listed = key_list(keys)
        mirrors = self._mirrors(keys, received)
        overrides = self._overrides(listed)
        overlays = self._overlays(listed)
        conflicts = {
            key
            for (key,) in self._db.all(
                "SELECT entity_key FROM conflict WHERE state = 'open' AND NOT EXISTS"
" (SELECT 1 FROM op WHERE overlays = 1"
                " AND answers = conflict.conflict_id AND answers IS NOT NULL) AND entity_key"
" IN (SELECT unhex(value) FROM json_each(?))", (listed,)
            )
        }  # fmt: skip
        pushed = {
            key
            for (key,) in self._db.all(
                "SELECT entity_key FROM pushed WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
                (listed,),
            )
        }
        buried = self._buried(listed)
        local = self._local([key for key in keys if key not in mirrors], buried, overlays)
        effective, gone = [], []
        for key in keys:
            mirrored = mirrors.get(key) or local.get(key)
            if mirrored is None:
                gone.append(key)
                continue
            ours = overrides.get(key, _NONE)
            reason, _ = buried.get(key, (None, None))
            here = None
            if key in overlays:
                ours = effective_overrides(mirrored.fields, ours, overlays[key])
                here = last_word(overlays[key])
            in_conflict = key in conflicts
            if is_over(reason, here, of_use=bool(waiting(ours)) or in_conflict):
                gone.append(key)
                continue
            state = row_state(
                ours.values(), in_conflict=in_conflict, pushed=key in pushed, new=mirrored.remote_id is None,
                gone=reason is Burial.GONE,
            )  # fmt: skip
            shown = None if ours else mirrored.shown
            fields = _NOTHING if shown is not None and not fields_used else mirrored.fields
            if ours:
                fields = {**fields, **{name: one.value for name, one in ours.items()}}
            place = STATES.index(state)
            mirror = mirrored.fields if ours else _NOTHING
            effective.append(
                Effective(key, mirrored.kind, mirrored.remote_id, mirror, fields, ours, place, shown)
            )
        return effective, gone

    def _mirrors(self, keys: Sequence[bytes], received: Mapping[bytes, Mirrored]) -> Mapping[bytes, Mirrored]:
        missing = [key for key in keys if key not in received]
        if not missing:
            return received
        read = {
            key: Mirrored(_KINDS[kind], remote_id, from_json(fields))
            for key, kind, remote_id, fields in self._db.all(
                "SELECT entity_key, kind, remote_id, fields FROM mirror WHERE entity_key"
                " IN (SELECT unhex(value) FROM json_each(?))",
                (key_list(missing),),
            )
        }
        return {**received, **read} if received else read

    def _overrides(self, listed: str) -> dict[bytes, dict[str, Override]]:
        found: dict[bytes, dict[str, Override]] = defaultdict(dict)
        for key, name, value, base, by, at, op_id, state, detail, change_set in self._db.all(
            "SELECT entity_key, field, value, base, by_whom, at, op_id, state, detail, change_set FROM override"
            " WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
            (listed,),
        ):
            found[key][name] = Override(
                from_json(value), from_json(base), by, at, uuid_or_none(op_id), OverrideState(state), detail,
                uuid_or_none(change_set),
            )  # fmt: skip
        return found

    def _overlays(self, listed: str) -> dict[bytes, list[Overlay]]:
        rows = self._db.all(
            "SELECT entity_key, kind, field, value, base, wall, op_id, entity_kind, change_set FROM op"
            " WHERE overlays = 1 AND kind NOT IN ('propose', 'answer', 'change_set')"
            " AND entity_key IN (SELECT unhex(value) FROM json_each(?)) ORDER BY op_no",
            (listed,),
        )
        found: dict[bytes, list[Overlay]] = defaultdict(list)
        named: set[EntityKey] = set()
        for key, kind, name, value, base, wall, op_id, entity_kind, change_set in rows:
            decoded = from_json(value)
            found[key].append(
                Overlay(
                    _OP_KINDS[kind],
                    name,
                    decoded,
                    from_json(base),
                    wall,
                    UUID(bytes=op_id),
                    _KINDS[entity_kind],
                    uuid_or_none(change_set),
                )
            )
            if name in REFERENCE_FIELDS:
                named |= local_references(name, decoded)
        numbers = read_numbers(self._db, named) if named else None
        if numbers:
            for overlays in found.values():
                overlays[:] = [replace(one, value=in_numbers(one, numbers)) for one in overlays]
        return found

    def _buried(self, listed: str) -> dict[bytes, tuple[Burial, EntityKind]]:
        return {
            key: (Burial(reason), EntityKind(kind))
            for key, reason, kind in self._db.all(
                "SELECT entity_key, reason, kind FROM tombstone WHERE entity_key"
                " IN (SELECT unhex(value) FROM json_each(?))",
                (listed,),
            )
        }

    def _local(
        self,
        keys: Sequence[bytes],
        buried: Mapping[bytes, tuple[Burial, EntityKind]],
        overlays: Mapping[bytes, Sequence[Overlay]],
    ) -> dict[bytes, Mirrored]:
        """Those that have no mirror: made here, or buried and out of the mirror. The ops themselves tell the kind, too,
        of what a restored hub does not know any more."""
        kinds = {key: overlays[key][-1].entity_kind for key in keys if key in overlays}
        kinds |= {key: buried[key][1] for key in keys if key in buried}
        kinds |= {
            key: EntityKind(kind)
            for key, kind in self._db.all(
                "SELECT entity_key, kind FROM created WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
                (key_list(keys),),
            )
        }
        return {key: Mirrored(kind, None, {}) for key, kind in kinds.items()}


_KINDS = {kind.value: kind for kind in EntityKind}
_OP_KINDS = {kind.value: kind for kind in OpKind}
_NONE: Mapping[str, Override] = {}
_NOTHING: Fields = {}
