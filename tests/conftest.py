"""The whole run is watched for secrets in what it writes down."""

import pytest

from tests.security.log_watch import ON_PURPOSE, LogWatch


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{ON_PURPOSE}: the test writes a token, to see what becomes of it")
    watch, patch = LogWatch(), pytest.MonkeyPatch()
    watch.watch_all(patch)
    config.add_cleanup(patch.undo)
    config.pluginmanager.register(watch, "log-watch")
