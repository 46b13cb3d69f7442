"""Asks a bot on this machine for its /health, as a container's health check does of a demonstration."""

import json
from http.client import HTTPConnection, HTTPException

_TIMEOUT_S = 5.0


def ask_health(port: int) -> list[str] | None:
    """What a bot that answers on this port of the loopback found wrong; None where none answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)
    try:
        connection.request("GET", "/health")
        told = json.loads(connection.getresponse().read())
        checks = dict(told["checks"])
        return [f"{name}: {check['told']}" for name, check in checks.items() if not check["ok"]]
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()
