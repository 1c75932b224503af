"""What is told of the last time before a session: a place that rests, questions that wait."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tpdevice.cli.output import talk
from tpdevice.core.errors import StoreError
from tpdevice.core.plan import Identity, Rest
from tpdevice.homework.past import Place
from tpdevice.runtime.carewords import title


def rests(path: Path, identity: Identity, *, anyway: bool) -> bool:
    """Return whether nothing begins here now, and say why; whoever insists passes over advice."""
    rest = rest_at(path, identity)
    if rest is None:
        return False
    talk(why_not(rest, identity))
    stands = rest.stands(anyway=anyway)
    talk(way_on(rest) if stands else "You go on anyway.")
    return stands


def rest_at(path: Path, identity: Identity) -> Rest | None:
    """Return the rest of a place, or None."""
    from tpdevice.runtime.care import here
    from tpdevice.store.database import open_for_reading

    try:
        with open_for_reading(path) as store:
            return here(store, identity).rest
    except StoreError:
        return None  # no log, or one that the session itself will complain of


def why_not(rest: Rest, identity: Identity) -> str:
    """Return which place rests, why, and until when."""
    return f"{title(Place(identity.point, identity.side.value))}: {rest.words}."


def way_on(rest: Rest) -> str:
    """Return what may be done where a place rests."""
    if rest.care:
        return "Once it was looked at, `tpdevice follow-up --again` asks how it is."
    if rest.firm:
        return "Another place may be pressed."
    return "`tpdevice run --anyway` goes on all the same."


def tell_what_waits(path: Path, profile: str, tell: Callable[[str], None]) -> None:
    """Say that questions wait for an answer; a log that cannot be read was told of already."""
    from tpdevice.runtime.care import waiting

    with suppress(StoreError):
        words = waiting(path, profile)
        if words:
            tell(f"{words} `tpdevice follow-up` asks.")
