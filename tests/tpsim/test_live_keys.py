"""Keys in the terminal of `tpsim serve`: one key, one fault."""

import asyncio
import os
import sys

import pytest

from tpsim.faults import ABOUT, Fault
from tpsim.livekeys import KEYS, QUIT, follow, listing

PATIENCE_S = 10.0


def test_every_fault_has_its_key() -> None:
    assert sorted(KEYS.values()) == sorted(Fault)
    assert QUIT not in KEYS
    assert "?" not in KEYS


def test_the_list_tells_what_each_key_does() -> None:
    for key, fault in KEYS.items():
        assert f"  {key}  {fault}: {ABOUT[fault].text}" in listing().splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_keys_at_a_terminal_bring_their_faults_until_the_one_that_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = os.openpty()
    brought: list[str] = []
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if len(said) == 1:  # what was typed before it is ready is thrown away
            os.write(ours, b"sV?q")

    with os.fdopen(theirs, "r", encoding="ascii") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        asyncio.run(asyncio.wait_for(follow(brought.append, say), PATIENCE_S))
    os.close(ours)
    assert brought == [Fault.STALL, Fault.VANISH]
    assert said[-1] == listing()
