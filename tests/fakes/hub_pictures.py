"""What a hub keeps of pictures, in memory: as migrations/hub/sql/0001/86_pictures.sql has it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.ports.hub_pictures import MOST_KEPT_BYTES, Upload


@dataclass(frozen=True)
class UploadRow:
    path: str
    at: datetime
    proved: int = 0
    """The how manieth proof it was; 0 where there is none."""
    is_forgotten: bool = False

    @property
    def is_proved(self) -> bool:
        return self.proved > 0


@dataclass
class KeptPictures:
    blobs: dict[str, bytes] = field(default_factory=dict)
    received: dict[str, str] = field(default_factory=dict)
    """Of ServiceTitan's paths, the digests of what was there."""
    known: dict[str, dict[str, UploadRow]] = field(default_factory=dict)
    """Of digests, by path."""
    proofs: int = 0

    def copy(self) -> KeptPictures:
        known = {digest: dict(rows) for digest, rows in self.known.items()}
        return KeptPictures(dict(self.blobs), dict(self.received), known, self.proofs)

    def missing(self, digests: Collection[str]) -> frozenset[str]:
        return frozenset(digest for digest in digests if digest not in self.blobs)

    def keep(self, digest: str, content: bytes) -> None:
        if not 1 <= len(content) <= MOST_KEPT_BYTES:
            raise HubRefused(f"A picture may have at most 8 MB, not {len(content)} bytes.")
        if hashlib.sha256(content).hexdigest() != digest:
            raise HubRefused("The picture is not what it says: it has another hash.")
        self.blobs[digest] = content

    def keep_received(self, path: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self.keep(digest, content)
        self.received[path] = digest

    def picture(self, path: str) -> bytes | None:
        digest = self.received.get(path)
        if digest is None:
            proved = {
                rows[path].proved: one
                for one, rows in self.known.items()
                if path in rows and rows[path].is_proved
            }
            digest = proved[max(proved)] if proved else None
        return None if digest is None else self.blobs.get(digest)

    def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        found = {}
        for digest in set(digests) & self.known.keys():
            rows = [row for row in self.known[digest].values() if not row.is_forgotten]
            rows.sort(key=lambda row: row.path)
            rows.sort(key=lambda row: row.at, reverse=True)
            found[digest] = [
                Upload(digest=digest, path=row.path, at=row.at, is_proved=row.is_proved) for row in rows
            ]
        return {digest: rows for digest, rows in found.items() if rows}

    def note(self, digest: str, path: str, at: datetime) -> None:
        rows = self.known.setdefault(digest, {})
        old = rows.get(path)
        rows[path] = UploadRow(path, at, proved=old.proved if old is not None else 0)

    def forget(self, digest: str, path: str) -> None:
        rows = self.known.get(digest, {})
        if path in rows:
            rows[path] = replace(rows[path], is_forgotten=True)

    def prove(self, digest: str, path: str, at: datetime) -> None:
        rows = self.known.setdefault(digest, {})
        self.proofs += 1
        row = rows.get(path, UploadRow(path, at))
        rows[path] = replace(row, proved=row.proved or self.proofs, is_forgotten=False)
