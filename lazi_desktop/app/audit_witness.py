"""What this machine has seen of the audit log: an owner of the database may rewrite that, but not this."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lazi_desktop.domain.keys import TenantId


@dataclass(frozen=True, slots=True)
class Witness:
    """The last link that was there when the whole chain held, and when that was."""

    link: int
    hash: str
    at: datetime


def witness_file(folder: Path, tenant_id: TenantId) -> Path:
    return folder / f"audit-{tenant_id}.json"


def read_witness(file: Path) -> Witness | None:
    """None where nothing was noted yet, or what was cannot be read."""
    try:
        noted = json.loads(file.read_text(encoding="utf-8"))
        return Witness(int(noted["link"]), str(noted["hash"]), datetime.fromisoformat(noted["at"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def write_witness(file: Path, link: int, digest: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    noted = {"link": link, "hash": digest.hex(), "at": datetime.now(UTC).isoformat()}
    beside.write_text(json.dumps(noted), encoding="utf-8")
    beside.replace(file)
