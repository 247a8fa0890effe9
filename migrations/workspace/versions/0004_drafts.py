"""What is typed and not recorded.

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE draft (
            entity_key BLOB NOT NULL, field TEXT NOT NULL, typed TEXT NOT NULL, seen TEXT NOT NULL,
            problem TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (entity_key, field)) WITHOUT ROWID
        """
    )


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
