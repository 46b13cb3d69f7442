"""Keeps bot tokens out of everything that is written down."""

import re

# Telegram's tokens are a number, a colon and 35 characters; 30 leaves room for a change of length.
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")

REDACTED = "[token]"


def redact(text: str) -> str:
    """The text with every bot token replaced by "[token]"."""
    return TOKEN.sub(REDACTED, text)
