"""Outbox to Telegram: paced, in order per chat, each message once."""
