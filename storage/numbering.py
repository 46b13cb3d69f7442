"""Numbers of rows given by the program instead of the database: what comes after them must not meet them."""

from sqlalchemy import Connection, Table, func, select


def pass_number(connection: Connection, table: Table, number: int) -> None:
    """Let the next number that a server gives to a row of this table be greater; a file counts by itself."""
    if connection.dialect.name == "postgresql":
        (key,) = table.primary_key
        counter = func.pg_get_serial_sequence(table.name, key.name)
        connection.execute(select(func.setval(counter, number)))
