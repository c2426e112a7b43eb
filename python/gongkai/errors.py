"""What can go wrong."""

from __future__ import annotations


class GongkaiError(Exception):
    """Anything that gongkai itself has to complain of."""


class DocumentError(GongkaiError):
    """A document that could not be read: what the program writes as a record of the type error."""

    def __init__(self, path: str, stage: str, message: str) -> None:
        super().__init__(path, stage, message)
        self.path = path
        """The path, or the name that was given."""
        self.stage = stage
        """The step that failed: walk, read, decode, layout, reading, check or output."""
        self.message = message
        """What is wrong, where, and what to do."""

    def __str__(self) -> str:
        return f"{self.path}: {self.message} (stage: {self.stage})"


class RunError(GongkaiError):
    """Many documents that could not be read at all: there are none, or threads cannot be started."""
