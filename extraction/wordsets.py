"""Word lists written as running text, so that tables of wordings can be read and amended at a glance."""


def words(*lines: str) -> frozenset[str]:
    """The words of the lines, parted by white space."""
    return frozenset(word for line in lines for word in line.split())


def phrases(*lines: str) -> tuple[str, ...]:
    """The wordings of the lines, parted by semicolons."""
    return tuple(phrase.strip() for line in lines for phrase in line.split(";") if phrase.strip())
