"""What a file to import is, told by its first bytes."""

import json
import re
from enum import StrEnum

from domain.errors import RefusedFileError
from services.export_parsing import record_of

HEAD = 65_536
"""Bytes that are enough to tell."""

BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TELEGRAM_ACCOUNT = re.compile(rb'\{\s*"(about|personal_information|chats|left_chats)"\s*:')
_TELEGRAM_CHAT = re.compile(rb'\{\s*"(name|type|id|messages)"\s*:')
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')


class Format(StrEnum):
    """A kind of file that can be imported; `export_…` are those of the verb `export`."""

    POSTS = "posts"
    TELEGRAM = "telegram"
    EXPORT_LINES = "export_lines"
    EXPORT_CSV = "export_csv"


def detect_format(head: bytes) -> Format:
    """The format of a file that begins so; JSON lines of posts where nothing speaks for another.

    Raises RefusedFileError for text in an encoding that cannot be read.
    """
    if head.startswith(_UTF_16):
        raise RefusedFileError("is UTF-16 text; save it as UTF-8")
    head = head.removeprefix(BOM).lstrip()
    if record_of(head) is not None:
        return Format.EXPORT_LINES if head.startswith(b"{") else Format.EXPORT_CSV
    if "text" in _keys_of_line(head.partition(b"\n")[0]):
        return Format.POSTS
    if _TELEGRAM_ACCOUNT.match(head) or (_TELEGRAM_CHAT.match(head) and _MESSAGES.search(head)):
        return Format.TELEGRAM
    return Format.POSTS


def _keys_of_line(line: bytes) -> frozenset[str]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(found) if isinstance(found, dict) else frozenset()
