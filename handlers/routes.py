"""All routes in the order they are tried: forwards first, for they are most of the work."""

from aiogram import Dispatcher

from handlers import (
    basics,
    comparisons,
    decision_taps,
    dialogs,
    errors,
    exports,
    fallback,
    figure_taps,
    forwards,
    inline,
    notices,
    operations,
    plain_questions,
    regions,
    review,
    setting_taps,
    settings,
    subscriptions,
    totals,
)


def include_routes(dispatcher: Dispatcher) -> None:
    """Attach fresh routers; the dispatcher's workflow data must give `desk`, `replies` and `admins`."""
    dispatcher.include_routers(
        forwards.setup(),
        totals.setup(),
        regions.setup(),
        comparisons.setup(),
        exports.setup(),
        basics.setup(),
        notices.setup(),
        subscriptions.setup(),
        settings.setup(),
        review.setup(),
        operations.setup(),
        figure_taps.setup(),
        setting_taps.setup(),
        decision_taps.setup(),
        dialogs.setup(),
        plain_questions.setup(),
        fallback.setup(),
        figure_taps.setup_last(),
        inline.setup(),
        errors.setup(),
    )
