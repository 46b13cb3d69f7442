"""Whether the process on record as the running bot is still there."""

import os
import socket
from datetime import datetime
from pathlib import Path

from domain.instance import Holder


def holder_runs(holder: Holder, now: datetime) -> bool:
    """Whether the process on record may still run: by its number here, by its last sign of life elsewhere."""
    if holder.host == this_host() and not _process_lives(holder.pid):
        return False
    return not holder.is_stale(now)


def this_host() -> str:
    """This machine and, where the system tells, the container: process numbers mean nothing beyond it."""
    try:
        inside = " " + str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        inside = ""
    return socket.gethostname() + inside


def _process_lives(pid: int) -> bool:
    """False for this very process too: a row that is not its own was left by one before it."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """A killed process that its parent has not yet buried."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[:1] == ["Z"]
