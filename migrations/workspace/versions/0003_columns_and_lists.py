"""Columns that a person sorts and filters by, who links what, and reference lists.

Revision ID: 0003
Revises: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE shown_column (
    id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, filled INTEGER NOT NULL, used INTEGER NOT NULL);
CREATE TABLE shown_value (
    column_id INTEGER NOT NULL, number INTEGER NOT NULL, ordered NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL,
    PRIMARY KEY (column_id, number)) WITHOUT ROWID;
CREATE TABLE sku_link (
    target INTEGER NOT NULL, target_kind TEXT NOT NULL, number INTEGER NOT NULL, field TEXT NOT NULL, quantity TEXT,
    PRIMARY KEY (target, target_kind, number, field)) WITHOUT ROWID;
CREATE INDEX sku_link_number ON sku_link (number);
CREATE TABLE reference_row (
    list TEXT NOT NULL, remote_id INTEGER NOT NULL, name TEXT NOT NULL, active INTEGER NOT NULL, payload TEXT NOT NULL,
    PRIMARY KEY (list, remote_id)) WITHOUT ROWID;

DROP INDEX sku_kind;
CREATE INDEX sku_reference ON sku (kind, remote_id);

ALTER TABLE sku ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
WITH effective (entity_key, assets, locked, static, calculated) AS (
    SELECT s.entity_key,
        coalesce((SELECT value FROM overridden o WHERE o.entity_key = s.entity_key AND field = 'assets'),
            m.fields -> '$.assets'),
        coalesce((SELECT value FROM overridden o WHERE o.entity_key = s.entity_key AND field = 'is_price_locked'),
            m.fields -> '$.is_price_locked'),
        CASE s.kind WHEN 'service' THEN m.fields -> '$.use_static_prices' END,
        CASE s.kind WHEN 'service' THEN m.fields -> '$.calculated_price' END
    FROM sku s LEFT JOIN mirror m USING (entity_key))
UPDATE sku SET marks =
    NOT EXISTS (SELECT 1 FROM json_each(coalesce(e.assets, '[]')) WHERE value ->> '$.type' = 'Image')
    + 2 * (coalesce(e.locked, 'null') = 'true')
    + 4 * (coalesce(e.static, 'null') = 'false' OR coalesce(e.static, 'null') = 'null'
        AND coalesce(e.calculated, 'null') <> 'null')
FROM effective e WHERE e.entity_key = sku.entity_key;
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
