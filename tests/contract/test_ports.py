"""The stores are what the use cases ask for: every method of every port, with the same signature."""

import inspect
from contextlib import closing
from typing import get_type_hints

import pytest
from sqlalchemy import NullPool, create_engine

from services import ports
from storage.database import SqlDatabase
from storage.transaction import SqlTransaction
from tests.contract.makers import Clock


def satisfies(transaction: SqlTransaction, database: SqlDatabase) -> tuple[ports.Transaction, ports.Database]:
    """A type checker proves here that the wiring holds; below the names are compared at run time."""
    return transaction, database


STORES = {
    name: get_type_hints(method.fget)["return"]
    for name, method in vars(ports.Transaction).items()
    if isinstance(method, property)
}


def methods_of(port: type) -> list[str]:
    return [name for name, member in vars(port).items() if inspect.isfunction(member) and name[0] != "_"]


@pytest.mark.parametrize(
    ("store", "method"), [(store, method) for store, port in STORES.items() for method in methods_of(port)]
)
def test_store_has_the_method_its_port_promises(store: str, method: str) -> None:
    with closing(create_engine("sqlite://", poolclass=NullPool).connect()) as connection:
        kept = getattr(SqlTransaction(connection, Clock()), store)
    promised = inspect.signature(getattr(STORES[store], method))
    given = inspect.signature(getattr(type(kept), method))

    assert str(given) == str(promised)


def test_every_port_of_a_transaction_is_compared() -> None:
    assert {"inbox", "posts", "claims", "clusters", "outbox", "alerts"} <= set(STORES)
    assert all(methods_of(port) for port in STORES.values())
