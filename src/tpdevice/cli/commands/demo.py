"""`tpdevice demo`: a whole session on a simulated sensor, over real Bluetooth bytes."""

from contextlib import closing
from pathlib import Path
from typing import Any

import click

from tpdevice.cli.output import talk
from tpdevice.cli.paths import database
from tpdevice.cli.sounding import SoundWish, sound_options, wish


@click.command()
@click.option("--plain", is_flag=True, help="One cue a line on stdout, answers from stdin.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=7,  # who finishes, and reports that it eased and let go
    show_default=True,
    help="Of everything that is random.",
)
@click.option("--subject", default="novice", show_default=True, help="Who; see `tpsim subjects`.")
@click.option(
    "--scenario", default="obedient", show_default=True, help="What; see `tpsim scenarios`."
)
@click.option("--short", is_flag=True, help="One repetition of 10 s, no rest.")
@click.option("--one-key", is_flag=True, help="Any key answers, marks, pauses and goes on.")
@click.option("--fast", is_flag=True, help="On virtual time: the same session in a second, plain.")
@sound_options
@click.pass_context
def demo(
    ctx: click.Context,
    *,
    plain: bool,
    seed: int,
    subject: str,
    scenario: str,
    short: bool,
    one_key: bool,
    fast: bool,
    sound: bool | None,
    voice: bool | None,
    wav: str | None,
) -> None:
    """Try a whole session on a simulated sensor with a simulated person.

    The simulated person answers by itself; your own keys win.
    """
    who = {"seed": seed, "subject": subject, "scenario": scenario}
    heard = wish(sound=sound, voice=voice, wav=wav)
    if fast:
        code = _fast(database(ctx), heard, short=short, **who)
    else:
        code = _live(database(ctx), heard, short=short, plain=plain, one_key=one_key, **who)
    ctx.exit(code)


def _fast(path: Path, heard: SoundWish, *, short: bool, **who: Any) -> int:
    from urllib.parse import urlencode

    from tpdevice.cli.demonstration import identity_of
    from tpdevice.cli.ending import report, save_elsewhere, tell_kept
    from tpdevice.cli.liking import liked
    from tpdevice.cli.plain import PlainCues
    from tpdevice.cli.signals import told_to_quit
    from tpdevice.cli.sitting import history_or_none, today
    from tpdevice.cli.sounding import Hearing
    from tpdevice.core.errors import StoreError, TpError, UsageError
    from tpdevice.core.tape import Quit
    from tpdevice.devices import driver
    from tpdevice.runtime import fast
    from tpdevice.runtime.memory import MemoryRecorder
    from tpdevice.runtime.opening import Device, Wishes, header
    from tpdevice.runtime.runner import Runner

    try:
        virtual = fast.open_link(urlencode(who))
    except ValueError as error:
        raise UsageError(
            f"The simulator says: {error}.",
            hint="`tpsim subjects` and `tpsim scenarios` list what there is.",
        ) from error
    sensor = virtual.device
    decoder = driver(sensor["key"])
    device = Device(decoder.spec, sensor["name"], sensor["address"])
    identity = identity_of(virtual.person)
    first = header(
        identity,
        device,
        history=history_or_none(path, identity, device, simulated=True, trouble=talk),
        wishes=Wishes(short=short),
        local_date=today(),
        simulated=True,
        seed=who["seed"],
    )
    recorder, link = MemoryRecorder(first), fast.FastLink(virtual)
    talk("SIMULATED, on virtual time.")
    lost: list[OSError] = []
    # Nobody presses here: without a reader the session still runs to its end and is kept.
    hearing = Hearing(heard, live=False)
    hearing.open(liked(path, identity.profile))
    sinks = (link, PlainCues(simulated=True, on_unheard=lost.append), hearing)
    runner = Runner(
        first, decoder, recorder=recorder, sinks=sinks, link=link, watchers=(hearing.look,)
    )
    told: list[str] = []

    def end_if_told() -> None:
        if told and not runner.over:
            runner.feed(Quit(link.now_ns, told[0]))

    with told_to_quit(told.append), closing(hearing):
        fast.run(runner, virtual, link, on_tick=end_if_told)
    if runner.summary is None:
        raise TpError("The session did not end within an hour; that is a defect of ours.")
    if lost and not isinstance(lost[0], BrokenPipeError):
        talk(f"stdout takes no more lines ({lost[0].strerror}).")
    code = report(runner.summary, first, heard=not lost)
    try:
        number = recorder.save(path)
    except StoreError as error:
        return code if save_elsewhere(recorder.save, error) else code or 1
    tell_kept(path, number)
    return code


def _live(
    path: Path, heard: SoundWish, *, short: bool, plain: bool, one_key: bool, **who: Any
) -> int:
    from tpdevice.cli.guiding import guide, wants_plain

    plain = wants_plain(plain=plain)

    def open_() -> Any:
        from tpdevice.cli.asked import DEMO
        from tpdevice.cli.demonstration import simulated_place
        from tpdevice.cli.liking import liked
        from tpdevice.cli.sitting import Sitting
        from tpdevice.runtime.opening import Wishes

        wishes = Wishes(short=short)
        return Sitting(
            path,
            simulated_place(who),
            wishes=wishes,
            plain=plain,
            simulated=True,
            seed=who["seed"],
            settings=liked(path, DEMO),
            sound=heard,
            one_key=one_key,
        )

    return guide(open_, plain=plain, simulated=True)
