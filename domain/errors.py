"""One root for everything that can go wrong by the product's own rules.

Children carry data; the words a person reads are made in rendering/ or at the command line.
"""


class DomainError(Exception):
    """Something refused by a rule of the product, not a fault of the program."""


class RefusedLineError(DomainError):
    """One line of foreign input (JSON lines, an export) that cannot be used; the other lines go on."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnknownRegionError(DomainError):
    """A region code that is in no row of the region table."""

    def __init__(self, code: str) -> None:
        super().__init__(f'unknown region "{code}"; write an ISO 3166-2 code such as RU-KLU')
        self.code = code


class RelationCycleError(DomainError):
    """Claims that include one another in a circle: nothing can be the larger one."""

    def __init__(self, claim_ids: tuple[str, ...]) -> None:
        super().__init__(", ".join(claim_ids))
        self.claim_ids = claim_ids
