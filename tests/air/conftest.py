"""A simulated sensor whose hand and answers are the test's, on a software radio of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from obeying import ObeyingWire

from tpsim.air.inprocess import InProcess


@pytest.fixture
def studio() -> Iterator[Callable[..., InProcess]]:
    """Return what puts a wire on the air; it is taken off after the test."""
    with ExitStack() as stack:

        def studio(wire: ObeyingWire, **more: Any) -> InProcess:
            return stack.enter_context(InProcess(wire, **more))

        yield studio
