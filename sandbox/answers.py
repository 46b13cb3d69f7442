"""What the server answers: the Bot API's envelope around results and refusals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the protocol, raised to leave a method early
    """A call that the Bot API refuses; `parameters` carries retry_after or migrate_to_chat_id."""

    error_code: int
    description: str | None
    parameters: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.error_code}
        if self.description is not None:
            answer["description"] = self.description
        if self.parameters:
            answer["parameters"] = dict(self.parameters)
        return answer


def bad_request(reason: str) -> Refusal:
    """400 with the Bot API's own prefix."""
    return Refusal(400, f"Bad Request: {reason}")


def accepted(result: Any) -> dict[str, Any]:
    """The envelope of a call that was carried out."""
    return {"ok": True, "result": result}
