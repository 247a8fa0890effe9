"""The first tables.

Revision ID: 0001
Revises:
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT) WITHOUT ROWID;

CREATE TABLE mirror (
    entity_key BLOB NOT NULL PRIMARY KEY, kind TEXT NOT NULL, remote_id INTEGER, modified_on TEXT,
    last_seq INTEGER NOT NULL, generation INTEGER NOT NULL, fields TEXT NOT NULL);
CREATE INDEX mirror_generation ON mirror (generation);

CREATE TABLE override (
    entity_key BLOB NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, base TEXT NOT NULL, by_whom TEXT NOT NULL,
    at TEXT NOT NULL, op_id BLOB, state TEXT NOT NULL, detail TEXT NOT NULL, last_seq INTEGER NOT NULL,
    generation INTEGER NOT NULL, PRIMARY KEY (entity_key, field)) WITHOUT ROWID;

CREATE TABLE conflict (
    conflict_id BLOB NOT NULL PRIMARY KEY, entity_key BLOB NOT NULL, entity_kind TEXT NOT NULL, field TEXT NOT NULL,
    kind TEXT NOT NULL, base TEXT NOT NULL, ours TEXT NOT NULL, theirs TEXT NOT NULL, state TEXT NOT NULL,
    by_whom TEXT NOT NULL, at TEXT NOT NULL, last_seq INTEGER NOT NULL, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX conflict_open ON conflict (entity_key) WHERE state = 'open';

CREATE TABLE tombstone (
    entity_key BLOB NOT NULL PRIMARY KEY, payload TEXT, last_seq INTEGER NOT NULL, generation INTEGER NOT NULL)
    WITHOUT ROWID;

CREATE TABLE quarantine (
    number INTEGER NOT NULL PRIMARY KEY, seq INTEGER NOT NULL, feed_row TEXT NOT NULL, reason TEXT NOT NULL,
    at TEXT NOT NULL);

CREATE TABLE pushed (entity_key BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE op (
    op_no INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, op_id BLOB NOT NULL UNIQUE, txn_id BLOB NOT NULL,
    kind TEXT NOT NULL, entity_kind TEXT NOT NULL, entity_key BLOB NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
    seen TEXT NOT NULL, base TEXT NOT NULL, seen_epoch TEXT, answers BLOB, wall TEXT NOT NULL, state TEXT NOT NULL,
    outcome TEXT, detail TEXT, conflict_id BLOB, server_seq INTEGER, acked_at TEXT, overlays INTEGER NOT NULL);
CREATE INDEX op_txn ON op (txn_id);
CREATE INDEX op_overlaying ON op (entity_key, op_no) WHERE overlays = 1;
CREATE INDEX op_local ON op (op_no) WHERE state = 'local';
CREATE INDEX op_awaited ON op (server_seq) WHERE overlays = 1 AND state = 'acked';
CREATE INDEX op_answers ON op (answers) WHERE overlays = 1 AND answers IS NOT NULL;

CREATE TABLE undo_step (
    position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, txn_id BLOB NOT NULL, label TEXT NOT NULL,
    undone INTEGER NOT NULL);

CREATE TABLE blob (sha256 BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE overridden (
    entity_key BLOB NOT NULL, field TEXT NOT NULL, entity_kind TEXT NOT NULL, value TEXT NOT NULL, base TEXT NOT NULL,
    theirs TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL, op_id BLOB, state TEXT NOT NULL,
    detail TEXT NOT NULL, PRIMARY KEY (entity_key, field)) WITHOUT ROWID;

CREATE TABLE sku (
    number INTEGER NOT NULL PRIMARY KEY, entity_key BLOB NOT NULL UNIQUE, tree INTEGER NOT NULL, kind TEXT NOT NULL,
    remote_id INTEGER, code TEXT NOT NULL, name TEXT NOT NULL, cost TEXT, price TEXT, member_price TEXT,
    add_on_price TEXT, unit TEXT NOT NULL, vendor_part TEXT NOT NULL, hours TEXT, taxable INTEGER,
    active INTEGER NOT NULL, state INTEGER NOT NULL, changed TEXT NOT NULL, placed INTEGER NOT NULL,
    code_folded TEXT NOT NULL, code_order TEXT NOT NULL, name_order TEXT NOT NULL, unit_order TEXT NOT NULL,
    vendor_part_order TEXT NOT NULL, cost_real REAL, price_real REAL, member_price_real REAL, add_on_price_real REAL,
    margin_real REAL, hours_real REAL, terms_hash INTEGER NOT NULL);
CREATE INDEX sku_code ON sku (tree, code_order);
CREATE INDEX sku_code_folded ON sku (tree, code_folded);
CREATE INDEX sku_kind ON sku (kind);
CREATE INDEX sku_changed ON sku (tree) WHERE changed <> '';
CREATE INDEX sku_unplaced ON sku (tree) WHERE placed = 0;

CREATE TABLE sku_category (
    number INTEGER NOT NULL, category_id INTEGER NOT NULL, PRIMARY KEY (number, category_id)) WITHOUT ROWID;
CREATE INDEX sku_category_category ON sku_category (category_id);

CREATE TABLE category (
    number INTEGER NOT NULL PRIMARY KEY, entity_key BLOB NOT NULL UNIQUE, remote_id INTEGER, parent_id INTEGER,
    tree INTEGER NOT NULL, name TEXT NOT NULL, name_order TEXT NOT NULL, position INTEGER NOT NULL,
    active INTEGER NOT NULL, state INTEGER NOT NULL, sku_count INTEGER NOT NULL);
CREATE INDEX category_remote ON category (remote_id);
CREATE INDEX category_parent ON category (parent_id);

CREATE VIRTUAL TABLE search USING fts5 (
    terms, content = '', contentless_delete = 1, detail = none, prefix = '1 2',
    tokenize = "unicode61 remove_diacritics 2 tokenchars '-/.='");
"""


def upgrade() -> None:
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
