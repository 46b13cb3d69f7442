"""The verb `import` in processes that die in, or just after, their n-th transaction. Run as a script.

Arguments: the database, the file, the size of a batch, and for each process "n:before" or "n:after" (the
commit). Each process is a fork of this one, so that what takes long, the loading, is done once.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import bot.import_feed
import bot.verbs_import
from bot.__main__ import make_cli
from storage.sync_writer import SyncWriter, open_sync

URL, FILE, BATCH, *POINTS = sys.argv[1:]


class Dying:
    """A writer that counts its transactions down to the last, which is killed before or after its commit."""

    left = 0
    moment = ""

    def write(self, work: Callable[[Any], Any]) -> Any:
        self.left -= 1
        if self.left == 0 and self.moment == "before":
            return self._write(lambda tx: (work(tx), die()))
        done = self._write(work)
        if self.left == 0:
            die()
        return done

    def _write(self, work: Callable[[Any], Any]) -> Any:
        writer: Any = super()
        return writer.write(work)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def open_dying(*given: Any, **more: Any) -> SyncWriter:
    records = open_sync(*given, **more)
    records.__class__ = type("DyingWriter", (Dying, type(records)), {})
    return records


def import_until(point: str) -> None:
    last, Dying.moment = point.split(":")
    Dying.left = int(last)
    make_cli("import")(["import", FILE, "--database", URL])


bot.verbs_import.open_sync = open_dying
bot.import_feed.BATCH = int(BATCH)
for one in POINTS:
    child = os.fork()
    if not child:
        import_until(one)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit(f"{one}: ended by itself")
