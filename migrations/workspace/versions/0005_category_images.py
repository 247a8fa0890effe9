"""Which picture a category has.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE category ADD COLUMN image TEXT NOT NULL DEFAULT ''")
    op.execute(
        """
        UPDATE category SET image = coalesce(
            (SELECT coalesce((SELECT value FROM overridden o
                    WHERE o.entity_key = category.entity_key AND field = 'image') ->> '$',
                (SELECT m.fields ->> '$.image' FROM mirror m WHERE m.entity_key = category.entity_key))), '')
        """
    )


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
