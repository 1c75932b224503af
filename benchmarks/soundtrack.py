"""A whole simulated session as it is heard: its levels, its onsets beside the log, and a picture.

Run: python3 dev.py bench soundtrack [--picture FILE] [--tones FILE] [--wav FILE] [--voice]
"""

import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

from benchmarks.figures import Board, Figure, options, percentiles
from benchmarks.hearing.picture import Mark, draw, draw_tones
from tpdevice.core.units import seconds
from tpdevice.runtime.sound.loudness import level_db
from tpdevice.session.cues import CUES
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import show_session

SILENT = 1 / 32767
"""Half a step above nothing, which is what a file of 16 bits holds in silence."""
QUIET_S = 0.03
"""Silence before a sound that makes it an onset."""


def session(folder: Path, *, seed: int, voice: bool, subject: str, scenario: str) -> Path:
    """Run a demo on virtual time into a folder; return its WAV."""
    wav = folder / "soundtrack.wav"
    words = ["--seed", str(seed), "--subject", subject, "--scenario", scenario]
    words += ["--voice" if voice else "--no-voice"]
    command = [sys.executable, "-m", "tpdevice.cli.main", "--db", str(folder / "log.db")]
    subprocess.run(
        [*command, "demo", "--fast", "--wav", str(wav), *words],
        check=False,
        stdout=subprocess.DEVNULL,
    )
    return wav


def samples(path: Path) -> tuple[np.ndarray, int]:
    """Return the samples of a file and how many there are a second."""
    with wave.open(str(path), "rb") as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767
        return data, file.getframerate()


def cues(folder: Path) -> list[Mark]:
    """Return every cue of the log, with its tone."""
    with open_for_reading(folder / "log.db") as store:
        happened = show_session(store, 1).happenings
    return [
        Mark(seconds(row.at_ns), row.name, CUES[row.name].tone)
        for row in happened
        if row.kind == "cue"
    ]


def phases(folder: Path) -> list[Mark]:
    """Return when each phase began."""
    with open_for_reading(folder / "log.db") as store:
        happened = show_session(store, 1).happenings
    return [Mark(seconds(row.at_ns), row.name, "") for row in happened if row.kind == "phase"]


def onsets_s(heard: np.ndarray, rate_hz: int) -> np.ndarray:
    """Return when sounds begin after silence, s."""
    at = np.flatnonzero(np.abs(heard) > SILENT)
    after_silence = np.diff(at, prepend=-rate_hz) > QUIET_S * rate_hz
    return at[after_silence] / rate_hz


def measured(heard: np.ndarray, rate_hz: int, told: list[Mark]) -> list[Figure]:
    """Return what there is to know of a soundtrack without ears."""
    began = onsets_s(heard, rate_hz)
    late_ms, silent = [], []
    for mark in told:
        after = began[began >= mark.at_s - 0.5 / rate_hz]
        if len(after) and after[0] - mark.at_s < 0.05:
            late_ms.append(1e3 * (after[0] - mark.at_s))
        elif not np.abs(heard[round(mark.at_s * rate_hz) :][: rate_hz // 20]).max() > SILENT:
            silent.append(mark.key)
    near = np.array([np.abs(began_s - np.array([m.at_s for m in told])).min() for began_s in began])
    sounding = np.abs(heard) > SILENT
    return [
        Figure("length", len(heard) / rate_hz, "s"),
        Figure("cues of the log", len(told), "cues"),
        *percentiles("cue of the log to sound, after silence", late_ms, "ms", goal="<= 5"),
        Figure("cues without a sound", len(silent), "cues", "", ", ".join(sorted(set(silent)))),
        Figure("onsets of marks and beats", int((near > 0.05).sum()), "onsets", "", "near no cue"),
        Figure("highest peak", float(np.abs(heard).max()), "of full", "<= 0.65"),
        Figure("samples at full scale", int((np.abs(heard) >= 0.999).sum()), "samples", "<= 0"),
        Figure("largest step between samples", float(np.abs(np.diff(heard)).max()), "of full"),
        Figure("offset", abs(float(heard[sounding].mean())), "of full", "<= 0.001"),
        Figure("A-weighted level where it sounds", level_db(heard, rate_hz), "dB"),
        Figure("share of the time in which it sounds", 100 * float(sounding.mean()), "%"),
    ]


def main() -> None:
    """Measure, print and draw."""
    parser = options(__doc__)
    parser.add_argument("--picture", type=Path, help="draw envelope and spectrogram here (SVG)")
    parser.add_argument("--tones", type=Path, help="draw each tone on its own here (SVG)")
    parser.add_argument("--wav", type=Path, help="keep the soundtrack here")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--subject", default="novice")
    parser.add_argument("--scenario", default="obedient")
    parser.add_argument("--voice", action="store_true", help="with spoken words")
    asked = parser.parse_args()
    board = Board(as_json=asked.json)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wav = session(
            folder,
            seed=asked.seed,
            voice=asked.voice,
            subject=asked.subject,
            scenario=asked.scenario,
        )
        heard, rate_hz = samples(wav)
        told = cues(folder)
        board.add(measured(heard, rate_hz, told))
        if asked.picture:
            draw(asked.picture, heard, rate_hz, told=told, phases=phases(folder))
        if asked.tones:
            draw_tones(asked.tones)
        if asked.wav:
            asked.wav.write_bytes(wav.read_bytes())
    board.close()


if __name__ == "__main__":
    main()
