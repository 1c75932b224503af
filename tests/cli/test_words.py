"""Answers in plain mode: lines, keys, and all that is neither."""

import io
import os
import sys
import threading
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from running import terminal

from tpdevice.cli.keys import keys_in, read_keys
from tpdevice.cli.plain import (
    BETWEEN_LINES_S,
    TOLD_AT_MOST,
    PlainCues,
    key_meaning,
    listen,
    meaning,
)
from tpdevice.core.action import Action
from tpdevice.core.cue import Cue, Direction, Priority, Told

PATIENCE_S = 30.0


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("", (Action.PAUSE, 0)),
        ("  \r\n", (Action.PAUSE, 0)),
        ("q", (Action.STOP, 0)),
        ("Q\n", (Action.STOP, 0)),
        ("0", (Action.RATE, 0)),
        ("7\n", (Action.RATE, 7)),
        ("10", (Action.RATE, 10)),
        ("007", (Action.RATE, 7)),
        ("t", (Action.TENDER, 0)),
        ("c", (Action.COMFORT, 0)),
        ("l", (Action.LET_GO, 0)),
        ("s", (Action.SHARP, 0)),
        ("y", (Action.YES, 0)),
        ("n", (Action.NO, 0)),
        ("g", (Action.NEXT, 0)),
        ("11", None),
        ("-1", None),
        ("3.5", None),
        ("9" * 5_000, None),
        ("yes please", None),
        ("\N{SUPERSCRIPT TWO}", None),
        ("\N{ARABIC-INDIC DIGIT THREE}", None),
        ("\x1b[A", None),
        ("\ufffd\ufffd", None),
    ],
)
def test_a_line_means_what_the_help_says(line: str, means: tuple[Action, int] | None) -> None:
    assert meaning(line) == means


@pytest.mark.parametrize(
    ("key", "means"),
    [
        (" ", (Action.PAUSE, 0)),
        ("q", (Action.STOP, 0)),
        ("\x1b", (Action.STOP, 0)),
        ("0", (Action.RATE, 0)),
        ("9", (Action.RATE, 9)),
        ("x", (Action.RATE, 10)),
        ("S", (Action.SHARP, 0)),
        ("\r", (Action.NEXT, 0)),
        ("\n", (Action.NEXT, 0)),
        ("z", None),
        ("\N{ARABIC-INDIC DIGIT THREE}", None),
        ("\x04", None),
    ],
)
def test_a_key_means_what_the_help_says(key: str, means: tuple[Action, int] | None) -> None:
    assert key_meaning(key) == means


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("n", ["n"]),
        ("nn3", ["n", "n", "3"]),
        ("\x1b", ["\x1b"]),
        ("\x1b\x1b", ["\x1b", "\x1b"]),
        ("\x1bq", ["\x1b", "q"]),
        ("\x1b[A", []),
        ("\x1b[1;5Cq", ["q"]),
        ("\x1bOPs", ["s"]),
        ("\x1b[A\x1b", ["\x1b"]),
        ("\x1b[", []),
        ("\x1b[12", []),
        ("\x1bO", []),
        ("", []),
    ],
)
def test_arrows_are_no_keys_and_escape_is(text: str, keys: list[str]) -> None:
    assert keys_in(text) == keys


class Pressed:
    """Keys as they come from another thread."""

    def __init__(self) -> None:
        self.all: list[tuple[Action, int]] = []
        self._new = threading.Condition()

    def press(self, action: Action, value: int) -> None:
        with self._new:
            self.all.append((action, value))
            self._new.notify_all()

    def wait_for(self, count: int) -> list[tuple[Action, int]]:
        with self._new:
            assert self._new.wait_for(lambda: len(self.all) >= count, PATIENCE_S)
        return self.all


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setattr(sys, "stdin", os.fdopen(ours))
    with os.fdopen(theirs, "wb") as file:
        file.write(data)


def threads_named(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == name]


def test_lines_are_answers_until_the_input_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, b"y\n11\n\xff\xfe\x1b[31m\n4\n\nq")
    pressed = Pressed()
    give_back = listen(pressed.press)
    assert pressed.wait_for(4) == [
        (Action.YES, 0),
        (Action.RATE, 4),
        (Action.PAUSE, 0),
        (Action.STOP, 0),
    ]
    for thread in threads_named("stdin"):
        thread.join(PATIENCE_S)
    give_back()
    sys.stdin.close()
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("not understood") == 2
    assert "not understood: '11'. lines: empty pauses" in said.err
    assert "\x1b" not in said.err


@pytest.mark.parametrize("stdin", ["closed", "missing"])
def test_without_stdin_there_are_simply_no_answers(
    stdin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO() if stdin == "closed" else None)
    if sys.stdin is not None:
        sys.stdin.close()
    listen(Pressed().press)()
    assert threads_named("stdin") == []


def test_a_stdin_without_a_descriptor_gives_no_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    listen(Pressed().press)()
    assert threads_named("stdin") == []


def test_a_line_without_an_end_is_no_answer_and_fills_no_memory(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, b"9" * 20_000 + b"\nq\n")
    pressed = Pressed()
    listen(pressed.press)
    assert pressed.wait_for(1) == [(Action.STOP, 0)]
    for thread in threads_named("stdin"):
        thread.join(PATIENCE_S)
    sys.stdin.close()
    assert "not understood: '99999999999999999999'" in capsys.readouterr().err


def test_what_nobody_can_mean_is_named_a_few_times_and_an_answer_after_it_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, b"what?\n" * 20 + b"4\n" + b"what?\n" + b"q\n")
    pressed = Pressed()
    listen(pressed.press)
    assert pressed.wait_for(2) == [(Action.RATE, 4), (Action.STOP, 0)]
    for thread in threads_named("stdin"):
        thread.join(PATIENCE_S)
    sys.stdin.close()
    said = capsys.readouterr().err
    assert said.count("not understood: 'what?'") == TOLD_AT_MOST + 1
    assert said.count("passed over") == 1


def test_lines_that_come_in_a_flood_are_taken_one_after_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    give(monkeypatch, b"5\n" * 50)
    pressed, waited_s = Pressed(), []
    monkeypatch.setattr("tpdevice.cli.plain.sleep", waited_s.append)
    listen(pressed.press)
    assert pressed.wait_for(50) == [(Action.RATE, 5)] * 50
    for thread in threads_named("stdin"):
        thread.join(PATIENCE_S)
    sys.stdin.close()
    assert waited_s == [BETWEEN_LINES_S] * 50


@pytest.fixture
def keyboard() -> object:
    if sys.platform == "win32":
        pytest.skip("terminals of this kind are not known on Windows")
    with terminal() as ends:
        yield ends


def test_keys_come_one_by_one_and_the_terminal_is_given_back(keyboard: tuple[int, int]) -> None:
    import termios

    ours, theirs = keyboard
    before = termios.tcgetattr(theirs)
    pressed = Pressed()

    def on_key(key: str) -> None:
        understood = key_meaning(key)
        if understood is not None:
            pressed.press(*understood)

    give_back: Callable[[], None] = read_keys(theirs, on_key)
    assert termios.tcgetattr(theirs) != before
    os.write(ours, b"n5")
    assert pressed.wait_for(2) == [(Action.NO, 0), (Action.RATE, 5)]
    os.write(ours, b"\x1b[A")
    os.write(ours, b"\x1b")
    assert pressed.wait_for(3)[2:] == [(Action.STOP, 0)]
    give_back()
    assert termios.tcgetattr(theirs) == before
    assert threads_named("keys") == []
    # What is typed now belongs to whoever asks next.
    os.write(ours, b"later\n")
    assert os.read(theirs, 100) == b"later\n"


def test_a_terminal_that_hangs_up_ends_the_keys_quietly() -> None:
    import pty

    ours, theirs = pty.openpty()
    give_back = read_keys(theirs, lambda _: None)
    os.close(ours)
    for thread in threads_named("keys"):
        thread.join(PATIENCE_S)
    assert threads_named("keys") == []
    give_back()
    os.close(theirs)


CUE = Cue("hold", "HOLD", "Right there", "calm", Direction.STAY, Priority.CALM, 0.0)


def told(text: str, question: str | None = None) -> Told:
    return Told(65_900_000_000, CUE, "HOLD", "in the band", question, text)


def test_a_cue_is_a_line_with_its_time_and_mark(capsys: pytest.CaptureFixture[str]) -> None:
    PlainCues(simulated=False).show(told("Right there"))
    PlainCues(simulated=True).show(told("\x1b]0;owned\x07Right\nthere\u202e [bold]x[/]"))
    assert capsys.readouterr().out == (
        "1:05  HOLD: Right there\n1:05  HOLD: ]0;ownedRight there [bold]x[/]  [SIMULATED]\n"
    )


def test_a_question_is_followed_by_its_items(capsys: pytest.CaptureFixture[str]) -> None:
    PlainCues(simulated=False).show(told("", "screen_c"))
    first, *items = capsys.readouterr().out.splitlines()
    assert first.endswith("? y/n")
    assert items
    assert all(item.startswith("        - ") for item in items)


def test_a_movement_and_a_place_are_told_below_their_cue(
    capsys: pytest.CaptureFixture[str],
) -> None:
    PlainCues(simulated=False).show(replace(told("Gently"), items=("Ear\x1b[2J to the side",)))
    PlainCues(simulated=False).show(replace(told("", "place"), items=("On the ridge",)))
    _, movement, _, place, stop = capsys.readouterr().out.splitlines()
    assert movement == "        - Ear[2J to the side"
    assert place == "        - On the ridge"
    assert "Stop at once" in stop


class Full(io.StringIO):
    """A stdout that takes no more."""

    def write(self, _: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_a_stdout_that_takes_no_more_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[OSError] = []
    cues = PlainCues(simulated=False, on_unheard=lost.append)
    monkeypatch.setattr(sys, "stdout", Full())
    cues.show(told("one"))
    cues.show(told("two"))
    assert [type(error) for error in lost] == [BrokenPipeError]


def test_a_stdout_that_takes_no_more_is_an_error_where_nobody_cares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(BrokenPipeError):
        PlainCues(simulated=False).show(told("one"))
