"""What is heard is what was asked for, else what the person likes; a file needs no device."""

import sys
import threading
import wave
from pathlib import Path

import numpy as np
import pytest
from running import tpdevice

from tpdevice.cli import sounding
from tpdevice.cli.sounding import Hearing, SoundWish
from tpdevice.core.cue import Told
from tpdevice.core.settings import Settings
from tpdevice.core.units import seconds
from tpdevice.runtime.sound.play import Tone
from tpdevice.runtime.sound.tones import tones
from tpdevice.runtime.sound.wav import FILE_RATE_HZ
from tpdevice.session.cues import CUES
from tpdevice.session.phases import Phase
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import show_session

SILENT = Settings(tones=False)


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767


def demo(folder: Path, *words: str) -> tuple[int, str, np.ndarray]:
    """Run a short session on virtual time, and return what it said and what was heard."""
    wav, log = folder / "heard.wav", str(folder / "log.db")
    said = tpdevice("--db", log, "demo", "--fast", "--short", "--wav", str(wav), *words)
    return said.code, said.err, samples(wav)


def test_a_soundtrack_has_each_tone_at_the_time_of_its_cue_in_the_log(tmp_path: Path) -> None:
    code, err, heard = demo(tmp_path, "--no-voice")
    assert (code, "What was heard is in" in err) == (0, True)
    with open_for_reading(tmp_path / "log.db") as store:
        rows = [row for row in show_session(store, 1).happenings if row.kind == "cue"]
    found = 0
    for row in rows:
        at, tone = round(seconds(row.at_ns) * FILE_RATE_HZ), Tone(CUES[row.name].tone)
        pcm = tones(FILE_RATE_HZ)[tone][:2_000]
        found += bool(np.allclose(heard[at : at + 2_000], pcm, atol=5e-5))
    assert len(rows) >= 15
    assert len(rows) - found <= 3, "those that come while another is cut, or all stays well"


def test_the_end_of_a_hold_is_counted_in_the_soundtrack(tmp_path: Path) -> None:
    _, _, heard = demo(tmp_path, "--no-voice")
    beat = tones(FILE_RATE_HZ)[Tone.COUNT].astype(float)
    found = np.correlate(heard, beat / np.square(beat).sum(), "valid")
    at = np.flatnonzero(found > 0.95)
    beats = at[np.diff(at, prepend=-FILE_RATE_HZ) > FILE_RATE_HZ / 10]
    assert 1 <= len(beats) <= 3


def test_a_file_is_written_with_no_sound_as_well(tmp_path: Path) -> None:
    _, _, with_no_sound = demo(tmp_path, "--no-sound", "--no-voice")
    assert np.abs(with_no_sound).max() > 0.1


def test_a_file_that_cannot_be_written_is_said_before_anybody_presses(tmp_path: Path) -> None:
    log, wav = str(tmp_path / "log.db"), str(tmp_path / "nowhere" / "heard.wav")
    said = tpdevice("--db", log, "demo", "--fast", "--short", "--wav", wav)
    assert (said.code, said.out) == (2, "")
    assert "nowhere" in said.err


def test_a_voice_that_is_not_there_is_said_once_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    code, err, _ = demo(tmp_path, "--voice")
    assert code == 0
    assert "No speech program was found" in err


@pytest.mark.parametrize(
    ("asked", "likes", "tones_", "voice"),
    [
        (SoundWish(), Settings(), True, False),
        (SoundWish(), Settings(tones=False, voice=True), False, True),
        (SoundWish(sound=False), Settings(voice=True), False, False),
        (SoundWish(sound=False, voice=True), Settings(), False, True),
        (SoundWish(sound=True, voice=False), Settings(tones=False, voice=True), True, False),
    ],
)
def test_the_command_line_goes_before_what_somebody_likes(
    asked: SoundWish,
    likes: Settings,
    tones_: bool,  # noqa: FBT001
    voice: bool,  # noqa: FBT001
) -> None:
    settled = asked.settled(likes)
    assert (settled.tones, settled.voice, settled.volume) == (tones_, voice, likes.volume)


def test_a_second_place_of_a_sitting_has_a_file_of_its_own() -> None:
    wish = SoundWish(wav=Path("heard.wav"))
    assert [wish.numbered(n).wav for n in (1, 2)] == [Path("heard.wav"), Path("heard-2.wav")]


def test_who_likes_no_sound_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    hearing = Hearing(SoundWish(), say=said.append)
    hearing.open(SILENT)
    hearing.show(Told(0, CUES["more"], Phase.HOLD, ""))
    hearing.close()
    assert said == []


def test_without_the_library_nothing_is_said_unless_sound_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tpdevice.runtime.sound.player.find_spec", lambda _: None)
    monkeypatch.setattr(sounding, "bell_writer", lambda: None)
    said: list[str] = []
    for wish in (SoundWish(), SoundWish(sound=True)):
        hearing = Hearing(wish, say=said.append)
        hearing.open(Settings())
        hearing.show(Told(0, CUES["more"], Phase.HOLD, ""))
        hearing.close()
    (line,) = said
    assert "not installed" in line


def test_where_sound_was_asked_for_and_none_is_there_the_bell_rings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rung: list[str] = []
    is_rung = threading.Event()

    def ring(text: str) -> None:
        rung.append(text)
        is_rung.set()

    monkeypatch.setattr("tpdevice.runtime.sound.player.find_spec", lambda _: None)
    monkeypatch.setattr(sounding, "bell_writer", lambda: ring)
    said: list[str] = []
    hearing = Hearing(SoundWish(sound=True), say=said.append)
    hearing.open(Settings())
    hearing.show(Told(0, CUES["more"], Phase.HOLD, ""))
    assert is_rung.wait(20.0)
    hearing.close()
    assert rung == ["\a"]
    assert "bell rings" in said[0]


def test_a_sound_test_in_a_file_names_every_tone_and_when_it_comes(tmp_path: Path) -> None:
    wav = tmp_path / "test.wav"
    said = tpdevice("sound-test", "--no-voice", "--wav", str(wav))
    lines = said.out.splitlines()
    assert said.code == 0
    assert [line.split()[2] for line in lines] == [str(tone) for tone in Tone]
    heard = samples(wav)
    for line in lines:
        at = round(float(line.split()[0]) * FILE_RATE_HZ)
        assert not heard[at - 2_400 : at - 300].any()
        assert np.abs(heard[at : at + 2_400]).max() > 0.02


def test_a_sound_test_without_a_device_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    said = tpdevice("sound-test", "--no-voice")
    assert (said.code, said.out) == (1, "")
    assert "tpdevice[audio]" in said.err
