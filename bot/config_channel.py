"""Sections of config.toml about what the channel and the chats are told."""

from datetime import time
from typing import Annotated

from pydantic import Field, model_validator

from bot.config_running import Section
from bot.config_types import Blank, ChannelId, Language, RegionCode
from domain.alert import AlertPolicy, AlertScope


class ChannelSection(Section):
    """[channel]: where new-region alerts and the digest go, and which alerts."""

    chat_id: Annotated[ChannelId | None, Blank] = None
    thread_id: Annotated[Annotated[int, Field(gt=0)] | None, Blank] = None
    language: Language = "ru"
    scope: AlertScope = AlertScope.TODAY
    gap_days: Annotated[int, Field(ge=1)] = 30
    fresh_hours: Annotated[int, Field(ge=1)] = 12
    muted_regions: tuple[RegionCode, ...] = ()
    group_s: Annotated[int, Field(ge=0, le=3600)] = 60
    burst: Annotated[int, Field(ge=1)] = 8
    burst_minutes: Annotated[int, Field(ge=1)] = 10
    quiet_from: Annotated[time | None, Blank] = None
    quiet_to: Annotated[time | None, Blank] = None

    @model_validator(mode="after")
    def _quiet_hours_have_two_ends(self) -> "ChannelSection":
        if (self.quiet_from is None) != (self.quiet_to is None):
            raise ValueError("quiet_from and quiet_to go together; give both or neither")
        return self

    def alert_policy(self) -> AlertPolicy:
        """The same as the use cases know it."""
        return AlertPolicy(
            chat_ids=() if self.chat_id is None else (self.chat_id,),
            thread_id=self.thread_id,
            scope=self.scope,
            gap_days=self.gap_days,
            fresh_hours=self.fresh_hours,
            language=self.language,
            muted=frozenset(self.muted_regions),
            group_s=self.group_s,
            burst=self.burst,
            burst_s=self.burst_minutes * 60,
            quiet_from=self.quiet_from,
            quiet_to=self.quiet_to,
        )


class CorrectionsSection(Section):
    """[corrections]: notices to the chats that were given a figure which no longer stands."""

    days: Annotated[int, Field(ge=0)] = 2


class SubscriptionsSection(Section):
    """[subscriptions]: what chats that subscribed are told."""

    jump: Annotated[int, Field(ge=1)] = 10
