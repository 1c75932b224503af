"""The operating systems' own voices: which command turns a text into a WAV."""

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_WORDS_PER_MIN: Final = 165
"""How fast espeak speaks. Chosen: a little slower than its 175."""

_SAPI: Final = (
    "Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "try { $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, 'en-US') } catch { }; "
    "$voice.SetOutputToWaveFile($env:TPDEVICE_WAV); "
    "$voice.Speak($env:TPDEVICE_TEXT); "
    "$voice.Dispose()"
)
"""File and text come by the environment: nothing of them is read as a command. Source: Microsoft's
page of System.Speech.Synthesis.SpeechSynthesizer. Not verified on Windows."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """One call of a speech program."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Engine:
    """A speech program of this machine."""

    key: str
    label: str
    program: str
    make: Callable[[str, str, Path], Rendering]

    def rendering(self, text: str, path: Path) -> Rendering:
        """Return the call that speaks a text into a WAV file."""
        return self.make(self.program, text, path)


def _espeak(program: str, text: str, path: Path) -> Rendering:
    return Rendering((program, "-v", "en", "-s", str(_WORDS_PER_MIN), "-w", str(path), text))


def _say(program: str, text: str, path: Path) -> Rendering:
    """Source: macOS' manual page of `say`. Not verified on macOS."""
    form = ("--file-format=WAVE", "--data-format=LEI16@22050")
    return Rendering((program, "-o", str(path), *form, text))


def _powershell(program: str, text: str, path: Path) -> Rendering:
    command = (program, "-NoProfile", "-NonInteractive", "-Command", _SAPI)
    return Rendering(command, {"TPDEVICE_WAV": str(path), "TPDEVICE_TEXT": text})


_KNOWN: Final = (
    ("say", "macOS speech", ("say",), _say),
    ("sapi", "Windows speech", ("powershell", "pwsh"), _powershell),
    ("espeak", "espeak", ("espeak-ng", "espeak"), _espeak),
)
_OF_SYSTEM: Final = {"darwin": ("say", "espeak"), "win32": ("sapi", "espeak")}
NO_VOICE: Final = "No speech program was found: words are not spoken."
NO_VOICE_HINT: Final = "On Linux: `sudo apt install espeak-ng`."


def find_engine(
    *, system: str = sys.platform, which: Callable[[str], str | None] = shutil.which
) -> Engine | None:
    """Return this system's own speech, or None."""
    wanted = _OF_SYSTEM.get(system, ("espeak",))
    for key, label, programs, make in sorted(_KNOWN, key=lambda known: known[0] not in wanted[:1]):
        if key not in wanted:
            continue
        for program in programs:
            found = which(program)
            if found is not None:
                return Engine(key, label, found, make)
    return None
