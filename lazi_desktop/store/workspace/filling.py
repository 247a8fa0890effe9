"""The first filling of an empty workspace does without the indexes that are made sooner afterwards, all at once.

Nothing is wrong without them, only slower. How they are made stands in `meta` as long as they are missing, so that
whoever opens the file after a crash can make them.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.meta import Meta

SET_ASIDE = "indexes_set_aside"

_FIND = """
    SELECT name, sql FROM sqlite_schema
    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('mirror', 'sku', 'sku_category', 'sku_picture')
    ORDER BY name"""
_EMPTY = "SELECT NOT EXISTS (SELECT 1 FROM mirror) AND NOT EXISTS (SELECT 1 FROM sku)"


class Filling:
    def __init__(self, database: Database) -> None:
        self._db = database
        self._meta = Meta(database)

    def set_indexes_aside(self) -> None:
        """Does nothing where there is something already: then they are of use. In the caller's transaction."""
        if not self._db.value(_EMPTY):
            return
        found = self._db.all(_FIND)
        for name, _ in found:
            self._db.run(f'DROP INDEX "{name}"')
        self._note([*self._missing(), *(statement for _, statement in found)])

    def make_indexes(self, between: Callable[[], None] = lambda: None) -> None:
        """Those that were set aside, each in a transaction of its own; `between` runs after each."""
        missing = self._missing()
        while missing:
            with self._db.writing():
                self._db.run(missing.pop())
                self._note(missing)
            between()

    def _missing(self) -> list[str]:
        return msgspec.json.decode(self._meta.get(SET_ASIDE) or "[]", type=list[str])

    def _note(self, missing: list[str]) -> None:
        self._meta.set(SET_ASIDE, msgspec.json.encode(missing).decode() if missing else None)
