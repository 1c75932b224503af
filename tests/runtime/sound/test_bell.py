"""The terminal's bell, where nothing else can be heard."""

from tpdevice.core.cue import Priority
from tpdevice.runtime.sound.bell import APART_S, Bell
from tpdevice.runtime.sound.play import Play, Tone


def rung(play: Play) -> tuple[list[str], list[float]]:
    written: list[str] = []
    waited: list[float] = []
    Bell(written.append, wait=waited.append).ring(play)
    return written, waited


def test_a_cue_rings_once_and_a_stop_three_times() -> None:
    assert rung(Play(Tone.MORE, Priority.CORRECT)) == (["\a"], [])
    assert rung(Play(Tone.STOP, Priority.STOP)) == (["\a"] * 3, [APART_S] * 2)


def test_neither_a_beat_nor_a_bare_word_rings() -> None:
    assert rung(Play(Tone.COUNT, Priority.CALM, only_if_silent=True)) == ([], [])
    assert rung(Play(None, word="more")) == ([], [])
