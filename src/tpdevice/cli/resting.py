"""What is told of the last time before a session: a place that rests, questions that wait."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tpdevice.cli.output import talk
from tpdevice.core.errors import StoreError
from tpdevice.core.plan import Identity
from tpdevice.homework.past import Place
from tpdevice.runtime.carewords import title


def rests(path: Path, identity: Identity, *, anyway: bool) -> bool:
    """Return whether nothing begins here now, and say why; whoever insists passes over advice."""
    from tpdevice.runtime.care import here
    from tpdevice.store.database import open_for_reading

    try:
        with open_for_reading(path) as store:
            rest = here(store, identity).rest
    except StoreError:
        return False  # no log, or one that the session itself will complain of
    if rest is None:
        return False
    where = title(Place(identity.point, identity.side.value))
    talk(f"{where}: {rest.words}.")
    if rest.care:
        talk("Once it was looked at: `tpdevice follow-up --again`.")
    if rest.firm:
        return True
    talk("You go on anyway." if anyway else "`--anyway` goes on all the same.")
    return not anyway


def tell_what_waits(path: Path, profile: str, tell: Callable[[str], None]) -> None:
    """Say that questions wait for an answer; a log that cannot be read was told of already."""
    from tpdevice.runtime.care import waiting

    with suppress(StoreError):
        words = waiting(path, profile)
        if words:
            tell(f"{words} `tpdevice follow-up` asks.")
