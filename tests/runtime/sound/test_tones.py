"""Tones: their contour is the direction, they do not click, and none is louder than it should."""

import numpy as np
import pytest

from tpdevice.runtime.sound.loudness import HIGHEST_PEAK, level_db
from tpdevice.runtime.sound.play import Tone
from tpdevice.runtime.sound.tones import LEVEL_DB, RAMP_S, RATE_HZ, STOP_DB, Pcm, tones
from tpdevice.session.cues import CUES

MARKS = {Tone.COUNT, Tone.PHASE, Tone.LOST, Tone.BACK}
FRAME = round(0.04 * RATE_HZ)


def pitches_hz(pcm: Pcm) -> np.ndarray:
    """Return the loudest frequency of each stretch that sounds, Hz."""
    count = len(pcm) // FRAME
    frames = pcm[: count * FRAME].reshape(count, FRAME)
    loud = np.abs(frames).max(axis=1) > 0.2 * np.abs(pcm).max()
    size = 8 * FRAME
    spectrum = np.abs(np.fft.rfft(frames[loud] * np.hanning(FRAME), size))
    return spectrum.argmax(axis=1) * RATE_HZ / size


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_begins_and_ends_in_nothing(tone: Tone) -> None:
    pcm = tones()[tone]
    assert abs(float(pcm[0])) < 1e-6
    assert abs(float(pcm[-1])) < 1e-4
    ramp = pcm[: round(RAMP_S * RATE_HZ / 4)]
    assert np.abs(ramp).max() < 0.25 * np.abs(pcm).max()


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_has_no_energy_where_only_clicks_have_it(tone: Tone) -> None:
    power = np.square(np.abs(np.fft.rfft(tones()[tone])))
    hz = np.fft.rfftfreq(len(tones()[tone]), 1 / RATE_HZ)
    assert 10 * np.log10(power[hz > 8_000].sum() / power.sum()) < -80
    assert 10 * np.log10(power[hz < 150].sum() / power.sum()) < -25, "small speakers have no bass"


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_has_the_level_of_all_and_room_above(tone: Tone) -> None:
    pcm = tones()[tone]
    asked_db = LEVEL_DB + (STOP_DB if tone is Tone.STOP else 0.0)
    assert asked_db - 4.0 <= level_db(pcm.astype(float), RATE_HZ) <= asked_db + 0.01
    assert np.abs(pcm).max() <= HIGHEST_PEAK + 1e-6


def test_more_rises_and_less_falls_all_the_way() -> None:
    up, down = pitches_hz(tones()[Tone.MORE]), pitches_hz(tones()[Tone.LESS])
    assert up[-1] > 2.0 * up[0]
    assert np.all(np.diff(up) >= 0)
    assert down[-1] < down[0] / 2.0
    assert np.all(np.diff(down) <= 0)


@pytest.mark.parametrize("tone", sorted(set(Tone) - {Tone.MORE}))
def test_nothing_but_more_ends_higher_than_it_begins(tone: Tone) -> None:
    heard = pitches_hz(tones()[tone])
    if tone in (Tone.PHASE, Tone.LOST, Tone.BACK):
        assert set(np.round(heard / 50)) <= set(np.round(heard[:3] / 50)), "it goes to and fro"
    else:
        assert heard[-1] <= heard[0] * 1.03


def test_stop_comes_three_times_and_louder() -> None:
    envelope = np.abs(tones()[Tone.STOP]) > 0.01
    quiet = round(0.05 * RATE_HZ)
    sounding = np.convolve(envelope, np.ones(quiet), "same") > 0
    assert (np.diff(sounding.astype(int)) == 1).sum() + int(sounding[0]) == 3
    others = [level_db(pcm.astype(float), RATE_HZ) for t, pcm in tones().items() if t != Tone.STOP]
    assert level_db(tones()[Tone.STOP].astype(float), RATE_HZ) > max(others) + 2.5


def test_every_cue_has_a_tone_that_there_is() -> None:
    assert {cue.tone for cue in CUES.values()} == {tone.value for tone in set(Tone) - MARKS}


@pytest.mark.parametrize("rate_hz", [22_050, 24_000, 44_100, 96_000])
def test_a_tone_is_the_same_at_any_rate(rate_hz: int) -> None:
    for tone, pcm in tones(rate_hz).items():
        usual = tones()[tone]
        assert len(pcm) / rate_hz == pytest.approx(len(usual) / RATE_HZ, abs=0.002)
        assert level_db(pcm.astype(float), rate_hz) == pytest.approx(
            level_db(usual.astype(float), RATE_HZ), abs=0.2
        )


def test_what_asks_for_a_change_is_said_within_half_a_second() -> None:
    for tone in (Tone.MORE, Tone.LESS, Tone.STOP, Tone.COUNT):
        assert len(tones()[tone]) / RATE_HZ < 0.5
