"""One root for everything that can go wrong by the product's own rules.

Children carry data; the words a person reads are made in rendering/ or at the command line.
"""

from enum import StrEnum


class DomainError(Exception):
    """Something refused by a rule of the product, not a fault of the program."""


class StorageUnavailableError(DomainError):
    """The database cannot be used just now: locked by another, no room, out of reach. That may pass."""


class PicturesBusyError(DomainError):
    """So many pictures wait to be drawn that another would come too late; the same question may pass soon."""


class ExportTooLargeError(DomainError):
    """More than a chat takes in one file."""


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


class Refusal(StrEnum):
    """Why a decision cannot be taken."""

    UNKNOWN_POST = "unknown_post"
    UNKNOWN_CLAIM = "unknown_claim"
    WHICH_CLAIM = "which_claim"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_DECISION = "unknown_decision"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ALREADY_UNDONE = "already_undone"
    ALREADY_SO = "already_so"
    POST_UNVERIFIED = "post_unverified"
    NOT_UNDERSTOOD = "not_understood"
    AFTER_THE_POST = "after_the_post"
    NOT_A_COUNT = "not_a_count"
    ITSELF = "itself"
    NOT_COUNTED = "not_counted"
    TOO_FAR_APART = "too_far_apart"
    CIRCLE = "circle"
    DECIDED_MEANWHILE = "decided_meanwhile"
    NOTHING_ALIKE = "nothing_alike"


class DecisionRefusedError(DomainError):
    """A decision that cannot be taken; `detail` is the number or the words that `why` is about."""

    def __init__(self, why: Refusal, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why = why
        self.detail = detail


class RefusedFileError(DomainError):
    """A file that cannot be used at all; `reason` says why in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnclearPlaceError(DomainError):
    """A name that no region, or several, may be meant by."""

    def __init__(self, query: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(query)
        self.query = query
        self.candidates = candidates
