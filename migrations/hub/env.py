"""Runs the hub's history. The caller hands over a connection; everything happens in its transaction, as the owner role."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=None,
    version_table="schema_version",
    version_table_schema="sync",
    transactional_ddl=True,
)
context.run_migrations()
