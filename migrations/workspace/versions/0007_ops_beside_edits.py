"""One index of the ops that are no edits, by what they are about: large edits write into it nothing, and ask it much.

Its condition names two kinds. Of three or more SQLite makes a table at every row that is written.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP INDEX op_aside")
    op.execute(
        "CREATE INDEX op_beside_edits ON op (entity_key) WHERE overlays = 1 AND kind NOT IN ('set', 'unset')"
    )


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
