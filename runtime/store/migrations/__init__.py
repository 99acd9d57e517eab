"""The schema's history, run by alembic inside the program."""
