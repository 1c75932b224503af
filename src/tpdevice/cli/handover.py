"""A session that begins at home: the sensor that was watched there is handed over to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tpdevice.cli.asking import rig_of
from tpdevice.cli.demonstration import SEED, USUAL, simulated_place
from tpdevice.cli.lasttime import remember
from tpdevice.cli.nextsensor import waited_for
from tpdevice.cli.sitting import FindPlace, Place, Sitting
from tpdevice.cli.sounding import SoundWish
from tpdevice.cli.watching import Watch
from tpdevice.core.plan import Identity
from tpdevice.core.settings import Settings
from tpdevice.runtime.door import Search
from tpdevice.runtime.opening import Wishes
from tpdevice.runtime.targets import Target


def lesson_of(path: Path, watch: Watch, settings: Settings, *, plain: bool) -> Sitting:
    """Return the short session on a simulated sensor with which the lesson ends."""
    return Sitting(
        path,
        _apart(watch, simulated_place(USUAL)),
        wishes=Wishes(short=True),
        plain=plain,
        simulated=True,
        seed=SEED,
        settings=settings,
        sound=SoundWish(),
    )


def session_of(
    path: Path,
    target: Target,
    identity: Identity,
    *,
    watch: Watch,
    settings: Settings,
    plain: bool,
) -> Sitting:
    """Return a session of somebody somewhere, with the sensor of home or the one it waits for."""
    return Sitting(
        path,
        _taken_over(path, target, identity, watch),
        wishes=Wishes(),
        plain=plain,
        simulated=target.simulated,
        settings=settings,
        sound=SoundWish(),
    )


def _apart(watch: Watch, find_place: FindPlace) -> FindPlace:
    """Let the real sensor go before a session that does not use it."""

    @contextmanager
    def apart(status: Callable[[str], None], search: Search) -> Iterator[Place]:
        watch.leave()
        with find_place(status, search) as place:
            yield place

    return apart


def _taken_over(path: Path, target: Target, identity: Identity, watch: Watch) -> FindPlace:
    @contextmanager
    def find_place(status: Callable[[str], None], search: Search) -> Iterator[Place]:
        status("taking the sensor over")
        known = watch.leave()
        if known is None:
            known = search(waited_for(path, target, tell=status, chosen=watch.chosen))
        advert = known.sighting.advert
        if not target.simulated:
            remember(path, known.sighting, known.key)
        times, note = rig_of(path, identity, address=advert.address, simulated=target.simulated)
        yield Place(identity, known, target, times, note)

    return find_place
