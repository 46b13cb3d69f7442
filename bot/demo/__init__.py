"""The demonstration: a scripted morning at a newsroom, played by the real bot on a local Bot API."""
