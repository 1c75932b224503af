"""A soundtrack as a picture: who was told what above, the envelope, and the spectrogram below."""

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.guiding.sheet import FAINT, GREY, INK, WIDTH, Sheet, scale
from tpdevice.runtime.sound.tones import tones

RATE_HZ: Final = 24_000
ROW_S: Final = 120.0
"""Of the session in one row of the picture."""
LEFT, RIGHT = 46.0, WIDTH - 16.0
TONES_UP, ENVELOPE, BANDS, ROW = 26.0, 46.0, 84.0, 196.0
PIXELS_S: Final = 8
LOW_HZ, HIGH_HZ, HEIGHT = 150.0, 6_000.0, 64
_COLOURS: Final = {
    "more": "#1b6ca8",
    "less": "#b5541c",
    "good": "#1f7a5c",
    "stop": "#a01010",
    "ask": "#6b4fa0",
    "rest": "#6f6f6f",
    "slow": "#8a6d00",
    "done": "#1f7a5c",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened."""

    at_s: float
    key: str
    tone: str


def draw(
    path: Path, heard: np.ndarray, rate_hz: int, *, told: list[Mark], phases: list[Mark]
) -> None:
    """Draw a soundtrack, a row every two minutes."""
    rows = int(np.ceil(len(heard) / rate_hz / ROW_S))
    sheet = Sheet(round(rows * ROW + 30), "The soundtrack of a simulated session")
    _key(sheet)
    for row in range(rows):
        _row(sheet, heard, rate_hz, told=told, phases=phases, row=row)
    sheet.save(path)


def _key(sheet: Sheet) -> None:
    x = LEFT
    for tone, colour in _COLOURS.items():
        sheet.box(x, 8, 9, 9, colour)
        sheet.text(x + 13, 17, tone, size=11, colour=INK)
        x += 62
    sheet.text(RIGHT, 17, "tones as told", anchor="end", size=11, colour=GREY)


def _row(
    sheet: Sheet,
    heard: np.ndarray,
    rate_hz: int,
    *,
    told: list[Mark],
    phases: list[Mark],
    row: int,
) -> None:
    top, from_s = 30 + row * ROW, row * ROW_S
    x = scale(from_s, from_s + ROW_S, LEFT, RIGHT)
    sheet.axis(x, top + 166, [from_s + s for s in range(0, int(ROW_S) + 1, 20)], up=top + TONES_UP)
    free_from = LEFT
    for mark in phases:
        if from_s <= mark.at_s < from_s + ROW_S:
            at = x(mark.at_s)
            sheet.line(at, top + 4, at, top + 166, GREY)
            label = max(at + 2, free_from)
            sheet.text(label, top + 13, mark.key.lower(), size=9, colour=GREY)
            free_from = label + 6.0 * len(mark.key)
    for mark in told:
        if from_s <= mark.at_s < from_s + ROW_S:
            sheet.box(x(mark.at_s), top + 18, 2.5, 14, _COLOURS[mark.tone])
    part = heard[round(from_s * rate_hz) : round((from_s + ROW_S) * rate_hz)]
    _envelope(sheet, part, rate_hz, top + ENVELOPE)
    image = spectrogram(part, rate_hz, step=rate_hz // PIXELS_S, size=2048)
    width = (RIGHT - LEFT) * len(part) / rate_hz / ROW_S
    sheet.image(LEFT, top + BANDS, width, 80, png(image))
    _frequencies(sheet, LEFT, top + BANDS, 80)


def _frequencies(sheet: Sheet, x: float, top: float, height: float) -> None:
    for hz in (200, 500, 1000, 2000, 5000):
        share = np.log(hz / LOW_HZ) / np.log(HIGH_HZ / LOW_HZ)
        label = f"{hz / 1000:g} kHz" if hz >= 1000 else f"{hz} Hz"
        sheet.text(x - 4, top + height * (1 - share) + 3, label, anchor="end", size=9)


def draw_tones(path: Path) -> None:
    """Draw every tone on its own, four in a row, all in one scale."""
    sheet = Sheet(436, "The tones, each as a spectrogram of 1.4 seconds")
    wide, high = 160.0, 96.0
    for number, (tone, pcm) in enumerate(tones(RATE_HZ).items()):
        column, row = number % 4, number // 4
        left, top = LEFT + column * (wide + 8), 26.0 + row * (high + 44)
        sheet.text(left, top - 6, tone, colour=_COLOURS.get(tone, GREY))
        sheet.box(left, top, wide, high, FAINT, 0.4)
        padded = np.zeros(round(1.4 * RATE_HZ))
        padded[: len(pcm)] = pcm
        image = spectrogram(padded, RATE_HZ, step=RATE_HZ // 120, size=1024)
        sheet.image(left, top, wide, high, png(image))
        for tenth in (0, 5, 10):
            at = left + wide * tenth / 14
            sheet.line(at, top + high, at, top + high + 4, GREY)
            sheet.text(at, top + high + 14, f"{tenth / 10:g} s", size=9, anchor="middle")
        if not column:
            _frequencies(sheet, LEFT, top, high)
    sheet.save(path)


def _envelope(sheet: Sheet, part: np.ndarray, rate_hz: int, top: float) -> None:
    step = rate_hz // PIXELS_S
    count = len(part) // step
    peaks = np.abs(part[: count * step]).reshape(count, step).max(axis=1)
    sheet.line(LEFT, top + 30, RIGHT, top + 30, FAINT)
    for i, peak in enumerate(peaks):
        if peak > 0.001:
            x = LEFT + (RIGHT - LEFT) * i / (ROW_S * PIXELS_S)
            sheet.box(x, top + 30 - 30 * float(peak), 0.8, 30 * float(peak), INK)
    sheet.text(LEFT - 4, top + 12, "peak", anchor="end", size=9)


def spectrogram(part: np.ndarray, rate_hz: int, *, step: int, size: int) -> np.ndarray:
    """Return levels in 256 greys, highest frequency first, a column each step."""
    hz = np.fft.rfftfreq(size, 1 / rate_hz)
    edges = LOW_HZ * (HIGH_HZ / LOW_HZ) ** (np.arange(HEIGHT + 1) / HEIGHT)
    which = np.digitize(hz, edges)
    centre = np.digitize(np.sqrt(edges[:-1] * edges[1:]), hz) - 1
    columns = []
    padded = np.concatenate([part, np.zeros(size + step)])
    for at in range(0, len(part), step):
        frames = [padded[at + i * step // 4 :][:size] * np.hanning(size) for i in range(4)]
        power = np.square(np.abs(np.fft.rfft(frames))).max(axis=0)
        rows = [power[which == n].max(initial=power[centre[n - 1]]) for n in range(1, HEIGHT + 1)]
        columns.append(10 * np.log10(np.array(rows) / size + 1e-9))
    levels = np.array(columns).T[::-1]
    return np.asarray(255 - 255 * np.clip((levels + 45) / 60, 0, 1), np.uint8)


def png(grey: np.ndarray) -> bytes:
    """Return a picture of greys as PNG."""
    height, width = grey.shape
    lines = b"".join(b"\0" + row.tobytes() for row in grey)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in parts:
        made += struct.pack(">I", len(data)) + name + data
        made += struct.pack(">I", zlib.crc32(name + data))
    return made
