"""Tones are told apart over music, by a listener made of numbers: benchmarks/hearing."""

import itertools

import pytest
from benchmarks.hearing.telling import (
    BACKGROUNDS,
    likeness,
    listen,
    standing_out_db,
    templates,
)

from tpdevice.runtime.sound.play import Tone

TRIALS = 6
AUDIBLE_DB = 6.0
"""In its best critical band, above the music. Chosen, above the level at which a tone in noise is
just heard, which lies near -4 dB (Moore, An Introduction to the Psychology of Hearing)."""


def test_no_two_tones_look_alike() -> None:
    pictures = templates()
    for one, other in itertools.combinations(pictures, 2):
        assert likeness(pictures[one], pictures[other]) < 0.7, f"{one} and {other}"


def test_what_the_direction_hangs_on_looks_least_alike() -> None:
    pictures = templates()
    led = (Tone.MORE, Tone.LESS, Tone.GOOD, Tone.STOP)
    for one, other in itertools.combinations(led, 2):
        assert likeness(pictures[one], pictures[other]) < 0.35, f"{one} and {other}"


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_tones_as_loud_as_the_music_are_told_apart(background: str) -> None:
    heard = listen(background, over_db=0.0, trials=TRIALS)
    assert heard.mistakes() == []


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_tones_as_loud_as_the_music_stand_out_of_it(background: str) -> None:
    for tone in Tone:
        assert standing_out_db(tone, background, over_db=0.0, trials=TRIALS) > AUDIBLE_DB


def test_the_listener_can_be_wrong() -> None:
    heard = listen("pink noise", over_db=-24.0, trials=2)
    assert len(heard.mistakes()) > 6
