"""A soundtrack in a file: to the sample, level for level, and nothing where nothing was."""

import wave
from pathlib import Path

import numpy as np
import pytest

from tpdevice.core.cue import Priority
from tpdevice.core.errors import UsageError
from tpdevice.core.units import ns
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.shelf import Shelf, read_word
from tpdevice.runtime.sound.speaker import Speaker
from tpdevice.runtime.sound.tones import tones
from tpdevice.runtime.sound.wav import FILE_RATE_HZ, TAIL_S, Soundtrack

MORE = Play(Tone.MORE, Priority.CORRECT)
GOOD = Play(Tone.GOOD, Priority.GUIDE)


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as file:
        assert file.getparams()[:3] == (1, 2, FILE_RATE_HZ)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767


def written(path: Path, *plays: tuple[Play, float], volume: float = 1.0) -> np.ndarray:
    track = Soundtrack(path, volume=volume)
    for play, at_s in plays:
        track.put(play, ns(at_s))
    track.close()
    return samples(path)


def spoken(path: Path, *, hz: int = 22_050, length_s: float = 0.4, channels: int = 1) -> Path:
    """Make a file as a voice makes it: a sound with silence around it."""
    t = np.arange(round(length_s * hz)) / hz
    silence = np.zeros(round(0.2 * hz))
    data = np.concatenate([silence, 0.5 * np.sin(2 * np.pi * 300 * t), silence])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(hz)
        file.writeframes(np.repeat(np.round(32767 * data), channels).astype("<i2").tobytes())
    return path


def test_a_tone_begins_at_the_sample_of_its_cue_and_silence_is_silent(tmp_path: Path) -> None:
    heard = written(tmp_path / "a.wav", (MORE, 2.0), (GOOD, 14.5))
    for at_s, tone in ((2.0, Tone.MORE), (14.5, Tone.GOOD)):
        at, pcm = round(at_s * FILE_RATE_HZ), tones(FILE_RATE_HZ)[tone]
        assert heard[at : at + len(pcm)] == pytest.approx(pcm, abs=2e-5)
        heard[at : at + len(pcm)] = 0.0
    assert not heard.any()
    end_s = 14.5 + len(tones(FILE_RATE_HZ)[Tone.GOOD]) / FILE_RATE_HZ + TAIL_S
    assert len(heard) / FILE_RATE_HZ == pytest.approx(end_s, abs=1e-3)


def test_a_file_has_the_volume_that_is_asked_for(tmp_path: Path) -> None:
    full = np.abs(written(tmp_path / "a.wav", (MORE, 0.0))).max()
    half = np.abs(written(tmp_path / "b.wav", (MORE, 0.0), volume=0.5)).max()
    assert half == pytest.approx(full / 2, abs=1e-4)


def test_a_file_is_what_the_device_would_have_been_given(tmp_path: Path) -> None:
    shelf = Shelf(FILE_RATE_HZ)
    speaker = Speaker(shelf, volume=1.0)
    block, blocks = np.zeros((240, 2), np.float32), []
    plays = {100: MORE, 130: GOOD, 400: Play(Tone.STOP, Priority.STOP), 410: MORE}
    for number in range(600):
        if number in plays:
            speaker.put(plays[number])
        speaker.fill(block)
        blocks.append(block[:, 0].copy())
    heard = written(tmp_path / "a.wav", *((play, n / 100) for n, play in plays.items()))
    played = np.concatenate(blocks)[: len(heard)]
    assert heard == pytest.approx(played, abs=2e-5)


def test_the_file_of_a_session_in_which_nothing_was_said_is_short_and_silent(
    tmp_path: Path,
) -> None:
    assert not written(tmp_path / "a.wav").any()


def test_a_file_that_cannot_be_written_is_named_before_the_session(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or directory"):
        Soundtrack(tmp_path / "nowhere" / "a.wav")


def test_a_word_follows_its_tone_at_the_level_of_tones(tmp_path: Path) -> None:
    word = spoken(tmp_path / "word.wav")
    heard = written(tmp_path / "a.wav", (Play(Tone.MORE, word=str(word)), 0.0))
    tone = len(tones(FILE_RATE_HZ)[Tone.MORE])
    rest = heard[tone : -round(TAIL_S * FILE_RATE_HZ)]
    assert 0.4 < len(rest) / FILE_RATE_HZ < 0.55, "the silence around it is gone"
    assert not rest[: round(0.07 * FILE_RATE_HZ)].any()
    # Sine of 300 Hz: the ear makes little of it, so it may go up to the highest peak.
    assert 0.15 < np.abs(rest).max() <= 0.61


@pytest.mark.parametrize("hz", [8_000, 22_050, 48_000])
def test_a_word_keeps_its_pitch_at_another_rate(hz: int, tmp_path: Path) -> None:
    word = read_word(spoken(tmp_path / "word.wav", hz=hz, channels=2), FILE_RATE_HZ)
    spectrum = np.abs(np.fft.rfft(word * np.hanning(len(word))))
    assert spectrum.argmax() * FILE_RATE_HZ / len(word) == pytest.approx(300, abs=4)
    assert abs(word[0]) < 1e-3
    assert abs(word[-1]) < 1e-3


def test_what_is_no_short_sound_is_no_word(tmp_path: Path) -> None:
    shelf = Shelf(FILE_RATE_HZ)
    (tmp_path / "text.wav").write_text("no sound")
    long = spoken(tmp_path / "long.wav", hz=8_000, length_s=41.0)
    silent = tmp_path / "silent.wav"
    with wave.open(str(silent), "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(4_000))
    for path in (tmp_path / "text.wav", long, silent, tmp_path / "nowhere.wav"):
        assert shelf.word(str(path)) is None


def test_the_volume_stays_between_silence_and_full() -> None:
    block = np.zeros((4_800, 1), np.float32)
    for volume, peak in ((0.0, 0.0), (7.0, np.abs(tones(48_000)[Tone.MORE][:4_800]).max())):
        speaker = Speaker(Shelf(48_000), volume=volume)
        speaker.put(MORE)
        speaker.fill(block)
        assert np.abs(block).max() == pytest.approx(peak)


def test_a_speaker_is_silent_once_all_is_heard() -> None:
    speaker = Speaker(Shelf(48_000), volume=1.0)
    block = np.zeros((480, 2), np.float32)
    assert speaker.silent
    speaker.put(MORE)
    assert not speaker.silent
    blocks = 0
    while not speaker.silent:
        speaker.fill(block)
        blocks += 1
    assert blocks == -(-len(tones(48_000)[Tone.MORE]) // 480)
