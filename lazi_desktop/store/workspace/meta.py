"""The workspace's few facts about itself: whose it is, and where it stands with the hub."""

from __future__ import annotations

from uuid import UUID

from lazi_desktop.store.workspace.database import Database


class Meta:
    """Read from and written to the `meta` table, always inside the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        found: str | None = self._database.value("SELECT value FROM meta WHERE name = ?", (name,))
        return found

    def set(self, name: str, value: object) -> None:
        self._database.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, None if value is None else str(value)),
        )

    def number(self, name: str) -> int:
        return int(self.get(name) or 0)

    def uuid(self, name: str) -> UUID | None:
        found = self.get(name)
        return UUID(found) if found else None
