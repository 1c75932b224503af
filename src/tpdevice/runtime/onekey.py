"""Everything by one key: what a press means, by what a session waits for. Pure; time is given.

A press marks, answers, pauses or goes on. Presses are counted for a rating; whoever waits hears
the numbers one after another, and a press takes the one that stands. So it is with yes and no. What
is taken is said back first. Three quick presses stop; more than ten where a rating is asked.
"""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from tpdevice.core.action import Action
from tpdevice.core.rules import RATING_MAX, RATING_MIN
from tpdevice.core.units import ns
from tpdevice.runtime.onelist import LIST, NUMBERS, Do, number, offer, said_back
from tpdevice.runtime.pressabout import HINTS, About, Kind, Say

COUNT_S: Final = 1.2
"""After the last press of a count. Chosen."""
SURE_S: Final = 1.5
"""So long what was understood is said back before it counts. Chosen: two reaction times."""
MOVES_S: Final = 1.5
"""So long each answer stands in the list. Chosen: to hear a word and to react."""
LATE_S: Final = 0.3
"""A press so soon after the list moved on is about the answer before. Chosen: a reaction time."""
ROUNDS: Final = 4
"""Times the list is gone through. Chosen."""
WAITS_S: Final = 3.0
"""So long a rating waits for presses to count; then the numbers come. Chosen: to hear how."""
NUMBER_S: Final = 1.1
"""So long each number stands. Chosen: all of them and the last answer fit into the patience that a
session has with a rating, and a word with a reaction into each."""
COUNTS_S: Final = 0.6
"""A press so soon after one that took a number: that was the first of a count. Chosen."""
HELD_S: Final = 0.1
"""Presses that follow so quickly are those of a key that is held. Source: terminals repeat a key
20 to 40 times a second."""
HELD_PRESSES: Final = 3
"""So many of them, and it is held. Chosen."""
AT_ONCE_S: Final = 0.16
"""Two presses of a rating so close, and no more: 0. Chosen."""
QUICK_S: Final = 0.45
"""Between the presses of a stop. Chosen."""
NOT_TWICE_S: Final = 0.7
"""After a press that marked or paused, no other does. Chosen: a held key repeats after up to
0.66 s, and a stop begins with a press."""


_DOES: Final = {
    Kind.PAUSE: Action.PAUSE,
    Kind.RESUME: Action.PAUSE,
    Kind.TENDER: Action.TENDER,
    Kind.COMFORT: Action.COMFORT,
    Kind.CLOSE: Action.NEXT,
}


Out = Say | Do


class OneKey(Struct, frozen=True):
    """What is remembered between two presses."""

    about: About = About(Kind.PAUSE)
    newest_ns: int | None = None
    """The newest press, repeats among them."""
    repeats: int = 0
    quick: int = 0
    """Presses in a row, each soon after the one before."""
    acted_ns: int | None = None
    count: int = 0
    at_once: bool = False
    """The first two presses of a count came at once."""
    since_ns: int = 0
    """When this became what a press is about."""
    list_ns: int | None = None
    """When the list of answers or numbers began, or None."""
    listed: bool = False
    """The numbers were gone through once."""
    chosen: bool = False
    """What was understood came from the list of numbers."""
    sure: Do | None = None
    """What was understood and is said back."""
    sure_ns: int = 0


Turned = tuple[OneKey, tuple[Out, ...]]


def looked(key: OneKey, at_ns: int, now: About) -> Turned:
    """Let time go on; what a press is about may have changed."""
    if now != key.about:
        # How to answer that is said by the cue that brought it.
        fresh = OneKey(now, key.newest_ns, key.repeats, key.quick, key.acted_ns)
        return replace(fresh, since_ns=at_ns), ()
    if key.sure is not None:
        if at_ns - key.sure_ns < ns(SURE_S):
            return key, ()
        return replace(_blank(key), acted_ns=at_ns, listed=True), (key.sure,)
    if key.list_ns is not None:
        return _moved(key, at_ns)
    if key.count:
        counted = key.newest_ns is not None and at_ns - key.newest_ns >= ns(COUNT_S)
        return _sure_of_count(key, at_ns) if counted else (key, ())
    waited = now.kind is Kind.RATING and at_ns - key.since_ns >= ns(WAITS_S)
    return _listing(key, at_ns) if waited and not key.listed else (key, ())


def pressed(key: OneKey, at_ns: int, now: About) -> Turned:
    """Take a press."""
    key, outs = looked(key, at_ns, now)
    gap_ns = None if key.newest_ns is None else at_ns - key.newest_ns
    if gap_ns is not None and gap_ns < ns(HELD_S):
        held, more = _held(replace(key, newest_ns=at_ns, repeats=key.repeats + 1), at_ns)
        return held, (*outs, *more)
    quick = 1 + (key.quick if gap_ns is not None and gap_ns <= ns(QUICK_S) else 0)
    key = replace(key, newest_ns=at_ns, repeats=0, quick=quick)
    if quick >= 3 and now.kind is not Kind.RATING:
        return replace(_blank(key), quick=0, acted_ns=at_ns), (*outs, Do(Action.STOP))
    taken, more = _taken(key, at_ns, gap_ns)
    return taken, (*outs, *more)


def _taken(key: OneKey, at_ns: int, gap_ns: int | None) -> Turned:
    match key.about.kind:
        case Kind.RATING:
            return _rated(key, at_ns, gap_ns)
        case Kind.CHOICE:
            return _chosen(key, at_ns)
        case kind:
            if key.acted_ns is not None and at_ns - key.acted_ns < ns(NOT_TWICE_S):
                return key, ()
            return replace(key, acted_ns=at_ns), (Do(_DOES[kind]),)


def _held(key: OneKey, at_ns: int) -> Turned:
    """Take what a key repeats that is held: where a rating is counted, that means 0."""
    rates = key.about.kind is Kind.RATING and key.count and key.sure is None
    if rates and key.repeats >= HELD_PRESSES:
        return _sure(replace(key, count=0), at_ns, Do(Action.RATE, 0))
    return key, ()


def _rated(key: OneKey, at_ns: int, gap_ns: int | None) -> Turned:
    """Count a press, take the number that stands, or take back what was taken."""
    if key.list_ns is not None:
        value = _standing(key, at_ns - ns(LATE_S))
        sure, outs = _sure(key, at_ns, Do(Action.RATE, value))
        return replace(sure, chosen=True), outs
    counts = gap_ns is not None and gap_ns <= ns(COUNTS_S)
    if key.sure is not None and key.chosen and not counts:
        return _listing(key, at_ns, first=max(key.sure.value - 2, RATING_MIN))
    return _counted(key, gap_ns)


def _counted(key: OneKey, gap_ns: int | None) -> Turned:
    count = 1 + (key.count if key.sure is None else int(key.chosen))
    at_once = gap_ns is not None and gap_ns <= ns(AT_ONCE_S) if count == 2 else key.at_once
    if count > RATING_MAX:
        return _blank(key), (Do(Action.STOP),)
    at_once = at_once and count > 1
    return replace(key, count=count, at_once=at_once, sure=None, chosen=False), ()


def _listing(key: OneKey, at_ns: int, *, first: int = RATING_MIN) -> Turned:
    """Begin with the numbers."""
    list_ns = at_ns - first * ns(NUMBER_S)
    begun = replace(_blank(key), list_ns=list_ns, listed=True, acted_ns=at_ns)
    return begun, (number(first),)


def _standing(key: OneKey, at_ns: int) -> int:
    """Return the number that stands."""
    assert key.list_ns is not None
    return min(max(0, at_ns - key.list_ns) // ns(NUMBER_S), NUMBERS[-1])


def _sure_of_count(key: OneKey, at_ns: int) -> Turned:
    value = 0 if key.count == 2 and key.at_once else key.count
    return _sure(key, at_ns, Do(Action.RATE, value))


def _sure(key: OneKey, at_ns: int, what: Do) -> Turned:
    """Say back what was understood; it counts unless a press comes."""
    sure = replace(key, count=0, list_ns=None, sure=what, sure_ns=at_ns)
    return sure, (said_back(what),)


def _chosen(key: OneKey, at_ns: int) -> Turned:
    """Begin the list, take what stands in it, or take back what was taken."""
    if key.sure is not None:
        return _blank(key), (HINTS[Kind.CHOICE],)
    if key.list_ns is None:
        return replace(key, list_ns=at_ns), (offer(LIST[0]),)
    stands_ns = max(key.list_ns, at_ns - ns(LATE_S))
    return _sure(key, at_ns, Do(LIST[_place(key.list_ns, stands_ns) % len(LIST)]))


def _moved(key: OneKey, at_ns: int) -> Turned:
    """Move the list on; `acted_ns` is when it was last told."""
    assert key.list_ns is not None
    if key.about.kind is Kind.RATING:
        return _counted_on(key, at_ns)
    place = _place(key.list_ns, at_ns)
    if place >= ROUNDS * len(LIST):
        return _blank(key), (HINTS[Kind.CHOICE],)
    told_ns = key.list_ns if key.acted_ns is None else max(key.list_ns, key.acted_ns)
    if place == _place(key.list_ns, told_ns):
        return key, ()
    return replace(key, acted_ns=at_ns), (offer(LIST[place % len(LIST)]),)


def _counted_on(key: OneKey, at_ns: int) -> Turned:
    """Say the next number when its time has come; after the last the list is over."""
    assert key.list_ns is not None
    assert key.acted_ns is not None
    if at_ns - key.list_ns >= len(NUMBERS) * ns(NUMBER_S) + ns(LATE_S):
        return _blank(key), ()
    now = _standing(key, at_ns)
    if now == _standing(key, key.acted_ns):
        return key, ()
    return replace(key, acted_ns=at_ns), (number(now),)


def _place(list_ns: int, at_ns: int) -> int:
    return (at_ns - list_ns) // ns(MOVES_S)


def _blank(key: OneKey) -> OneKey:
    return replace(key, count=0, at_once=False, list_ns=None, sure=None, chosen=False)


def words(key: OneKey, at_ns: int) -> Say | None:
    """Return what stands on a screen now, or None where the cue says all."""
    if key.sure is not None:
        return said_back(key.sure)
    if key.list_ns is not None:
        if key.about.kind is Kind.RATING:
            return number(_standing(key, at_ns))
        return offer(LIST[_place(key.list_ns, at_ns) % len(LIST)])
    if key.count:
        return Say(str(key.count), f"{key.count} so far")
    hint = HINTS.get(key.about.kind)
    return None if hint is None else Say("", hint.text)
