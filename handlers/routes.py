"""All routes in the order they are tried: forwards first, for they are most of the work."""

from aiogram import Dispatcher

from handlers import basics, comparisons, errors, fallback, forwards, notices, operations, review, totals


def include_routes(dispatcher: Dispatcher) -> None:
    """Attach fresh routers; the dispatcher's workflow data must give `desk` and `replies`."""
    dispatcher.include_routers(
        forwards.setup(),
        totals.setup(),
        comparisons.setup(),
        basics.setup(),
        notices.setup(),
        review.setup(),
        operations.setup(),
        fallback.setup(),
        errors.setup(),
    )
