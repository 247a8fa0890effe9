"""Which pictures SKUs and categories show, which of them look alike, and what is known of each.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE picture (
        id INTEGER NOT NULL PRIMARY KEY, address TEXT NOT NULL UNIQUE, kin INTEGER NOT NULL, flaw TEXT, width INTEGER,
        height INTEGER, size INTEGER, digest BLOB, print INTEGER, is_low INTEGER NOT NULL,
        was_shown INTEGER NOT NULL)
    """,
    "CREATE INDEX picture_of_kin ON picture (kin)",
    "CREATE INDEX picture_print ON picture (print) WHERE print IS NOT NULL",
    "CREATE TABLE picture_kin (kin INTEGER NOT NULL PRIMARY KEY, skus INTEGER NOT NULL, print INTEGER)",
    """
    CREATE TABLE picture_piece (piece INTEGER NOT NULL, kin INTEGER NOT NULL, PRIMARY KEY (piece, kin)) WITHOUT ROWID
    """,
    """
    CREATE TABLE sku_picture (
        number INTEGER NOT NULL, picture_id INTEGER NOT NULL, PRIMARY KEY (number, picture_id)) WITHOUT ROWID
    """,
    "CREATE INDEX sku_picture_picture ON sku_picture (picture_id)",
    """
    CREATE TABLE category_picture (
        number INTEGER NOT NULL, field TEXT NOT NULL, picture_id INTEGER NOT NULL,
        PRIMARY KEY (number, field, picture_id)) WITHOUT ROWID
    """,
    "CREATE INDEX category_picture_picture ON category_picture (picture_id)",
    "DROP TABLE blob",  # nothing ever stood in it
)

_SHOWN = """
    CREATE TEMP VIEW shown_field AS
    SELECT whole.{number} AS number, wanted.value AS field, coalesce(
        (SELECT o.value FROM overridden o WHERE o.entity_key = whole.entity_key AND o.field = wanted.value),
        (SELECT m.fields -> ('$.' || wanted.value) FROM mirror m WHERE m.entity_key = whole.entity_key)) AS shown
    FROM main.{table} whole, json_each('{fields}') wanted
"""
_OF_SKUS = """
    CREATE TEMP TABLE shown_picture AS
    SELECT DISTINCT number, '' AS field, coalesce(one.value ->> '$.url', '') AS address
    FROM shown_field, json_each(CASE WHEN json_type(shown) = 'array' THEN shown ELSE '[]' END) one
    WHERE one.type = 'object' AND one.value ->> '$.type' = 'Image'
"""
_OF_CATEGORIES = """
    CREATE TEMP TABLE shown_picture AS
    SELECT DISTINCT number, field, one.value AS address
    FROM shown_field, json_each(CASE json_type(shown) WHEN 'array' THEN shown WHEN 'text' THEN json_array(shown ->> '$')
        ELSE '[]' END) one
    WHERE one.type = 'text' AND one.value <> ''
"""
_NAMED = """
    INSERT INTO picture (address, kin, is_low, was_shown, flaw)
    SELECT address, 0, 0, 1, CASE address WHEN '' THEN 'no address' END FROM (SELECT DISTINCT address FROM shown_picture)
    WHERE true ON CONFLICT (address) DO NOTHING
"""
_FILL = (
    _SHOWN.format(table="sku", number="number", fields='["assets"]'),
    _OF_SKUS,
    _NAMED,
    """
    INSERT INTO sku_picture
    SELECT number, id FROM shown_picture JOIN picture USING (address) ORDER BY number, id
    """,
    "DROP TABLE shown_picture",
    "DROP VIEW shown_field",
    _SHOWN.format(table="category", number="number", fields='["image", "sku_images"]'),
    _OF_CATEGORIES,
    _NAMED,
    """
    INSERT INTO category_picture
    SELECT number, field, id FROM shown_picture JOIN picture USING (address) ORDER BY number, field, id
    """,
    "DROP TABLE shown_picture",
    "DROP VIEW shown_field",
    "UPDATE picture SET kin = id WHERE address <> ''",
    """
    INSERT INTO picture_kin (kin, skus)
    SELECT kin, (SELECT count(*) FROM sku_picture WHERE picture_id = id) FROM picture WHERE kin <> 0
    """,
    # Bits of `marks`: 32 broken, 64 shared, 128 and 256 a change of the pictures that waits or that failed.
    """
    UPDATE sku SET marks = marks | 32 WHERE number IN (
        SELECT number FROM sku_picture JOIN picture ON id = picture_id WHERE address = '')
    """,
    """
    UPDATE sku SET marks = marks | 64 WHERE number IN (
        SELECT number FROM sku_picture JOIN picture ON id = picture_id JOIN picture_kin USING (kin) WHERE skus > 1)
    """,
    """
    UPDATE sku SET marks = marks | 128 WHERE entity_key IN (
        SELECT entity_key FROM overridden WHERE field = 'assets' AND state IN ('pending', 'submitted'))
    """,
    """
    UPDATE sku SET marks = marks | 256 WHERE entity_key IN (
        SELECT entity_key FROM overridden WHERE field = 'assets' AND state IN ('failed', 'differs'))
    """,
)


def upgrade() -> None:
    for statement in (*_TABLES, *_FILL):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("an older program is given the backup made before the migration")
