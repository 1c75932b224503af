"""A pytest plug-in: the `tpsim` fixture puts a simulated sensor before your own program.

See `docs/how-to/test-with-the-simulator.md`. Nothing heavy is loaded before the fixture is used.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tpsim.simulations import Simulations


@pytest.fixture
def tpsim() -> "Iterator[Simulations]":
    """Return simulated sensors; what was started of them ends with the test."""
    from tpsim.simulations import Simulations

    simulations = Simulations()
    try:
        yield simulations
    finally:
        simulations.close()
