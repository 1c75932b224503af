"""A simulated sensor whose hand and answers are the test's, on a software radio of its own."""

from collections.abc import Callable, Iterator

import pytest
from obeying import ObeyingWire
from studio import Studio


@pytest.fixture
def studio() -> Iterator[Callable[[ObeyingWire], Studio]]:
    """Return what opens a studio around a wire; it is closed after the test."""
    opened: list[Studio] = []

    def open_studio(wire: ObeyingWire) -> Studio:
        opened.append(Studio(wire))
        opened[-1].open()
        return opened[-1]

    yield open_studio
    for each in opened:
        each.close()
