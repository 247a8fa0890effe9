"""What a person typed that is not recorded: it outlives the program, and is never shared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.ports.drafts import KeptDraft
from lazi_desktop.ports.system import Clock
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json, to_json


class SqliteDrafts:
    """The port's Drafts. Belongs to the store's thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock

    def all(self) -> Sequence[KeptDraft]:
        rows = self._db.all("SELECT entity_key, field, typed, seen, problem FROM draft ORDER BY at")
        return [
            KeptDraft(EntityKey(UUID(bytes=key)), field, from_json(typed), from_json(seen), problem)
            for key, field, typed, seen, problem in rows
        ]

    def put(self, kept: Sequence[KeptDraft], dropped: Collection[tuple[EntityKey, str]]) -> None:
        at = format_moment(self._clock.now())
        with self._db.writing():
            for draft in kept:
                self._db.run(
                    "INSERT INTO draft (entity_key, field, typed, seen, problem, at) VALUES (?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET typed = excluded.typed, seen = excluded.seen,"
                    " problem = excluded.problem, at = excluded.at",
                    (
                        draft.key.bytes,
                        draft.field,
                        to_json(draft.typed),
                        to_json(draft.seen),
                        draft.problem,
                        at,
                    ),
                )
            for key, field in dropped:
                self._db.run("DELETE FROM draft WHERE entity_key = ? AND field = ?", (key.bytes, field))
