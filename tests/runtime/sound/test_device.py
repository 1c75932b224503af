"""The sound device through PortAudio: which one is opened, how, and what is said where none is."""

import sys
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tpdevice.core.cue import Priority
from tpdevice.core.errors import NoSound
from tpdevice.runtime.sound.device import open_device
from tpdevice.runtime.sound.play import Play, Tone
from tpdevice.runtime.sound.tones import tones

SPEAKERS = {
    "name": "Speakers\x1b[2J",
    "index": 4,
    "default_samplerate": 44_100.0,
    "max_output_channels": 8,
}
HEADSET = {"name": "Headset", "index": 1, "default_samplerate": 48_000.0, "max_output_channels": 1}


class PortAudioError(Exception):
    """What the library raises."""


class Stream:
    """A stream that notes how it was opened."""

    def __init__(self, **how: Any) -> None:
        self.how = how
        self.latency = 0.012
        self.started = self.closed = False

    def start(self) -> None:
        self.started = True

    def close(self) -> None:
        self.closed = True


class Library:
    """A stand-in for the library `sounddevice`."""

    PortAudioError = PortAudioError

    def __init__(self, apis: list[dict[str, Any]], *, fails: str = "") -> None:
        self._apis = apis
        self._fails = fails
        self.streams: list[Stream] = []

    def query_hostapis(self) -> list[dict[str, Any]]:
        return self._apis

    def query_devices(self, device: int | None = None, kind: str | None = None) -> dict[str, Any]:
        if self._fails:
            raise PortAudioError(self._fails)
        return HEADSET if device == 1 else SPEAKERS

    def OutputStream(self, **how: Any) -> Stream:  # noqa: N802
        self.streams.append(Stream(**how))
        return self.streams[-1]


def library(monkeypatch: pytest.MonkeyPatch, *apis: tuple[str, int], fails: str = "") -> Library:
    made = Library([{"name": n, "default_output_device": d} for n, d in apis], fails=fails)
    monkeypatch.setitem(sys.modules, "sounddevice", made)  # type: ignore[arg-type]
    return made


def test_the_default_device_is_opened_at_its_own_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    made = library(monkeypatch, ("ALSA", 4))
    opened = open_device(volume=0.5)
    (stream,) = made.streams
    assert stream.started
    wanted = {"device": 4, "samplerate": 44_100, "blocksize": 441, "channels": 2, "latency": "low"}
    assert stream.how | wanted == stream.how
    assert (opened.name, opened.rate_hz, opened.latency_s) == ("Speakers[2J", 44_100, 0.012)
    opened.close()
    assert stream.closed


@pytest.mark.parametrize(("number", "opened"), [(1, 1), (-1, 4)])
def test_windows_is_asked_by_its_quickest_way_where_that_has_a_device(
    number: int, opened: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = library(monkeypatch, ("MME", 4), ("Windows WASAPI", number))
    open_device(volume=0.5)
    assert made.streams[0].how["device"] == opened
    assert made.streams[0].how["channels"] == (1 if opened == 1 else 2)


def test_the_device_gets_what_was_put_at_the_volume(monkeypatch: pytest.MonkeyPatch) -> None:
    made = library(monkeypatch, ("ALSA", 4))
    opened = open_device(volume=0.5)
    opened.speaker.put(Play(Tone.MORE, Priority.CORRECT))
    out = np.ones((441, 2), np.float32)
    made.streams[0].how["callback"](out, 441, SimpleNamespace(), None)
    assert out[:, 0] == pytest.approx(0.5 * tones(44_100)[Tone.MORE][:441])
    assert np.array_equal(out[:, 0], out[:, 1])


def test_without_a_device_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, fails="Error querying device -1")
    with pytest.raises(NoSound, match="no sound device") as raised:
        open_device(volume=0.5)
    assert "--wav" in raised.value.hint


def test_a_device_that_does_not_open_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    made = library(monkeypatch, ("ALSA", 4))

    def busy(**_: Any) -> Stream:
        raise PortAudioError("Device unavailable")

    monkeypatch.setattr(made, "OutputStream", busy)
    with pytest.raises(NoSound, match=r"Speakers.* could not be opened: Device unavailable"):
        open_device(volume=0.5)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(NoSound) as raised:
        open_device(volume=0.5)
    assert "tpdevice[audio]" in raised.value.hint
