"""The only SQL: stores that meet services/ports.py, the transaction over them, and where they are kept."""
