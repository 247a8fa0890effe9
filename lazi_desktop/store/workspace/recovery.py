"""A damaged file is set aside, never deleted; what only it holds, the ledger and drafts, is read out of it as far as it
goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lazi_desktop.store.workspace.database import BEYOND_CHECKING, Database, DatabaseError, Row, open_reader
from lazi_desktop.store.workspace.encoding import key_list
from lazi_desktop.store.workspace.meta import Meta

_OP = (
    "op_no", "op_id", "txn_id", "kind", "entity_kind", "entity_key", "field", "value", "seen", "base", "seen_epoch",
    "answers", "wall", "state", "outcome", "detail", "conflict_id", "server_seq", "acked_at", "overlays", "note",
    "change_set",
)  # fmt: skip
_NEWER = {"note": "''", "change_set": "NULL"}
"""Columns that an older file does not have, and what they would hold."""
_INSERT_OP = " ".join(
    ("INSERT OR IGNORE INTO op (", ", ".join(_OP), ") VALUES (", ", ".join("?" * len(_OP)), ")")
)
_COMPANIONS = ("-wal", "-shm")
_KEPT_FACTS = (
    "device_id", "tenant_id", "db_uuid", "next_op_no", "acked_op_no", "last_epoch", "current_set", "level",
)  # fmt: skip
_NUMBER, _ID, _STATE = (_OP.index(name) for name in ("op_no", "op_id", "state"))


@dataclass(slots=True)
class Salvage:
    """The ledger of a damaged file. `complete` is false when reading it broke off."""

    ops: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    drafts: list[Row] = field(default_factory=list)
    complete: bool = False

    @property
    def distrusted(self) -> bool:
        """A copy of this file would be checked in vain."""
        return self.facts.get("suspect") == BEYOND_CHECKING

    def sentence(self, unsent: int) -> str:
        """`unsent`: how many edits wait to be shared now."""
        if not self.complete:
            return f"{unsent:,} edits that were not yet shared could be recovered; some may be missing."
        if not unsent:
            return "Every edit had been shared; none was lost."
        return f"All {unsent:,} edits that were not yet shared were recovered."


def set_aside(path: Path, now: datetime) -> Path:
    """Renames the file and what belongs to it to `*.corrupt-<utc>`; returns the new path."""
    kept = _free_name(path, now)
    path.rename(kept)  # first: a file without its log would pass for one that lacks its last edits
    for companion in _COMPANIONS:
        beside = path.with_name(path.name + companion)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + companion))
    return kept


def set_aside_companions(path: Path, now: datetime) -> None:
    """Of a file that is gone."""
    for companion in _COMPANIONS:
        beside = path.with_name(path.name + companion)
        if beside.exists():
            beside.rename(_free_name(beside, now))


def remove_with_companions(path: Path) -> None:
    for ending in ("", *_COMPANIONS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def fold_and_close(database: Database) -> None:
    """Everything is in the one file then."""
    try:
        database.all("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()


def set_aside_log(path: Path, now: datetime) -> Path:
    """Only the log; the file stays as it was when the log was last folded into it."""
    log = path.with_name(f"{path.name}-wal")
    kept = _free_name(log, now)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    log.rename(kept)
    return kept


def _free_name(path: Path, now: datetime) -> Path:
    kept = path.with_name(f"{path.name}.corrupt-{now:%Y%m%dT%H%M%SZ}")
    place = 1
    while kept.exists():
        place += 1
        kept = path.with_name(f"{path.name}.corrupt-{now:%Y%m%dT%H%M%SZ}-{place}")
    return kept


def salvage_ledger(path: Path) -> Salvage:
    salvage = Salvage()
    try:
        database = open_reader(path)
    except (DatabaseError, OSError):
        return salvage
    try:
        salvage.facts = dict(database.all("SELECT name, value FROM meta WHERE value IS NOT NULL"))
        known = {name for _, name, *_ in database.all("PRAGMA table_info(op)")}
        columns = [name if name in known else _NEWER[name] for name in _OP]
        statement = " ".join(("SELECT", ", ".join(columns), "FROM op ORDER BY op_no"))
        for row in database.raw.execute(statement):
            salvage.ops.append(row)
        salvage.steps = database.all("SELECT position, txn_id, label, undone FROM undo_step")
        salvage.complete = True
    except (DatabaseError, UnicodeDecodeError, KeyError):
        pass
    try:
        for row in database.raw.execute("SELECT entity_key, field, typed, seen, problem, at FROM draft"):
            salvage.drafts.append(row)
    except (DatabaseError, UnicodeDecodeError):  # an older file has none
        pass
    finally:
        database.close()
    return salvage


def restore_ledger(database: Database, salvage: Salvage) -> None:
    """Into a new file or an older copy, inside the caller's transaction.

    In a new one, what was acknowledged comes back with the hub's snapshot; over a copy it lies until the feed shows it.
    """
    meta = Meta(database)
    facts = {name: salvage.facts[name] for name in _KEPT_FACTS if name in salvage.facts}
    cursor = meta.number("cursor_seq") if meta.uuid("feed_epoch") else None
    renumbered = meta.get("device_id") not in (None, facts.get("device_id", meta.get("device_id")))
    if salvage.complete or renumbered:
        # Of another device the copy's numbers mean nothing.
        database.run("DELETE FROM op")
        database.run("DELETE FROM undo_step")
    else:
        ids = key_list(row[_ID] for row in salvage.ops)
        database.run("DELETE FROM op WHERE op_id IN (SELECT unhex(value) FROM json_each(?))", (ids,))
    database.run_many(_INSERT_OP, salvage.ops)
    database.run_many("INSERT OR IGNORE INTO undo_step VALUES (?, ?, ?, ?)", salvage.steps)
    database.run_many("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?)", salvage.drafts)
    database.run(
        "UPDATE op SET overlays = coalesce(server_seq > ? AND outcome IN ('accepted', 'noop'), 0)"
        " WHERE state = 'acked'",
        (cursor,),
    )
    acknowledged = 0 if renumbered else meta.number("acked_op_no")
    for name, value in facts.items():
        if name != "last_epoch" or cursor is None:  # a copy knows which epoch its cursor is of
            meta.set(name, value)
    # No number is given twice, and none passes for acknowledged that nobody knows to be.
    highest = database.value("SELECT max(op_no) FROM op") or 0
    first_local = database.value("SELECT min(op_no) FROM op WHERE state = 'local'")
    meta.set("next_op_no", max(meta.number("next_op_no"), highest + 1))
    meta.set("acked_op_no", min(
        max(meta.number("acked_op_no"), acknowledged), (first_local or meta.number("next_op_no")) - 1,
    ))  # fmt: skip


def unsent_in(database: Database) -> int:
    return int(database.value("SELECT count(*) FROM op WHERE state = 'local'"))


_OVERLAYING = "SELECT DISTINCT entity_key FROM op WHERE overlays = 1 AND kind <> 'kit'"


def overlaying_in(database: Database) -> set[bytes]:
    return {key for (key,) in database.all(_OVERLAYING)}


def back_up(database: Database, path: Path, label: str) -> Path:
    """A whole, defragmented copy beside the file."""
    copy = path.with_name(f"{path.name}.{label}")
    copy.unlink(missing_ok=True)
    database.run("VACUUM INTO ?", (str(copy),))
    return copy
