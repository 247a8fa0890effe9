"""The schemas, tables, functions and rights of the hub."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

SQL = Path(__file__).parent.parent / "sql" / revision


def upgrade() -> None:
    driver = op.get_bind().connection.driver_connection
    place = driver.execute(
        "select extnamespace::regnamespace::text from pg_catalog.pg_extension where extname = 'ltree'"
    ).fetchone()[0]
    for part in sorted(SQL.glob("*.sql")):
        text = part.read_text(encoding="utf-8")
        # ltree is ours in "extensions", unless the database had it elsewhere already
        driver.execute(text.replace("extensions.", f"{place}.").replace("extensions,", f"{place},"))
