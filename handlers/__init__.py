"""One update → one use case → one outgoing message. Telegram's types end here."""
