"""PostgreSQL's own programs, run so that nothing secret stands on a command line or in a message."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from storage.errors import DatabaseError
from storage.server import Server

_URL_PASSWORD = re.compile(r"(://[^:/@\s]*:)[^@\s]*@")


class ProgramError(DatabaseError):
    """A program of PostgreSQL that is not there, or that failed; the reason is the first thing it said."""


def run_program(name: str, arguments: Sequence[str | Path], server: Server | None = None) -> bytes:
    """What a program writes to its standard output, given a server by its environment."""
    program = shutil.which(name)
    if program is None:
        raise ProgramError(f"{name} is not on PATH: install PostgreSQL's client programs (postgresql-client)")
    surroundings = os.environ | (server.environment() if server is not None else {})
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell
        [program, *map(str, arguments)],
        env=surroundings | {"LC_ALL": "C", "PGCONNECT_TIMEOUT": "10", "PGAPPNAME": "dozor copy"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise ProgramError(f"{name} failed: {_told(done.stderr)}")
    return done.stdout


def _told(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines() or ["it did not say why"]
    return _URL_PASSWORD.sub(r"\1***@", lines[0])
