"""Change-sets and what is filed under them, proposals, and what ServiceTitan is known to do to what it is sent.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = (
    "ALTER TABLE op ADD COLUMN change_set BLOB",
    "ALTER TABLE override ADD COLUMN change_set BLOB",
    "ALTER TABLE overridden ADD COLUMN change_set BLOB",
    """
    CREATE INDEX op_aside ON op (kind, op_no)
    WHERE overlays = 1 AND kind IN ('change_set', 'file', 'propose', 'answer')
    """,
    "CREATE INDEX overridden_change_set ON overridden (change_set) WHERE change_set IS NOT NULL",
    """
    CREATE TABLE change_set (
        set_id BLOB NOT NULL, message TEXT NOT NULL, state TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL,
        last_seq INTEGER NOT NULL, generation INTEGER NOT NULL, PRIMARY KEY (set_id)) WITHOUT ROWID
    """,
    """
    CREATE TABLE proposal (
        op_id BLOB NOT NULL, entity_key BLOB NOT NULL, entity_kind TEXT NOT NULL, field TEXT NOT NULL,
        seen TEXT NOT NULL, value TEXT NOT NULL, change_set BLOB, by_whom TEXT NOT NULL, at TEXT NOT NULL,
        state TEXT NOT NULL, reason TEXT NOT NULL, answered_by TEXT NOT NULL, last_seq INTEGER NOT NULL,
        generation INTEGER NOT NULL, PRIMARY KEY (op_id)) WITHOUT ROWID
    """,
    """
    CREATE TABLE habit (
        kind TEXT NOT NULL, field TEXT NOT NULL, what TEXT NOT NULL, sent TEXT NOT NULL, found TEXT NOT NULL,
        seen INTEGER NOT NULL, last TEXT NOT NULL, last_seq INTEGER NOT NULL, generation INTEGER NOT NULL,
        PRIMARY KEY (kind, field, what)) WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
