"""Posts as files give them, before anything is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.post import text_hash
from domain.source import Source
from services.extract_lines import parse_line


@dataclass(frozen=True, slots=True)
class ImportPost:
    """A post of a file; `source` as the file tells of it, `described` where anything says whose voice it is.

    `seen_at`: the moment whose text it is: the edit, else the post.
    """

    key: str
    source: Source
    posted_at: datetime
    seen_at: datetime
    text: str
    text_hash: str
    link: str | None = None
    title: str | None = None
    described: bool = True


def parse_post(line: str | bytes, registry: Mapping[str, Source]) -> ImportPost:
    """The post of a JSON line (`extract` input, with an optional "edited_at"); raises RefusedLineError."""
    given = parse_line(line, registry=registry)
    of_text = text_hash(given.text)
    # By the line's own id, or by its text and time where it has none.
    own = given.id if given.id is not None else f"{given.posted_at.isoformat()}:{of_text}"
    return ImportPost(
        key=f"import:{given.source.name}:{own}",
        source=given.source,
        posted_at=given.posted_at,
        seen_at=max(given.edited_at or given.posted_at, given.posted_at),
        text=given.text,
        text_hash=of_text,
        described=given.described,
    )
