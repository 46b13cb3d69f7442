"""What an import brought, in figures."""

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What a file, or a part of it, brought. `refused`: (line number, reason) of what could not be used.

    `unknown_sources`: names of which nothing says whose voice they are.
    """

    posts: int = 0
    new: int = 0
    duplicates: int = 0
    new_versions: int = 0
    claims: int = 0
    refused: tuple[tuple[int, str], ...] = ()
    unknown_sources: frozenset[str] = frozenset()

    def plus(self, other: "ImportCounts") -> Self:
        """Both together."""
        return replace(
            self,
            posts=self.posts + other.posts,
            new=self.new + other.new,
            duplicates=self.duplicates + other.duplicates,
            new_versions=self.new_versions + other.new_versions,
            claims=self.claims + other.claims,
            refused=self.refused + other.refused,
            unknown_sources=self.unknown_sources | other.unknown_sources,
        )
