"""Keys in the terminal of `tpsim serve`: one key, one fault."""

import asyncio
import os
import sys
from collections.abc import Mapping

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


def test_a_button_of_the_device_itself_can_be_pressed_and_no_other() -> None:
    served = Served(World(SUBJECTS["steady"], SCENARIOS["obedient"], 1, kind="wh-c06"))
    served.on_message({"t": "press", "button": "hold"})
    assert served.outbound.get_nowait() == {"t": "pressed", "button": "hold"}
    with pytest.raises(ValueError, match="none of this device's: hold, unit"):
        served.on_message({"t": "press", "button": "explode"})
