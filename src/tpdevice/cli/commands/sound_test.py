"""`tpdevice sound-test`: every tone and word with its name, and which device plays them."""

import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import click

from tpdevice.cli.output import say, talk

if TYPE_CHECKING:
    from tpdevice.runtime.sound.trial import Trial

APART_S: Final = 0.5
"""Silence between two sounds. Chosen."""
_WORDS: Final = ("more", "less", "good", "stop. come off")


@click.command("sound-test")
@click.option("--volume", type=click.FloatRange(0.0, 1.0), default=0.6, show_default=True)
@click.option("--voice/--no-voice", default=True, show_default=True, help="The words as well.")
@click.option("--wav", metavar="FILE", help="Write it to a WAV file in place of playing it.")
@click.pass_context
def sound_test(ctx: click.Context, *, volume: float, voice: bool, wav: str | None) -> None:
    """Hear every tone and word, with its name. The exit code is 1 if there is no device."""
    from tpdevice.runtime.sound.trial import trials

    heard = list(trials(_spoken() if voice else ()))
    ctx.exit(_played(heard, volume) if wav is None else _written(heard, wav))


def _spoken() -> Iterable[tuple[str, str]]:
    """Return words with their files; say why there are none."""
    from tpdevice.runtime.sound.engines import NO_VOICE, NO_VOICE_HINT, find_engine
    from tpdevice.runtime.sound.voice import Voice, cache_folder

    engine = find_engine()
    if engine is None:
        talk(f"{NO_VOICE} {NO_VOICE_HINT}")
        return ()
    voice = Voice(engine, cache_folder())
    missing = voice.make(_WORDS)
    if missing:
        talk(f"{engine.label} could not say: {', '.join(missing)}.")
    talk(f"Words are spoken by {engine.label}.")
    return tuple((word, voice.file(word)) for word in _WORDS if word not in missing)


def _written(heard: Sequence["Trial"], wav: str) -> int:
    """Write one after the other."""
    from pathlib import Path

    from tpdevice.core.units import ns
    from tpdevice.runtime.sound.shelf import Shelf
    from tpdevice.runtime.sound.wav import FILE_RATE_HZ, Soundtrack

    track, shelf, at_s = Soundtrack(Path(wav).expanduser()), Shelf(FILE_RATE_HZ), 0.0
    for trial in heard:
        say(_line(trial, at_s))
        track.put(trial.play, ns(at_s))
        at_s += shelf.length_s(trial.play) + APART_S
    track.close()
    talk(f"Written to {track.path}.")
    return 0


def _played(heard: Sequence["Trial"], volume: float) -> int:
    """Play one after the other, or ring the bell where nothing plays."""
    from tpdevice.core.errors import NoSound
    from tpdevice.runtime.sound.device import open_device

    try:
        device = open_device(volume=volume)
    except NoSound as error:
        _told_silent(error)
        return 1
    delay_ms = 1e3 * device.latency_s
    talk(f"Heard on {device.name}, {device.rate_hz} Hz; its buffer is {delay_ms:.0f} ms.")
    for trial in heard:
        say(_line(trial, None))
        device.speaker.put(trial.play)
        while not device.speaker.silent:
            time.sleep(0.02)
        time.sleep(device.latency_s + APART_S)
    device.close()
    return 0


def _told_silent(error: Exception) -> None:
    from tpdevice.cli.sounding import bell_writer

    talk(f"{error} {getattr(error, 'hint', '')}".strip())
    write = bell_writer()
    if write is None:
        talk("There is no terminal whose bell could ring either.")
        return
    talk("With --sound the terminal's bell rings in place of tones. It rings now.")
    write("\a")


def _line(trial: "Trial", at_s: float | None) -> str:
    when = "" if at_s is None else f"{at_s:6.2f} s  "
    return f"{when}{trial.name:<18} {trial.means}"
