"""Alembic's entry: runs the migrations on the connection that runner.py puts into the configuration."""

from alembic import context

import storage.tables_editing
import storage.tables_running
import storage.tables_subscribing  # noqa: F401 - the same
from storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
