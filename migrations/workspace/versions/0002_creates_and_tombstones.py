"""What is made here before ServiceTitan has it, why something is gone, and notes on ops.

A category is referred to by ServiceTitan's number or, while it has none, by a negative one made of its key.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = """
ALTER TABLE op ADD COLUMN note TEXT NOT NULL DEFAULT '';
CREATE INDEX op_naming ON op (entity_key)
    WHERE overlays = 1 AND field <> '' AND value GLOB '*"????????-????-????-????-????????????"*';
ALTER TABLE conflict ADD COLUMN ours_op BLOB;

CREATE TABLE created (
    entity_key BLOB NOT NULL PRIMARY KEY, kind TEXT NOT NULL, last_seq INTEGER NOT NULL, generation INTEGER NOT NULL)
    WITHOUT ROWID;

DROP TABLE tombstone;
CREATE TABLE tombstone (
    entity_key BLOB NOT NULL PRIMARY KEY, kind TEXT NOT NULL, reason TEXT NOT NULL, replaced_by BLOB,
    last_seq INTEGER NOT NULL, generation INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE category_anew (
    number INTEGER NOT NULL PRIMARY KEY, entity_key BLOB NOT NULL UNIQUE, remote_id INTEGER,
    reference INTEGER NOT NULL, parent_id INTEGER, tree INTEGER NOT NULL, name TEXT NOT NULL, name_order TEXT NOT NULL,
    position INTEGER NOT NULL, active INTEGER NOT NULL, state INTEGER NOT NULL, sku_count INTEGER NOT NULL);
INSERT INTO category_anew
    SELECT number, entity_key, remote_id, coalesce(remote_id, -number), parent_id, tree, name, name_order, position,
        active, state + 1, sku_count
    FROM category;
DROP TABLE category;
ALTER TABLE category_anew RENAME TO category;
CREATE INDEX category_reference ON category (reference);
CREATE INDEX category_parent ON category (parent_id);

UPDATE sku SET state = state + 1;
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
