"""The sound device, through PortAudio. The only importer of sounddevice, and only when used."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tpdevice.core.errors import NoSound
from tpdevice.core.text import harmless
from tpdevice.runtime.sound.shelf import Shelf
from tpdevice.runtime.sound.speaker import BLOCK_S, Speaker

_QUICKEST_API: Final = "Windows WASAPI"
"""Where there is this way to a device, it is used: the older ones buffer for 90 ms and more."""
_NO_LIBRARY: Final = "On Linux, PortAudio itself is needed too: `sudo apt install libportaudio2`."
NO_EXTRA: Final = "Install the extra `audio`: `pip install 'tpdevice[audio]'`."
_NO_DEVICE: Final = "Plug in or switch on a speaker; --wav FILE needs none."


@dataclass(frozen=True, slots=True)
class Opened:
    """A device that plays."""

    name: str
    rate_hz: int
    latency_s: float
    """From a block handed over to its sound, as the device states it."""
    speaker: Speaker
    close: Callable[[], None]


def open_device(*, volume: float, on_gone: Callable[[], None] = lambda: None) -> Opened:
    """Begin to play silence on the default device.

    Raises
    ------
    NoSound
        If there is none, with what to do about it.
    """
    portaudio = _portaudio()
    try:
        number, info = _default(portaudio)
    except portaudio.PortAudioError as error:
        raise NoSound("There is no sound device.", hint=_NO_DEVICE) from error
    try:
        rate_hz = round(info["default_samplerate"])
        speaker = Speaker(Shelf(rate_hz), volume=volume)

        def callback(out: Any, _frames: int, _time: Any, _status: Any) -> None:
            speaker.fill(out)

        stream = portaudio.OutputStream(
            device=number,
            samplerate=rate_hz,
            blocksize=round(BLOCK_S * rate_hz),
            channels=min(2, info["max_output_channels"]),
            dtype="float32",
            latency="low",
            callback=callback,
            finished_callback=on_gone,
        )
        stream.start()
    except (portaudio.PortAudioError, ValueError) as error:
        said = harmless(str(error)).rstrip(".")
        name = harmless(info["name"])
        raise NoSound(f"{name} could not be opened: {said}.", hint=_NO_DEVICE) from error
    return Opened(harmless(info["name"]), rate_hz, stream.latency, speaker, stream.close)


def _portaudio() -> Any:
    try:
        import sounddevice
    except ImportError as error:
        raise NoSound("The library for sound is not installed.", hint=NO_EXTRA) from error
    except OSError as error:
        raise NoSound("The system has no PortAudio library.", hint=_NO_LIBRARY) from error
    except Exception as error:
        # PortAudio itself could not begin; its error type comes with the failed import.
        raise NoSound(f"Sound could not begin: {harmless(str(error))}.", hint=_NO_DEVICE) from error
    return sounddevice


def _default(portaudio: Any) -> tuple[int, dict[str, Any]]:
    """Return the default output by the quickest way to it."""
    for api in portaudio.query_hostapis():
        if api["name"] == _QUICKEST_API and api["default_output_device"] >= 0:
            number = api["default_output_device"]
            return number, portaudio.query_devices(number)
    info = portaudio.query_devices(kind="output")
    return info["index"], info
