"""Sections of config.toml about the ways in and out: [webhook] and [delivery]."""

from ipaddress import IPv4Network, IPv6Network
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bot.config_types import Blank, Port, WebAddress, WebhookSecret, WebPath


class Section(BaseModel):
    """A section of config.toml: fixed once read, with no key beyond its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WebhookSection(Section):
    """[webhook]: where Telegram posts updates to, and where the bot listens; for mode "webhook" only."""

    url: Annotated[WebAddress | None, Blank] = None
    path: WebPath = "/telegram"
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Port = 8080
    secret: Annotated[WebhookSecret | None, Blank] = None
    allow_from: tuple[IPv4Network | IPv6Network, ...] = ()
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()

    def address(self) -> tuple[str, SecretStr]:
        """The public address of the route and its secret; ValueError names the one that is missing."""
        if self.url is None:
            raise ValueError(
                'webhook.url: needed with mode "webhook"; the public https:// address of the bot'
            )
        if self.secret is None:
            raise ValueError('webhook.secret: needed with mode "webhook"; any 1 to 256 of A-Z a-z 0-9 _ -')
        return self.url + self.path, self.secret


class DeliverySection(Section):
    """[delivery]: how fast messages go out, Telegram's own limits by default, and how long for an answer."""

    overall_per_second: Annotated[int, Field(ge=1)] = 30
    chat_per_second: Annotated[float, Field(gt=0, le=30)] = 1.0
    group_per_minute: Annotated[int, Field(ge=1)] = 20
    answer_timeout_s: Annotated[int, Field(ge=1, le=300)] = 15


class MetricsSection(Section):
    """[metrics]: /health and /metrics over HTTP; nobody is asked who he is, so not beyond this machine."""

    enabled: bool = True
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 9464
