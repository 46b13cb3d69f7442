"""Rule tables: which rules may fit a phrase, by the classes of its words."""

from typing import Generic, TypeVar

_Rule = TypeVar("_Rule")


class RuleTable(dict[int, tuple[_Rule, ...]], Generic[_Rule]):
    """Classes of words → the rules that may fit where these stand, in their order.

    Each rule comes with the classes that it needs one of, 0 for a rule that may always be asked; `asked` are
    all of these, and the table is to be asked for no other class. Sets of classes are few and kept as met.
    """

    def __init__(self, *rules: tuple[int, _Rule]) -> None:
        super().__init__()
        self._rules = rules
        self.asked = 0
        for needed, _ in rules:
            self.asked |= needed

    def __missing__(self, classes: int) -> tuple[_Rule, ...]:
        fitting = tuple(rule for needed, rule in self._rules if not needed or classes & needed)
        self[classes] = fitting
        return fitting
