"""Runs the workspace's migrations on a connection that is handed in, all in the transaction open on it."""

from alembic import context

from lazi_desktop.store.workspace.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False
)
context.run_migrations()
