"""Telegram to inbox to dispatcher: no update is confirmed before it is stored."""
