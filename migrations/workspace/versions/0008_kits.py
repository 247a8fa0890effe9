"""Parts of kits: as the hub told them, and as they are here where something was done to them since.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# What a version holds is long and seldom asked for: last, so that reading the rest passes it over.
_TABLES = (
    """
    CREATE TABLE kit_part (
        part_id BLOB NOT NULL, kind TEXT NOT NULL, kit BLOB NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL,
        last_seq INTEGER NOT NULL, generation INTEGER NOT NULL, clashes TEXT NOT NULL, fields TEXT NOT NULL,
        content TEXT, PRIMARY KEY (part_id))
    """,
    "CREATE INDEX kit_part_kit ON kit_part (kit)",
    """
    CREATE TABLE kit_part_here (
        part_id BLOB NOT NULL, kind TEXT NOT NULL, kit BLOB NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL,
        clashes TEXT NOT NULL, fields TEXT NOT NULL, content TEXT, PRIMARY KEY (part_id))
    """,
    "CREATE INDEX kit_part_here_kit ON kit_part_here (kit)",
    # Of what is done to kits there is much, and nobody who asks this index asks for it.
    "DROP INDEX op_beside_edits",
    """
    CREATE INDEX op_beside_edits ON op (entity_key)
    WHERE overlays = 1 AND kind NOT IN ('set', 'unset') AND kind <> 'kit'
    """,
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
