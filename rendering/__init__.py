"""Domain → Telegram HTML in Russian and English. Pure: no clock, no storage, no network."""
