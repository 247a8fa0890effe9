"""Parts of kits in the workspace: what the feed told of them, what lies over it, and reads of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from lazi_desktop.domain.kits.parts import Clash, KitId, KitPart, Part, PartId
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.store.workspace.database import Database, Row
from lazi_desktop.store.workspace.encoding import from_json, key_list, to_json
from lazi_desktop.store.workspace.kit_merging import CONTENT, Said, part_now

_PUT = """
    INSERT INTO kit_part (part_id, kind, kit, by_whom, at, clashes, fields, content, last_seq, generation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (part_id) DO UPDATE SET kind = excluded.kind, kit = excluded.kit, by_whom = excluded.by_whom,
        at = excluded.at, clashes = excluded.clashes, fields = excluded.fields, content = excluded.content,
        last_seq = excluded.last_seq, generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
_PUT_HERE = """
    INSERT INTO kit_part_here (part_id, kind, kit, by_whom, at, clashes, fields, content)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_TOLD = """
    SELECT part_id, kind, kit, by_whom, at, clashes, fields, content FROM kit_part
    WHERE part_id IN (SELECT unhex(value) FROM json_each(?))"""
_SAID = """
    SELECT entity_key, entity_kind, field, value, seen, base, wall FROM op
    WHERE overlays = 1 AND kind = 'kit' AND entity_key IN (SELECT unhex(value) FROM json_each(?)) ORDER BY op_no"""
_KITS_OF = """
    SELECT DISTINCT kit FROM kit_part WHERE part_id IN (SELECT unhex(value) FROM json_each(:parts)) UNION
    SELECT DISTINCT kit FROM kit_part_here WHERE part_id IN (SELECT unhex(value) FROM json_each(:parts))"""
_ALL_SAID = "SELECT DISTINCT entity_key FROM op WHERE overlays = 1 AND kind = 'kit'"
_READ = """
    SELECT part_id, kind, kit, by_whom, at, clashes, fields FROM kit_part
    WHERE {which} AND part_id NOT IN (SELECT part_id FROM kit_part_here) UNION ALL
    SELECT part_id, kind, kit, by_whom, at, clashes, fields FROM kit_part_here WHERE {which}"""
_ALL, _OF_KITS, _OF_PARTS = (
    _READ.format(which=which)
    for which in (
        "TRUE",
        "kit IN (SELECT unhex(value) FROM json_each(:keys))",
        "part_id IN (SELECT unhex(value) FROM json_each(:keys))",
    )
)
_CONTENT = """
    SELECT content FROM kit_part_here WHERE part_id = :part AND kind = 'kit_version' UNION ALL
    SELECT content FROM kit_part WHERE part_id = :part AND kind = 'kit_version' LIMIT 1"""
_MADE = """
    SELECT entity_key, entity_kind, field, value, seen, base, wall FROM op
    WHERE kind = 'kit' AND field = '' AND entity_key IN (SELECT unhex(value) FROM json_each(?))"""
_NO_CLASHES: Mapping[str, Sequence[Clash]] = {}
_PARTS = {kind.value: kind for kind in KitPart}


class KitParts:
    """Keeps `kit_part_here` equal to what the hub told of parts and what was done here since: it holds those alone of
    which anything was."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """As `feed_payloads.kit_part_of` reads them, each with its number and the generation."""
        self._db.run_many(_PUT, rows)

    def renew(self, parts: Collection[bytes]) -> set[bytes]:
        """After something changed beneath; returns the kits that they are of, or were."""
        if not parts:
            return set()
        listed = key_list(parts)
        kits = self._kits_of(listed)
        self._db.run(
            "DELETE FROM kit_part_here WHERE part_id IN (SELECT unhex(value) FROM json_each(?))", (listed,)
        )
        said: dict[bytes, list[Said]] = defaultdict(list)
        for row in self._db.all(_SAID, (listed,)):
            said[row[0]].append(_said(row))
        if not said:
            return kits
        told = {row[0]: _whole(row) for row in self._db.all(_TOLD, (key_list(said),))}
        now = [part_now(told.get(key), ops) for key, ops in said.items()]
        self._db.run_many(_PUT_HERE, [_row(part) for part in now if part is not None])
        return kits | {part.kit.bytes for part in now if part is not None}

    def renew_all(self) -> None:
        """Where anything may have changed beneath."""
        self._db.run("DELETE FROM kit_part_here")
        self.renew({key for (key,) in self._db.all(_ALL_SAID)})

    def drop_before(self, generation: int) -> None:
        self._db.run("DELETE FROM kit_part WHERE generation < ?", (generation,))

    def _kits_of(self, listed: str) -> set[bytes]:
        return {kit for (kit,) in self._db.all(_KITS_OF, {"parts": listed})}


def read_kit_parts(database: Database, kits: Collection[KitId] | None) -> list[Part]:
    """Removed ones too; versions without their content."""
    if kits is None:
        return _parts(database.all(_ALL))
    return _parts(database.all(_OF_KITS, {"keys": key_list(kit.bytes for kit in kits)}))


def read_parts(database: Database, keys: Collection[PartId]) -> list[Part]:
    return _parts(database.all(_OF_PARTS, {"keys": key_list(key.bytes for key in keys)}))


def read_kit_version(database: Database, version: PartId) -> Value:
    found = database.all(_CONTENT, {"part": version.bytes})
    return from_json(found[0][0]) if found and found[0][0] is not None else None


def kit_names(database: Database, parts: Collection[bytes]) -> dict[bytes, str]:
    """What the kits of these parts are called, also where the hub took neither."""
    kits = {part.key.bytes: part.kit.bytes for part in _known(database, parts)}
    names = {part.key.bytes: part.fields.get("name") for part in _known(database, set(kits.values()))}
    return {key: str(names.get(kit) or "") for key, kit in kits.items()}


def _known(database: Database, keys: Collection[bytes]) -> Collection[Part]:
    """As they are; or as they were made here, where there is nothing else of them."""
    if not keys:
        return ()
    made = (part_now(None, [_said(row)]) for row in database.all(_MADE, (key_list(keys),)))
    found = {part.key: part for part in made if part is not None}
    found |= {part.key: part for part in read_parts(database, [PartId(UUID(bytes=key)) for key in keys])}
    return found.values()


def _said(row: Row) -> Said:
    key, kind, field, value, seen, known, wall = row
    return Said(
        _PARTS[kind],
        PartId(UUID(bytes=key)),
        field,
        from_json(value),
        from_json(seen),
        from_json(known),
        wall,
    )


def apart(kind: KitPart, fields: Fields) -> tuple[Fields, Value]:
    """The fields of a part without what a version holds, and that."""
    if kind is not KitPart.VERSION:
        return fields, None
    return {name: value for name, value in fields.items() if name != CONTENT}, fields.get(CONTENT)


def _parts(rows: Iterable[Row]) -> list[Part]:
    kits: dict[bytes, KitId] = {}
    parts = []
    for key, kind, kit, by, at, clashes, fields in rows:
        kit_id = kits.get(kit)
        if kit_id is None:
            kit_id = kits[kit] = KitId(UUID(bytes=kit))
        parts.append(
            Part(
                kind=_PARTS[kind],
                key=PartId(UUID(bytes=key)),
                kit=kit_id,
                fields=from_json(fields),
                clashes=_clashes(clashes),
                by=by,
                at=at,
            )
        )
    return parts


def _whole(row: Row) -> Part:
    [part] = _parts([row[:-1]])
    content = row[-1]
    if content is None:
        return part
    return Part(
        kind=part.kind, key=part.key, kit=part.kit, fields={**part.fields, CONTENT: from_json(content)},
        clashes=part.clashes, by=part.by, at=part.at,
    )  # fmt: skip


def _row(part: Part) -> tuple[Any, ...]:
    fields, content = apart(part.kind, part.fields)
    clashes = {
        name: [{"value": one.value, "by": one.by, "at": one.at} for one in said]
        for name, said in part.clashes.items()
    }
    return (
        part.key.bytes, part.kind.value, part.kit.bytes, part.by, part.at, to_json(clashes), to_json(fields),
        None if content is None else to_json(content),
    )  # fmt: skip


def _clashes(text: str) -> Mapping[str, Sequence[Clash]]:
    if text == "{}":
        return _NO_CLASHES
    return {
        name: [Clash(value=one.get("value"), by=one["by"], at=one["at"]) for one in said]
        for name, said in from_json(text).items()
    }
