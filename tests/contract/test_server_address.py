"""Addresses of servers: every form that people write, and no password in anything that is told."""

import pytest

from storage.errors import DatabaseUrlError
from storage.location import parse_url
from storage.server import Server


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://h/dozor", Server("dozor", "h")),
        ("postgres://anna@h:6432/dozor", Server("dozor", "h", 6432, "anna")),
        ("postgresql+asyncpg://h/dozor", Server("dozor", "h")),
        ("postgresql://anna:p%40ss%2Fw%3Ard@h/dozor", Server("dozor", "h", None, "anna", "p@ss/w:rd")),
        ("postgresql://anna@/dozor?host=/run/postgresql", Server("dozor", "/run/postgresql", None, "anna")),
        ("postgresql:///dozor?host=h&port=6432", Server("dozor", "h", 6432)),
        ("postgresql://[::1]:5432/dozor", Server("dozor", "::1", 5432)),
        ("postgresql://h/dozor?sslmode=verify-full", Server("dozor", "h", sslmode="verify-full")),
    ],
)
def test_server_is_named_in_every_usual_way(url: str, expected: Server) -> None:
    assert parse_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:p%40sesame@h:5432/dozor",
        "postgresql://anna:p%40sesame@[::1]:5432/dozor",
        "postgresql://anna:p%40sesame@/dozor?host=/run/postgresql",
    ],
)
def test_password_is_told_to_the_driver_alone(url: str) -> None:
    server = parse_url(url)
    assert isinstance(server, Server)
    assert "sesame" not in f"{server} {server!r}"
    assert server.driver_arguments()["password"] == "p@sesame"
    assert server.environment()["PGPASSWORD"] == "p@sesame"
    assert "anna" in str(server)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:sesame@h/dozor?user=boris",
        "postgresql://anna:sesame@h/dozor?host=a&host=b",
        "postgresql://anna:sesame@h/dozor?port=no",
        "postgresql://anna:sesame@h/",
        "postgresql://anna:sesame@h/dozor?sslmode=sesame",
    ],
)
def test_what_is_not_understood_of_an_address_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlError) as refused:
        parse_url(url)
    assert "sesame" not in refused.value.reason
    assert "\n" not in refused.value.reason
