"""A session on a simulated sensor with a simulated person: who presses there, and where."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from tpdevice.cli.asked import DEMO
from tpdevice.cli.sitting import FindPlace, Place
from tpdevice.core.band import Support
from tpdevice.core.plan import Identity, Side
from tpdevice.runtime.door import Search

SEED: Final = 7
"""Of a person who finishes, and reports that it eased and let go."""
USUAL: Final[dict[str, object]] = {"seed": SEED, "subject": "novice", "scenario": "obedient"}
"""Who is simulated where nobody asks for another."""


def identity_of(person: Mapping[str, Any]) -> Identity:
    """Return who presses where, as a simulator introduces its person."""
    return Identity(
        DEMO, person["point"], Side(person["side"]), person["tool"], Support(person["support"])
    )


def simulated_place(who: Mapping[str, object]) -> FindPlace:
    """Return what starts a simulator and finds its sensor."""
    arguments = [part for name, value in who.items() for part in (f"--{name}", str(value))]

    @contextmanager
    def find_place(status: Callable[[str], None], search: Search) -> Iterator[Place]:
        from tpdevice.runtime.finding import Known, sensor_at
        from tpdevice.runtime.simulator import Simulator
        from tpdevice.runtime.targets import simulator

        status("starting a simulated sensor and person")
        with Simulator(arguments) as child:
            announced = child.announced()
            target = simulator(announced.hci)
            status("looking for the simulated sensor")
            sighting = search(sensor_at(announced.address, target))
            yield Place(identity_of(announced.person), Known(sighting, "progressor"), target)

    return find_place
