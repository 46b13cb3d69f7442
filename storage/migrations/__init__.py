"""The migrations, run by Alembic from code: there is no alembic.ini."""
