"""Plain mode by one key: terminals, clickers, pipes."""

import os
import threading

import pytest
from sitting import IN_N, Sitting

from tpdevice.cli import onekeyed
from tpdevice.cli.keys import keys_in
from tpdevice.cli.plain import PlainCues
from tpdevice.core.action import Action
from tpdevice.core.cue import Told
from tpdevice.core.tape import Key
from tpdevice.runtime.onehand import OneHand
from tpdevice.runtime.seat import Seat
from tpdevice.session.answering import By
from tpdevice.session.cues import CUES


@pytest.mark.parametrize("sent", ["\x1b[5~", "\x1b[6~", "\x1b[C", "\x1bOH", "\x1b[15~"])
def test_pages_and_arrows_are_a_key_only_where_all_keys_are_one(sent: str) -> None:
    assert keys_in(sent) == []
    assert keys_in(sent, named="a key") == ["a key"]


def test_an_escape_is_still_an_escape() -> None:
    assert keys_in("\x1b", named="a key") == ["\x1b"]
    assert keys_in(" \x1b[5~\x1b", named="a key") == [" ", "a key", "\x1b"]


class _Stdin:
    """The end of a pipe that lines come from."""

    closed = False

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._descriptor


@pytest.mark.parametrize(
    ("line", "action"),
    [("", Action.PAUSE), ("7", Action.PAUSE), ("n", Action.PAUSE), ("q", Action.STOP)],
)
def test_any_line_is_one_press_and_q_stops(
    line: str, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = Sitting().hold().rate(5).press(IN_N, 1.0)
    came, pressed = threading.Event(), list[Key]()

    def press(what: Action, value: int) -> None:
        pressed.append(Key(0, what, value))
        came.set()

    reads, writes = os.pipe()
    monkeypatch.setattr("sys.stdin", _Stdin(reads))
    give_back = onekeyed.listen(OneHand(Seat(None, press, state=sitting.state)))
    os.write(writes, f"{line}\n".encode())
    assert came.wait(5.0)
    os.close(writes)
    give_back()
    assert pressed == [Key(0, action, 0)]


@pytest.mark.parametrize(
    ("by", "line"),
    [
        (By.KEYS, "now? y/n"),
        (By.ONE_KEY, "now? Press for yes and no, one by one"),
    ],
)
def test_a_line_says_how_to_answer_in_the_terms_of_what_is_at_hand(
    by: By, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cues = PlainCues(simulated=False, by=lambda: by)
    cues.show(Told(0, CUES["question"], "SCREENING", "", "screen_a", CUES["question"].text))
    assert line in capsys.readouterr().out.splitlines()[0]
