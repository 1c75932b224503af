"""A session of `tpdevice run --plain`, from outside: its lines, and the log that it left."""

import json
import re
import socket
from pathlib import Path

from children import Child
from commands import TPDEVICE

from tpdevice.core.tape import LinkChange
from tpdevice.store.database import open_for_reading
from tpdevice.store.read import read_tape

CUE = re.compile(r"\d+:\d\d  ([A-Z ]+): ")
WHO = (
    *("--profile", "rig", "--point", "UT", "--side", "right"),
    *("--tool", "hook cane", "--support", "cane"),
)


class Sensor(Child):
    """A simulated sensor before this machine's own Bluetooth."""

    def ready(self) -> None:
        """Wait until it is on the air."""
        announced = json.loads(self.until('"control"'))
        self.control: str = announced["control"]
        self.hci: str = announced["hci"]
        self.name: str = announced["name"]
        self.address: str = announced["address"]

    def goes_wrong(self, fault: str, *, seconds: float) -> None:
        """Let one of the simulator's faults happen now."""
        host, _, port = self.control.rpartition(":")
        with socket.create_connection((host, int(port))) as control:
            line = {"t": "fault", "fault": fault, "lasts_s": seconds}
            control.sendall(json.dumps(line).encode() + b"\n")


class Session(Child):
    """`tpdevice run --plain --short`, with a simulated person."""

    def __init__(self, log: Path, sensor: Sensor, *more: str) -> None:
        self.log = log
        super().__init__(
            [
                *(*TPDEVICE, "--db", str(log)),
                *(
                    "run",
                    "--plain",
                    "--short",
                    "--person",
                    sensor.control,
                    "--device",
                    sensor.address,
                    *WHO,
                    *more,
                ),
            ]
        )

    @property
    def cues(self) -> list[str]:
        """Return the words of all cues, those that repeat the one before left out."""
        words = [found[1] for line in self.lines if (found := CUE.match(line))]
        return [word for i, word in enumerate(words) if i == 0 or words[i - 1] != word]

    @property
    def links(self) -> list[str]:
        """Return how the connection came and went, as kept on the tape."""
        with open_for_reading(self.log) as store:
            entries = list(read_tape(store, 1)[1])
        changes = [entry for entry in entries if isinstance(entry, LinkChange)]
        return [f"{each.state} {each.reason}".strip() for each in changes]


def in_order(words: list[str], *expected: str) -> bool:
    """Tell whether these come one after the other, whatever comes between."""
    rest = iter(words)
    return all(word in rest for word in expected)
