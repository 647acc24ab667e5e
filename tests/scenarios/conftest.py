"""What the scenarios share: the command line, and a small town."""

from tests.cli.conftest import command, made_town, town

__all__ = ["command", "made_town", "town"]
