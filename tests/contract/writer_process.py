"""A second process for the tests: counts up in the database, or stops in the middle of a transaction."""

import sys

from storage.sync_writer import open_sync
from storage.transaction import SqlTransaction
from tests.contract.makers import NOON, Clock, add_claims, claim, message


def count_up(tx: SqlTransaction) -> None:
    tx.meta.put("count", str(int(tx.meta.find("count") or 0) + 1))


def stop_half_way(tx: SqlTransaction) -> None:
    add_claims(tx, *(claim("RU-KLU", low=n) for n in range(1, 200)))
    tx.outbox.add(message("receipt"), NOON)
    sys.stdout.write("half way\n")
    sys.stdout.flush()
    sys.stdin.read()


def main(what: str, url: str, times: int) -> None:
    work = {"count_up": count_up, "stop_half_way": stop_half_way}[what]
    with open_sync(url, clock=Clock()) as database:
        for _ in range(times):
            database.write(work)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
