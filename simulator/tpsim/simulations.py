"""Simulated sensors for other programs' tests: on virtual time, or on the air in a process."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from tpsim.loopback import Event, Loopback, open_loopback

START_S: Final = 30.0
"""How long a process may take to be ready. Assumed; it takes half a second."""
LEAVE_S: Final = 5.0
ANSWER_S: Final = 10.0
NS_PER_S: Final = 1_000_000_000


class Simulations:
    """What the fixture hands over."""

    def __init__(self) -> None:
        self._open: list[OnAir] = []

    def virtual(
        self,
        device: str = "progressor",
        *,
        subject: str = "novice",
        scenario: str = "obedient",
        seed: int = 1,
        **more: object,
    ) -> "Virtual":
        """Return a sensor on virtual time: nothing happens but when it is asked to.

        Parameters
        ----------
        scenario
            A name of `tpsim scenarios`, `fault:NAME`, `fault:NAME:PHASE`, or a .toml file.
        more
            `samples_per_packet`, `interval_ms`, `extra_ms`, `late` or `wraps_after_s`.

        Raises
        ------
        ValueError
            If anything of it is not known.
        """
        from urllib.parse import urlencode

        asked = {"device": device, "subject": subject, "scenario": scenario, "seed": seed, **more}
        return Virtual(open_loopback(urlencode(asked)))

    def on_air(self, *devices: str, **asked: object) -> "OnAir":
        """Return sensors on a software radio in a process of their own, in real time.

        Parameters
        ----------
        devices
            Such as ``"progressor"`` or ``"wh-c06*3"``; a Progressor if there is none.
        asked
            Options of `tpsim serve`, such as ``subject="lying"``, ``scenario="stall"``,
            ``seed=3``, ``tape="session.jsonl"``, ``interval_ms=15`` or ``loss=0.3``.

        Raises
        ------
        ValueError
            If it does not start; it says why.
        """
        arguments = [part for device in devices for part in ("--device", device)]
        for name, value in asked.items():
            arguments += [f"--{name.replace('_', '-')}", str(value)]
        on_air = OnAir(arguments)
        self._open.append(on_air)
        return on_air

    def close(self) -> None:
        """End whatever was started."""
        while self._open:
            self._open.pop().close()


class Virtual:
    """A connection that yields plain tuples; time goes on only in `run`."""

    def __init__(self, loopback: Loopback) -> None:
        self._loopback = loopback
        self.now_ns = 0

    @property
    def device(self) -> dict[str, Any]:
        """Key, name and address of the sensor."""
        return self._loopback.device

    @property
    def person(self) -> dict[str, Any]:
        """Who presses, and where."""
        return self._loopback.person

    def run(self, seconds: float) -> Iterator[Event]:
        """Let time go on, and yield what happens: frames, keys and changes of the link.

        ``("frame", at_ns, channel, data)``, ``("key", at_ns, action, value)`` or
        ``("link", at_ns, "up" or "down", reason)``. What is written meanwhile is written then.
        """
        end_ns = self.now_ns + round(seconds * NS_PER_S)
        while (event := self._loopback.poll(end_ns)) is not None:
            self.now_ns = event[1]
            yield event
        self.now_ns = end_ns

    def write(self, channel: str, data: bytes) -> None:
        """Write to a characteristic, now."""
        self._loopback.write(self.now_ns, channel, data)

    def cue(self, direction: str, *, phase: str = "HOLD", **more: object) -> None:
        """Tell the person something: `more`, `less`, `stay`, `off` or `none`."""
        self._loopback.show(self.now_ns, cue_message(direction, phase=phase, **more))

    def relink(self) -> None:
        """Drop the connection and make a new one."""
        self._loopback.relink(self.now_ns)

    def fault(
        self, name: str, *, lasts_s: float | None = None, amount: float | None = None
    ) -> None:
        """Let something go wrong from now on; see `tpsim faults`."""
        self._loopback.fault(self.now_ns, name, lasts_s=lasts_s, amount=amount)

    def weigh(self, force_n: float) -> None:
        """Put a dead weight on the sensor, N, or take it off with 0."""
        self._loopback.weigh(force_n)

    def press(self, button: str) -> None:
        """Press something on the device itself, such as `hold` of a WH-C06."""
        self._loopback.press(button)

    def truth(self) -> dict[str, Any]:
        """Return what really happened, as arrays by name; see `tpsim.world.World.truth`."""
        return self._loopback.truth()


@dataclass(frozen=True, slots=True)
class Sensor:
    """One sensor on the air."""

    name: str
    address: str
    kind: str


class OnAir:
    """`tpsim serve` as a child process."""

    def __init__(self, arguments: list[str]) -> None:
        command = [sys.executable, "-m", "tpsim.cli", "serve", "--parent-pipe", *arguments]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        line = self._first_line()
        self.hci: str = line["hci"]
        """HOST:PORT of the radio."""
        self.sensors = tuple(
            [Sensor(each["name"], each["address"], each["kind"]) for each in line["sensors"]]
        )
        host, _, port = line["control"].rpartition(":")
        self._control = socket.create_connection((host, int(port)), timeout=ANSWER_S)
        self._lines = self._control.makefile("rwb")
        self.person = self._ask({"t": "hello"}, "person")

    @property
    def address(self) -> str:
        """Address of the first sensor."""
        return self.sensors[0].address

    @property
    def scanner(self) -> dict[str, Any]:
        """Keyword arguments for bleak's `BleakScanner`."""
        from tpsim.air.backend import bleak_arguments

        return bleak_arguments(self.hci)[0]

    @property
    def client(self) -> dict[str, Any]:
        """Keyword arguments for bleak's `BleakClient`."""
        from tpsim.air.backend import bleak_arguments

        return bleak_arguments(self.hci)[1]

    def cue(self, direction: str, *, phase: str = "HOLD", **more: object) -> None:
        """Tell the person something: `more`, `less`, `stay`, `off` or `none`."""
        self._say(cue_message(direction, phase=phase, **more))

    def fault(
        self,
        name: str,
        *,
        lasts_s: float | None = None,
        amount: float | None = None,
        sensor: int = 0,
    ) -> None:
        """Let something go wrong now, and return once it has begun; see `tpsim faults`."""
        asked = {"t": "fault", "fault": name, "sensor": sensor}
        self._ask({**asked, "lasts_s": lasts_s, "amount": amount}, "begun")

    def weigh(self, force_n: float, *, sensor: int = 0) -> None:
        """Put a dead weight on a sensor, N, or take it off with 0."""
        self._ask({"t": "weigh", "force_n": force_n, "sensor": sensor}, "weighed")

    def press(self, button: str, *, sensor: int = 0) -> None:
        """Press something on a device itself, such as `hold` of a WH-C06."""
        self._ask({"t": "press", "button": button, "sensor": sensor}, "pressed")

    def close(self) -> None:
        """End the process."""
        with suppress(OSError):
            self._lines.close()
            self._control.close()
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _first_line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        patience = threading.Timer(START_S, self._process.kill)
        patience.start()
        try:
            line: dict[str, Any] = json.loads(self._process.stdout.readline())
        except ValueError:
            self._process.wait(LEAVE_S)
            assert self._process.stderr is not None
            said = self._process.stderr.read().decode("utf-8", "replace").strip()
            self._end()
            raise ValueError(said.rpartition("error: ")[2] or "it said nothing") from None
        finally:
            patience.cancel()
        return line

    def _ask(self, message: dict[str, Any], answer: str) -> dict[str, Any]:
        """Say something, and return the answer; what the person does meanwhile is passed over."""
        self._say(message)
        while line := self._lines.readline():
            said: dict[str, Any] = json.loads(line)
            if said["t"] == "error":
                raise ValueError(said["error"])
            if said["t"] == answer:
                return said
        raise ValueError("the simulator has ended")

    def _say(self, message: dict[str, Any]) -> None:
        self._lines.write(json.dumps(message).encode() + b"\n")
        self._lines.flush()

    def _end(self) -> None:
        process = self._process
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            process.wait(LEAVE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cue_message(direction: str, *, phase: str, **more: object) -> dict[str, Any]:
    """Return a cue as the person understands it."""
    return {
        "t": "cue",
        "key": direction,
        "word": "",
        "text": "",
        "direction": direction,
        "question": None,
        "question_id": None,
        "phase": phase,
        **more,
    }
