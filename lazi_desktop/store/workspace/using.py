"""Who names an entity: SKUs that link it, SKUs and categories below a category."""

from __future__ import annotations

from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import Usage
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import decimal_or_none
from lazi_desktop.store.workspace.rows import local_number

_LINKING = """
    SELECT entity_key, kind, code, name, active, field, quantity
    FROM sku_link JOIN sku USING (number) WHERE target = ? AND target_kind = ? ORDER BY field, code_order, number"""
_HANGING = """
    SELECT entity_key, kind, code, name, active, 'categories', NULL
    FROM sku_category JOIN sku USING (number) WHERE category_id = ? ORDER BY code_order, number"""
_BELOW = """
    SELECT entity_key, 'category', '', name, active, 'parent_id', NULL
    FROM category WHERE parent_id = ? ORDER BY position, name_order, number"""


def is_category(database: Database, key: EntityKey) -> bool:
    return bool(database.value("SELECT count(*) FROM category WHERE entity_key = ?", (key.bytes,)))


def usages_of_category(database: Database, key: EntityKey) -> list[Usage]:
    """Right below: what hangs deeper names another category."""
    reference = database.value("SELECT reference FROM category WHERE entity_key = ?", (key.bytes,))
    return _usages(database, _BELOW, reference) + _usages(database, _HANGING, reference)


def usages_of_sku(database: Database, key: EntityKey) -> list[Usage]:
    found = database.one("SELECT kind, remote_id FROM sku WHERE entity_key = ?", (key.bytes,))
    if found is None:
        return []
    kind, remote_id = found
    references = {local_number(key.bytes), remote_id} - {None}
    return [usage for one in references for usage in _usages(database, _LINKING, one, kind)]


def _usages(database: Database, statement: str, *parameters: object) -> list[Usage]:
    return [
        Usage(EntityKey(UUID(bytes=key)), EntityKind(kind), code, name, bool(active), field, decimal_or_none(quantity))
        for key, kind, code, name, active, field, quantity in database.all(statement, parameters)
    ]  # fmt: skip
