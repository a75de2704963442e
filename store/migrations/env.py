"""Alembic's environment: the caller hands over the connection and owns the transaction."""

from alembic import context

from store.tables.core import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
