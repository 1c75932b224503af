"""A coach of a few lines, so that the simulator is tested without the program it is made for."""

import struct
from dataclasses import dataclass, field

import numpy as np

from tpsim.loopback import open_loopback

CONTROL = "7e4e1703-1ea6-40c9-9dcc-13d34ffead57"
START = b"\x65"
S = 1_000_000_000


def cue(direction, phase, *, key="", question=None, question_id=None):
    """A cue message as the person gets it."""
    return {
        "t": "cue",
        "key": key or direction,
        "word": "",
        "text": "",
        "direction": direction,
        "question": question,
        "question_id": question_id,
        "phase": phase,
    }


def events(link, until_s, *, from_s=0.0, step_s=0.1, restart=True):
    """Everything that happens on a link; the stream is started whenever the link comes up."""
    out = []
    at_ns = round(from_s * S)
    while at_ns < round(until_s * S):
        at_ns = min(at_ns + round(step_s * S), round(until_s * S))
        while (event := link.poll(at_ns)) is not None:
            out.append(event)
            if restart and event[0] == "link" and event[2] == "up":
                link.write(event[1], CONTROL, START)
    return out


def samples(happened):
    """(arrival ns, kg, device us) of the whole samples among these events."""
    out = []
    for event in happened:
        if event[0] != "frame" or len(event[3]) < 10 or event[3][0] != 1:
            continue
        whole = event[3][2 : 2 + event[3][1]]
        for kg, us in struct.iter_unpack("<fI", whole[: len(whole) // 8 * 8]):
            out.append((event[1], kg, us))
    return out


@dataclass
class Coach:
    """Asks for more and less by two edges, with a margin, now and then again, and remembers."""

    target: str
    half: float = 0.15
    phase: str = "APPROACH"
    asks: str = "more"
    cues: int = 0
    told_ns: int = 0
    held_from_ns: int | None = None
    out_since_ns: int | None = None
    events: list = field(default_factory=list)

    def __post_init__(self):
        self.link = open_loopback(self.target)
        truth = self.link.truth()
        self.tender_n, self.comfort_n = truth["tender_n"][0], truth["comfort_n"][0]
        self.zero_n = truth["zero_n"][0]
        top_n = min(self.tender_n + 0.7 * (self.comfort_n - self.tender_n), 1.25 * self.tender_n)
        self.top_n = top_n
        self.bottom_n = max(0.9 * self.tender_n, top_n * (1 - self.half) / (1 + self.half))
        self.margin_n = 0.05 * top_n
        self.smooth_n = 0.0

    def run(self, seconds):
        """Coach for so long and return self."""
        self._tell(0, "more", "APPROACH")
        for at_ns in range(S // 10, seconds * S, S // 10):
            while (event := self.link.poll(at_ns)) is not None:
                self.events.append(event)
                if event[0] == "link" and event[2] == "up":
                    self.link.write(event[1], CONTROL, START)
                for arrived_ns, kg, _ in samples([event]):
                    if np.isfinite(kg) and abs(kg) < 1000:
                        self._judge(arrived_ns, kg * 9.80665 - self.zero_n)
        return self

    def share_in_band(self):
        """Share of the true time in the band, from 3 s after it was first reached."""
        truth = self.link.truth()
        force_n = truth["force_n"][truth["t_ns"] > self.held_from_ns + 3 * S]
        return float(np.mean((force_n >= self.bottom_n) & (force_n <= self.top_n)))

    def _judge(self, at_ns, force_n):
        self.smooth_n += 0.05 * (force_n - self.smooth_n)
        if self.phase == "APPROACH":
            if self.smooth_n > self.bottom_n:
                self.held_from_ns = at_ns
                self._tell(at_ns, "stay", "HOLD")
            return
        if self.bottom_n + self.margin_n < self.smooth_n < self.top_n - self.margin_n:
            self.out_since_ns = None
            self._tell(at_ns, "stay", "HOLD")
        elif not self.bottom_n < self.smooth_n < self.top_n:
            self.out_since_ns = self.out_since_ns or at_ns
            if at_ns - self.out_since_ns > 0.5 * S:
                self._tell(at_ns, "more" if self.smooth_n < self.bottom_n else "less", "HOLD")

    def _tell(self, at_ns, asks, phase):
        again = asks in ("more", "less") and at_ns - self.told_ns > 5 * S
        if (asks, phase) == (self.asks, self.phase) and at_ns and not again:
            return
        self.told_ns = at_ns
        self.cues += asks in ("more", "less")
        self.asks, self.phase = asks, phase
        self.link.show(at_ns, cue(asks, phase))
