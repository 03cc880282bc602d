"""How Alembic runs the migrations: on the connection, and in the transaction, that the register has opened."""

from __future__ import annotations

from alembic import context


def _run() -> None:
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic loads this file
    _run()
