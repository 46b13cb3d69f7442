"""Options that verbs share."""

from pathlib import Path
from typing import Annotated

import typer

ConfigPath = Annotated[Path | None, typer.Option("--config", help="Default: config.toml where there is one.")]
