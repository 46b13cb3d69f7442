"""Errors of the program, as its keeper is told of them: what kind and where, never whose words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incident:
    """Errors of one kind at one place since they were last told: an exception's class, a line of the code.

    `ids`: some of their incident ids, by which the log is searched.
    """

    kind: str
    where: str
    times: int
    ids: tuple[str, ...] = ()
