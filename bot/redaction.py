"""Keeps bot tokens and other secrets out of everything that is written down."""

import re
from collections.abc import Collection

# Telegram's tokens are a number, a colon and 35 characters; 30 leaves room for a change of length. The number
# is looked for at its first digit only: else a long row of digits would be read once for each of them.
TOKEN = re.compile(r"(?<!\d)\d+(?::|%3[Aa])[A-Za-z0-9_-]{30,}")

PASSWORD = re.compile(r"(postgres\w*(?:\+\w+)?://[^:/@\s]*:)[^@\s]+(?=@)")
"""Of a database's address."""

REDACTED = "[token]"
_SHORTEST = 8
"""A secret of fewer characters is part of too many words."""


def redact(text: str, secrets: Collection[str] = ()) -> str:
    """The text with every bot token, and each of the secrets, replaced by "[token]"; passwords by "***"."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, REDACTED)
    if "://" in text:
        text = PASSWORD.sub(r"\1***", text)
    return TOKEN.sub(REDACTED, text)
