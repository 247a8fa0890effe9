"""A damaged file is set aside, never deleted; what only it holds, the ledger, is read out of it as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lazi_desktop.store.workspace.database import Database, DatabaseError, Row, open_reader

_SELECT_OPS = """
    SELECT op_no, op_id, txn_id, kind, entity_kind, entity_key, field, value, seen, base, seen_epoch, answers, wall,
        state, outcome, detail, conflict_id, server_seq, acked_at, overlays
    FROM op ORDER BY op_no"""
_INSERT_OPS = """
    INSERT OR IGNORE INTO op (op_no, op_id, txn_id, kind, entity_kind, entity_key, field, value, seen, base, seen_epoch,
        answers, wall, state, outcome, detail, conflict_id, server_seq, acked_at, overlays)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_KEPT_FACTS = ("device_id", "tenant_id", "db_uuid", "next_op_no", "acked_op_no", "last_epoch")


@dataclass(slots=True)
class Salvage:
    """The ledger of a damaged file. `complete` is false when reading it broke off."""

    ops: list[Row] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    complete: bool = False

    @property
    def unsent(self) -> int:
        return sum(row[13] == "local" for row in self.ops)

    @property
    def sentence(self) -> str:
        if not self.complete:
            return f"{self.unsent:,} edits that were not yet shared could be recovered; some may be missing."
        if not self.unsent:
            return "Every edit had been shared; none was lost."
        return f"All {self.unsent:,} edits that were not yet shared were recovered."


def is_sound(database: Database) -> bool:
    return bool(database.all("PRAGMA quick_check(1)") == [("ok",)])


def is_damage(error: Exception) -> bool:
    text = str(error)
    return "malformed" in text or "not a database" in text or "no such table" in text


def set_aside(path: Path, now: datetime) -> Path:
    """Renames the file and what belongs to it to `*.corrupt-<utc>`; returns the new path."""
    kept = path.with_name(f"{path.name}.corrupt-{now:%Y%m%dT%H%M%SZ}")
    place = 1
    while kept.exists():
        place += 1
        kept = path.with_name(f"{path.name}.corrupt-{now:%Y%m%dT%H%M%SZ}-{place}")
    for companion in ("-wal", "-shm"):
        beside = path.with_name(path.name + companion)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + companion))
    path.rename(kept)
    return kept


def salvage_ledger(path: Path) -> Salvage:
    salvage = Salvage()
    try:
        database = open_reader(path)
    except (DatabaseError, OSError):
        return salvage
    try:
        salvage.facts = dict(database.all("SELECT name, value FROM meta WHERE value IS NOT NULL"))
        for row in database.raw.execute(_SELECT_OPS):
            salvage.ops.append(row)
        salvage.complete = True
    except (DatabaseError, UnicodeDecodeError):
        pass
    finally:
        database.close()
    return salvage


def restore_ledger(database: Database, salvage: Salvage) -> None:
    """Into a new file, inside the caller's transaction. What was acknowledged comes back with the hub's snapshot."""
    database.run_many(_INSERT_OPS, salvage.ops)
    database.run("UPDATE op SET overlays = 0 WHERE state = 'acked'")
    facts = {name: salvage.facts[name] for name in _KEPT_FACTS if name in salvage.facts}
    highest = max((row[0] for row in salvage.ops), default=0)
    facts["next_op_no"] = str(max(int(facts.get("next_op_no", 1)), highest + 1))
    database.run_many("INSERT OR REPLACE INTO meta VALUES (?, ?)", list(facts.items()))


def back_up(database: Database, path: Path, label: str) -> Path:
    """A whole, defragmented copy beside the file."""
    copy = path.with_name(f"{path.name}.{label}")
    copy.unlink(missing_ok=True)
    database.run("VACUUM INTO ?", (str(copy),))
    return copy
