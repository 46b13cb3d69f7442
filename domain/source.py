"""Sources: official channels we trust, known by chat id."""

from dataclasses import dataclass
from enum import StrEnum


class Issuer(StrEnum):
    """Whose voice a source is."""

    MINISTRY = "mod"
    GOVERNOR = "governor"
    AGENCY = "agency"
    OTHER = "other"


_MINISTRY, _GOVERNOR, _AGENCY = Issuer.MINISTRY, Issuer.GOVERNOR, Issuer.AGENCY
MOSCOW = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class Source:
    """One channel: `name` is our short name for it; `zone` is the IANA zone of its bare hours."""

    name: str
    issuer: Issuer
    home_region: str | None = None
    zone: str = MOSCOW
    chat_id: int | None = None
    title: str = ""
    username: str | None = None

    @property
    def originator(self) -> str:
        """Whose statement an unattributed sentence of this source is."""
        if self.issuer is _MINISTRY:
            return "mod"
        if self.issuer is _GOVERNOR and self.home_region is not None:
            return f"governor:{self.home_region}"
        if self.issuer is _AGENCY:
            return f"agency:{self.name}"
        return "unknown"
