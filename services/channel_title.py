"""How answers call the channel of a post."""

from domain.record import StoredPost
from domain.source import Source


def title_of(post: StoredPost, source: Source) -> str | None:
    """As configured, else as Telegram showed it, else our short name; None for a text without an origin."""
    configured = source.title if source.title != source.name else ""
    return configured or post.title or post.source_name
