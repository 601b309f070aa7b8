"""Fixtures of other rooms that the desk's tests use too."""

from tests.readers.conftest import convert

__all__ = ["convert"]
