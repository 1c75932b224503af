"""Keys in the terminal of `tpsim serve`: one key, one fault."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tpsim.faults import ABOUT, Fault
from tpsim.livekeys import KEYS, QUIT, follow, listing, of_buttons
from tpsim.scenarios import SCENARIOS
from tpsim.served import Served
from tpsim.subjects import SUBJECTS
from tpsim.wire import KINDS
from tpsim.world import World

PATIENCE_S = 10.0


def test_every_fault_has_its_key() -> None:
    assert sorted(KEYS.values()) == sorted(Fault)
    assert QUIT not in KEYS
    assert "?" not in KEYS


def test_the_list_tells_what_each_key_does() -> None:
    for key, fault in KEYS.items():
        assert f"  {key}  {fault}: {ABOUT[fault].text}" in listing({}).splitlines()
    assert "  H  press hold on the device" in listing(of_buttons(["hold"])).splitlines()


def test_no_two_buttons_of_a_device_share_a_key() -> None:
    for kind in KINDS:
        buttons = Served(World(SUBJECTS["steady"], SCENARIOS["obedient"], 1, kind=kind)).buttons
        assert sorted(of_buttons(buttons).values()) == sorted(buttons)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_keys_at_a_terminal_bring_their_faults_until_the_one_that_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = os.openpty()
    told: list[Mapping[str, str]] = []
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if len(said) == 1:  # what was typed before it is ready is thrown away
            os.write(ours, b"sVH?q")

    with os.fdopen(theirs, "r", encoding="ascii") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        asyncio.run(asyncio.wait_for(follow(told.append, say, buttons=["hold"]), PATIENCE_S))
    os.close(ours)
    assert told == [
        {"t": "fault", "fault": Fault.STALL},
        {"t": "fault", "fault": Fault.VANISH},
        {"t": "press", "button": "hold"},
    ]
    assert said[-1] == listing({"H": "hold"})


def introduction(control: str) -> dict[str, object]:
    """Return who answers at a control port."""
    host, _, port = control.rpartition(":")
    with (
        socket.create_connection((host, int(port)), timeout=PATIENCE_S) as connection,
        connection.makefile("rwb") as lines,
    ):
        lines.write(b'{"t": "hello"}\n')
        lines.flush()
        said: dict[str, object] = json.loads(lines.readline())
    return said


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_tape_takes_no_keys_and_plays_on(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    tape.write_text(
        '{"format": "tpdevice tape", "header": {"device_key": "progressor"}}\n', "utf-8"
    )
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "tpsim.cli", "serve", "--tape", str(tape)]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        where = json.loads(server.stdout.readline())
        os.write(ours, b"v")
        for _ in range(2):
            assert introduction(where["control"])["name"] == "tape"
        server.terminate()
    os.close(ours)
    os.close(theirs)


def test_a_button_of_the_device_itself_can_be_pressed_and_no_other() -> None:
    served = Served(World(SUBJECTS["steady"], SCENARIOS["obedient"], 1, kind="wh-c06"))
    served.on_message({"t": "press", "button": "hold"})
    assert served.outbound.get_nowait() == {"t": "pressed", "button": "hold"}
    with pytest.raises(ValueError, match="none of this device's: hold, unit"):
        served.on_message({"t": "press", "button": "explode"})
