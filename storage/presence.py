"""Whether there is a database at an address, looked at without making one."""

from storage.location import parse_url
from storage.server import Server


def is_there(url: str) -> bool:
    """Whether the file is there, or the database on the server holds tables of this program.

    Raises the DatabaseError that says why a server tells nothing.
    """
    place = parse_url(url)
    if isinstance(place, Server):
        from storage.server_glance import glance  # noqa: PLC0415 - its driver is loaded where it is used

        return bool(glance(place).tables)
    return place.exists()
