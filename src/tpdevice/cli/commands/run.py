"""`tpdevice run`: a session with a real sensor, or with a simulator in another terminal."""

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from tpdevice.cli.naming import OneOf, Within
from tpdevice.cli.output import talk
from tpdevice.cli.paths import database
from tpdevice.cli.sounding import SoundWish, sound_options, wish
from tpdevice.core.band import Support
from tpdevice.core.plan import Side


@click.command()
@click.option("--device", metavar="ADDRESS", help="The sensor to use; skips the question.")
@click.option("--kind", metavar="KEY", help="What it is, where its advert does not say.")
@click.option("--profile", help="Who presses; a pseudonym is welcome.")
@click.option("--point", help="Where: an atlas id such as UT, or plain words.")
@click.option("--side", type=OneOf(list(Side)), help="Which side.")
@click.option("--tool", help="What presses, in your own words; marks belong to it.")
@click.option("--support", type=OneOf(list(Support)), help="How it is pressed.")
@click.option(
    "--rig",
    type=Within(0.05, 20.0),
    metavar="TIMES",
    help="Newtons on the body for one newton at the sensor; kept with the tool.  [default: 1]",
)
@click.option("--short", is_flag=True, help="One repetition of 10 s, no rest: for rigs.")
@click.option("--full-ratings", is_flag=True, help="Ask more often: 0, 8, 20, 40, 52 and 60 s.")
@click.option("--calibrate", is_flag=True, help="Find the marks anew, although some are valid.")
@click.option("--no-calibration", is_flag=True, help="Go without a target force: ratings lead.")
@click.option("--anyway", is_flag=True, help="Press although a day's rest is advised.")
@click.option("--one-key", is_flag=True, help="Any key answers, marks, pauses and goes on.")
@click.option("--plain", is_flag=True, help="One cue a line on stdout, answers from stdin.")
@click.option("--sim", metavar="HOST:PORT", help="Use a simulator, started with `tpsim serve`.")
@click.option(
    "--person",
    metavar="HOST:PORT",
    help="A simulated person at the control port of `tpsim serve --vhci`.",
)
@sound_options
@click.pass_context
def run(
    ctx: click.Context,
    *,
    device: str | None,
    kind: str | None,
    profile: str | None,
    point: str | None,
    side: str | None,
    tool: str | None,
    support: str | None,
    rig: float | None,
    short: bool,
    full_ratings: bool,
    calibrate: bool,
    no_calibration: bool,
    anyway: bool,
    one_key: bool,
    plain: bool,
    sim: str | None,
    person: str | None,
    sound: bool | None,
    voice: bool | None,
    wav: str | None,
) -> None:
    """Guide a session with a real sensor.

    What is not said on the command line is asked, with last time's answer as the default.
    """
    from tpdevice.cli.asked import Asked, checked
    from tpdevice.cli.asking import another_place, choose_identity, choose_rig
    from tpdevice.cli.guiding import wants_plain
    from tpdevice.cli.lasttime import ahead
    from tpdevice.cli.reaching import reached, see_that_it_works
    from tpdevice.cli.sitting import Place
    from tpdevice.core.errors import UsageError
    from tpdevice.core.record import Ending
    from tpdevice.core.rules import PLACES_PER_SITTING
    from tpdevice.runtime.ahead import Ahead
    from tpdevice.session.summary import EXIT_CODES

    wishes = _wishes(calibrate=calibrate, no_calibration=no_calibration)
    wishes = replace(wishes, short=short, full_ratings=full_ratings, anyway=anyway)
    if sim is not None and person is not None:
        raise UsageError("--sim and --person exclude each other.", hint="Leave one of them out.")
    asked = checked(Asked(profile, point, side, tool, support))
    plain = wants_plain(plain=plain)
    path = database(ctx)
    target = reached(sim, person=person)
    if asked.missing and sim is None:
        asyncio.run(see_that_it_works(target))
    look = ahead(path, target, address=device, kind=kind) if asked.missing else None
    with Ahead(look) as looking:
        identity = choose_identity(path, asked, simulated=target.simulated)
        heard = looking.leave()
    if _rests(path, identity, target, anyway=anyway):
        ctx.exit(EXIT_CODES[Ending.NOT_OFFERED])
    sensor = _sensor(path, target, device, kind=kind, heard=heard)
    for number in range(1, PLACES_PER_SITTING + 1):
        if number > 1:
            identity = choose_identity(path, asked, simulated=target.simulated)
            if _rests(path, identity, target, anyway=anyway):
                code = EXIT_CODES[Ending.NOT_OFFERED]
                break
        address = sensor.sighting.advert.address
        times, note = choose_rig(
            path, identity, rig=rig, address=address, simulated=target.simulated
        )
        place = Place(identity, sensor, target, times, note)
        to_hear = wish(sound=sound, voice=voice, wav=wav).numbered(number)
        code, finished = _guided(path, place, wishes, plain=plain, heard=to_hear, one_key=one_key)
        if point is not None or number == PLACES_PER_SITTING or not finished:
            break
        if not another_place():
            break
        # The next place is asked for; who presses is not, any more.
        asked = replace(asked, profile=identity.profile, side=None)
    ctx.exit(code)


def _wishes(*, calibrate: bool, no_calibration: bool) -> Any:
    from tpdevice.core.errors import UsageError
    from tpdevice.runtime.opening import Wishes

    if calibrate and no_calibration:
        raise UsageError(
            "--calibrate and --no-calibration exclude each other.", hint="Leave one of them out."
        )
    return Wishes(calibrate=not no_calibration, again=calibrate)


def _rests(path: Path, identity: Any, target: Any, *, anyway: bool) -> bool:
    """Say whether a place rests, before anybody wakes a sensor for it; then it is told why."""
    from tpdevice.cli.resting import rests

    return not target.simulated and rests(path, identity, anyway=anyway)


def _sensor(path: Path, target: Any, address: str | None, *, kind: str | None, heard: Any) -> Any:
    """Return the sensor to use, a `Known`."""
    from tpdevice.cli.ballmaps import map_in_words
    from tpdevice.cli.choosing import choose_sensor
    from tpdevice.core.driver import Quantity
    from tpdevice.runtime.opening import Device

    known = asyncio.run(choose_sensor(path, target, address=address, kind=kind, heard=heard))
    advert, spec = known.sighting.advert, known.driver().spec
    device = Device(spec, advert.name, advert.address, own_conversion=known.own_conversion)
    _ = device.conversion  # before any question: without one there is no session
    if not spec.verified_on_hardware and not target.simulated:
        talk(f"{spec.label}: not verified on hardware. Check it against a known weight.")
    if spec.note:
        talk(spec.note)
    if spec.quantity is Quantity.PRESSURE:
        talk(map_in_words(path, known, simulated=target.simulated))
    return known


def _guided(
    path: Path, place: Any, wishes: Any, *, plain: bool, heard: SoundWish, one_key: bool
) -> tuple[int, bool]:
    """Guide one session; return its exit code, and whether it came to its own end."""
    from tpdevice.cli.guiding import guide
    from tpdevice.cli.liking import liked
    from tpdevice.cli.sitting import Sitting

    settings = liked(path, place.identity.profile)
    simulated = place.target.simulated
    sitting = Sitting(
        path,
        lambda _status, _search: nullcontext(place),
        wishes=wishes,
        plain=plain,
        simulated=simulated,
        settings=settings,
        sound=heard,
        one_key=one_key,
    )
    code = guide(lambda: sitting, plain=plain, simulated=simulated, settings=settings)
    return code, sitting.finished
