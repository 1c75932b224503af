"""Words from the system's own speech: made once, kept, never waited for.

macOS and Windows cannot be tried here: what is called there is compared with what their pages say,
and run by a stand-in. espeak-ng is tried where it is.
"""

import shutil
import sys
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from tpdevice.runtime.sound.engines import Engine, Rendering, find_engine
from tpdevice.runtime.sound.shelf import read_word
from tpdevice.runtime.sound.voice import Voice
from tpdevice.session.answering import EVERY_WAY
from tpdevice.session.cues import CUES, EVERY_WORD
from tpdevice.session.spoken import ONE_KEY

WAV = Path("/kept/word.wav")
STAND_IN = """
import struct, sys, wave
log, path, text = sys.argv[1:4]
with open(log, "a") as file: file.write(text + "\\n")
with wave.open(path, "wb") as file:
    file.setparams((1, 2, 8000, 0, "NONE", ""))
    file.writeframes(struct.pack("<h", 9000) * 2000)
"""


def stand_in(log: Path, code: str = STAND_IN) -> Engine:
    """Return a speech program that notes what it is asked to say."""

    def make(program: str, text: str, path: Path) -> Rendering:
        return Rendering((program, "-c", code, str(log), str(path), text))

    return Engine("stand-in", "a stand-in", sys.executable, make)


def having(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in programs else None


def rendering(system: str, *programs: str) -> Rendering:
    engine = find_engine(system=system, which=having(*programs))
    assert engine is not None
    return engine.rendering("slowly more", WAV)


def test_linux_speaks_by_espeak() -> None:
    command = rendering("linux", "espeak-ng", "espeak").command
    assert command == ("/bin/espeak-ng", "-v", "en", "-s", "165", "-w", str(WAV), "slowly more")
    assert rendering("linux", "espeak").command[0] == "/bin/espeak"


def test_macos_speaks_by_say_into_a_wav_of_16_bits() -> None:
    form = ("--file-format=WAVE", "--data-format=LEI16@22050")
    command = rendering("darwin", "say", "espeak-ng").command
    assert command == ("/bin/say", "-o", str(WAV), *form, "slowly more")
    assert rendering("darwin", "espeak-ng").command[0] == "/bin/espeak-ng"


def test_windows_speaks_by_sapi_and_reads_no_text_as_a_command() -> None:
    made = rendering("win32", "powershell")
    assert made.command[:4] == ("/bin/powershell", "-NoProfile", "-NonInteractive", "-Command")
    assert "System.Speech" in made.command[4]
    assert not any("slowly more" in part or "word.wav" in part for part in made.command)
    assert made.environment == {"TPDEVICE_WAV": str(WAV), "TPDEVICE_TEXT": "slowly more"}


def test_a_system_without_speech_has_none() -> None:
    assert find_engine(system="linux", which=having("say", "powershell")) is None


@pytest.mark.process
def test_a_word_is_made_once_and_kept(tmp_path: Path) -> None:
    log = tmp_path / "log"
    first = Voice(stand_in(log), tmp_path / "kept")
    assert first.make(["more", "less", "more"]) == []
    again = Voice(stand_in(log), tmp_path / "kept")
    assert again.make(["more"]) == []
    assert log.read_text().split() == ["more", "less"]
    assert read_word(Path(again.file("more")), 24_000).any()
    assert len(list((tmp_path / "kept").iterdir())) == 2, "nothing half made is left"


@pytest.mark.process
@pytest.mark.parametrize("code", ["raise SystemExit(1)", "", "import os; os.abort()"])
def test_a_word_that_cannot_be_made_is_not_spoken(code: str, tmp_path: Path) -> None:
    voice = Voice(stand_in(tmp_path / "log", code), tmp_path / "kept")
    assert voice.make(["more"]) == ["more"]
    assert voice.file("more") == ""
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    voice = Voice(stand_in(tmp_path / "log"), tmp_path / "file" / "kept")
    assert voice.make(["more"]) == ["more"]


@pytest.mark.process
def test_nobody_waits_for_a_word_that_is_not_there_yet(tmp_path: Path) -> None:
    log, go = tmp_path / "log", tmp_path / "go"
    late = f"import os, time\nwhile not os.path.exists({str(go)!r}): time.sleep(0.01)\n"
    voice = Voice(stand_in(log, late + STAND_IN), tmp_path / "kept")
    voice.start(["less"])
    assert (voice.file("less"), voice.file("more")) == ("", ""), "neither can be made so far"
    go.touch()
    give_up_s, waited = time.monotonic() + 20, threading.Event()
    while not (voice.file("less") and voice.file("more")):
        assert time.monotonic() < give_up_s
        waited.wait(0.02)
    voice.close()
    assert log.read_text().split() == ["less", "more"]


@pytest.mark.process
def test_a_voice_that_is_closed_makes_no_more_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    log = tmp_path / "log"
    hangs = "import sys, time\nopen(sys.argv[1], 'w').close()\ntime.sleep(60)"
    voice = Voice(stand_in(log, hangs), tmp_path / "kept")
    voice.start(["more", "less"])
    give_up_s, waited = time.monotonic() + 20, threading.Event()
    while not log.exists():
        assert time.monotonic() < give_up_s
        waited.wait(0.02)
    voice.close()
    assert list((tmp_path / "kept").iterdir()) == []
    assert not [thread for thread in threading.enumerate() if thread.name == "voice"]


def test_every_cue_has_few_words_to_be_spoken() -> None:
    assert all(0 < len(cue.spoken.split()) <= 6 for cue in CUES.values())
    assert all(0 < len(words.split()) <= 6 for words in ONE_KEY)
    assert set(EVERY_WORD) == {*EVERY_WAY, *ONE_KEY, *[cue.spoken for cue in CUES.values()]}


def test_what_leads_force_is_said_in_the_four_words_that_people_use() -> None:
    assert [CUES[key].spoken for key in ("more", "less", "there")] == ["more", "less", "good"]
    stops = {key for key in CUES if key.startswith("come_off")}
    assert all("come off" in CUES[key].spoken for key in stops)


@pytest.mark.process
@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_espeak_says_a_word_in_less_than_a_second_and_a_half(tmp_path: Path) -> None:
    engine = find_engine(system="linux")
    assert engine is not None
    voice = Voice(engine, tmp_path)
    assert voice.make(["come off"]) == []
    with wave.open(voice.file("come off")) as file:
        assert file.getframerate() >= 16_000
    word = read_word(Path(voice.file("come off")), 24_000)
    assert 0.2 < len(word) / 24_000 < 1.5
