"""Questions before a session: what is asked, what is not, and what is refused beforehand."""

import dataclasses
import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bleak.exc import BleakBluetoothNotAvailableError
from bleak.exc import BleakBluetoothNotAvailableReason as Reason
from fakeradio import FakeRadio
from msgspec.structs import replace
from running import tpdevice
from sitting import header

from tpdevice.cli.asked import Asked, checked, point_named
from tpdevice.cli.asking import another_place, choose_identity, choose_rig
from tpdevice.core.band import Support
from tpdevice.core.errors import UsageError
from tpdevice.core.plan import Identity, Side
from tpdevice.runtime import content
from tpdevice.runtime.memory import MemoryRecorder
from tpdevice.runtime.targets import REAL

ALL = {"profile": "me", "point": "UT", "side": "left", "tool": "cane", "support": "cane"}
RUN = ("run", *(part for key, value in ALL.items() for part in (f"--{key}", value)))


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def chosen(path: Path, **asked: str | None) -> Identity:
    words = checked(Asked(**(dict.fromkeys(ALL) | asked)))
    return choose_identity(path, words, simulated=False)


def test_what_is_said_on_the_command_line_is_not_asked(tmp_path: Path) -> None:
    identity = chosen(tmp_path / "log.db", **ALL)
    assert identity == Identity("me", "UT", Side.LEFT, "cane", Support.CANE)


def test_names_with_control_characters_are_kept_without_them(tmp_path: Path) -> None:
    identity = chosen(tmp_path / "log.db", **(ALL | {"profile": "a\x1b[31mb", "tool": "x\ny"}))
    assert (identity.profile, identity.tool) == ("a[31mb", "x y")


@pytest.mark.parametrize("missing", list(ALL))
def test_what_is_missing_without_a_terminal_names_its_option(missing: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        chosen(tmp_path / "log.db", **{key: v for key, v in ALL.items() if key != missing})
    assert str(caught.value).startswith(f"--{missing} is missing")
    assert f"`--{missing} " in caught.value.hint


def test_somebody_at_a_terminal_is_asked_for_everything(
    somebody: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody("ann", "upper calf", "right", "", "hand")
    identity = chosen(tmp_path / "log.db")
    assert identity == Identity("ann", "GAS", Side.RIGHT, "hook cane", Support.HAND)
    said = capsys.readouterr()
    assert said.out == ""
    assert "Which side (left, right)" in said.err


def test_a_rig_is_what_was_asked_for_or_what_the_tool_had_last_time(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    identity = chosen(path, **ALL)
    assert choose_rig(path, identity, rig=None, address="AA", simulated=False)[0] == 1.0
    assert choose_rig(path, identity, rig=2.5, address="AA", simulated=False)[0] == 2.5
    MemoryRecorder(header(identity=identity, rig_multiplier=2.5)).save(path)
    assert choose_rig(path, identity, rig=None, address="AA", simulated=False)[0] == 2.5
    assert choose_rig(path, identity, rig=1.0, address="AA", simulated=False)[0] == 1.0
    assert (
        choose_rig(path, replace(identity, tool="ball"), rig=None, address="AA", simulated=False)[0]
        == 1.0
    )
    assert choose_rig(path, identity, rig=None, address="AA", simulated=True)[0] == 1.0


def test_a_second_place_is_offered_to_somebody_and_to_nobody_else(
    somebody: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not another_place()
    for answer, wanted in (("y", True), ("", False), ("n", False)):
        somebody(answer)
        assert another_place() is wanted
    somebody()
    assert not another_place()
    assert "One or two are enough" in capsys.readouterr().err


def test_a_point_is_known_by_plain_words(tmp_path: Path) -> None:
    assert chosen(tmp_path / "log.db", **(ALL | {"point": "upper trapezius"})).point == "UT"
    with pytest.raises(UsageError, match="no point 'moon'") as caught:
        chosen(tmp_path / "log.db", **(ALL | {"point": "moon"}))
    assert "UT" in caught.value.hint


@pytest.mark.parametrize("key", list(content.points()))
def test_a_point_is_known_by_its_whole_name_as_it_is_shown(key: str) -> None:
    point = content.points()[key]
    assert [point_named(point.plain), point_named(point.label.upper())] == [key, key]


def test_a_side_that_a_point_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no side 'middle'") as caught:
        chosen(tmp_path / "log.db", **(ALL | {"side": "middle"}))
    assert "left" in caught.value.hint


def test_everything_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        chosen(tmp_path / "log.db", profile="me", point="UT")
    assert str(caught.value).startswith("--side, --tool and --support are missing, and there")
    assert "`--side left --tool 'hook cane' --support cane`" in caught.value.hint


@pytest.mark.parametrize("option", ["profile", "tool"])
def test_a_name_of_which_nothing_is_left_is_refused(option: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"--{option} is blank"):
        chosen(tmp_path / "log.db", **(ALL | {option: " \x1b\n"}))


def test_words_that_fit_several_points_name_them(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'shoulder' may be any of UT"):
        chosen(tmp_path / "log.db", **(ALL | {"point": "shoulder"}))


def test_an_answer_that_is_not_understood_is_asked_for_again(
    somebody: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody("  ", "ann", "moon", "shoulder", "ut", "x", "R", " ", "ball", "up", "ly")
    identity = chosen(tmp_path / "log.db")
    assert identity == Identity("ann", "UT", Side.RIGHT, "ball", Support.LYING)
    said = capsys.readouterr().err
    assert said.count("Error: ") == 4
    assert "No place is known by these words." in said
    assert re.search(r"^1 +UT +top of the shoulder +it is called so$", said, re.MULTILINE)
    assert "in your own words" in said
    assert "by hand, with a cane" in said


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["temple", "2"], "UT"),
        (["temple", ""], "TEM"),
        (["temple", "9", "upper calf"], "GAS"),
        (["behind the knee", "2"], "HAM"),
        (["?", "tfl"], "TFL"),
        ([""], "UT"),
        (["throat", "xyzzy", "ql"], "QL"),
        (["low bakc", "gluteus medius"], "GMD"),
    ],
)
def test_where_it_hurts_is_answered_with_a_numbered_list(
    lines: list[str], wanted: str, somebody: Callable[..., None], tmp_path: Path
) -> None:
    somebody(*lines)
    known = {key: None if key == "point" else value for key, value in ALL.items()}
    known["support"] = "wall"
    if wanted in ("TEM", "HAM"):
        known["support"] = {"TEM": "hand", "HAM": "lying"}[wanted]
    assert chosen(tmp_path / "log.db", **known).point == wanted


def test_a_list_of_places_says_first_what_belongs_to_a_clinician(
    somebody: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody("my calf", "1")
    chosen(tmp_path / "log.db", **(ALL | {"point": None, "support": "lying"}))
    said = capsys.readouterr().err
    care = said.index("Mind: One calf newly swollen, warm or red: do not press")
    assert care < said.index("upper calf")


def test_a_place_that_is_never_offered_is_refused_with_why() -> None:
    with pytest.raises(UsageError, match=r"Not offered: .*neck\. The artery") as caught:
        point_named("throat")
    assert caught.value.hint == ""
    with pytest.raises(UsageError, match="hollow of the knee") as caught:
        point_named("behind the knee")
    assert "HAM (back of the thigh)" in caught.value.hint


@pytest.mark.parametrize(("asked", "why"), [("PIR", "lying"), ("SO", "cane"), ("MAS", "wall")])
def test_a_way_that_is_not_offered_at_a_gentle_point_is_refused(asked: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"not offered with {why}") as caught:
        checked(Asked("me", asked, "left", "ball", why))
    assert caught.value.hint.startswith("Offered: ")


def test_the_only_way_at_a_place_is_told_and_not_asked(
    somebody: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody("pir")
    asked = ALL | {"point": None, "support": "lying"}
    assert chosen(tmp_path / "log.db", **asked).support is Support.WALL
    said = capsys.readouterr().err
    assert "is not offered with lying" in said
    assert "Only this way here: wall." in said


@pytest.mark.parametrize(("letters", "meant"), [("h", "hand"), ("C", "cane"), ("wa", "wall")])
def test_as_many_letters_as_tell_will_do(
    letters: str, meant: str, somebody: Callable[..., None], tmp_path: Path
) -> None:
    somebody(letters)
    assert chosen(tmp_path / "log.db", **(ALL | {"support": None})).support == meant


def test_a_side_that_does_not_fit_the_answer_is_asked_for(
    somebody: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody("UT", "l")
    asked = ALL | {"point": None, "side": "middle"}
    assert chosen(tmp_path / "log.db", **asked).side is Side.LEFT
    assert "UT has no side 'middle'." in capsys.readouterr().err


def without_bluetooth(monkeypatch: pytest.MonkeyPatch) -> None:
    radio = FakeRadio()
    radio.scan_error = BleakBluetoothNotAvailableError("x", Reason.NO_BLUETOOTH)
    target = dataclasses.replace(REAL, scanner=radio.scanner, client=radio.client)
    monkeypatch.setattr("tpdevice.cli.reaching.REAL", target)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--point", "moon"), "no point 'moon'"),
        (("--side", "middle"), "UT has no side 'middle'"),
        (("--tool", " "), "--tool is blank"),
        (("--profile", ""), "--profile is blank"),
        (("--profile", "n" * 81), "--profile is 81 characters long"),
        (("--calibrate", "--no-calibration"), "--calibrate and --no-calibration exclude"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_makes_no_sense_is_refused_before_anything_is_reached_for(
    more: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    without_bluetooth(monkeypatch)
    for where in ((), ("--sim", f"127.0.0.1:{unused_tcp_port}")):
        answer = tpdevice(*RUN, *more, *where)
        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err


def test_the_options_take_letters_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_bluetooth(monkeypatch)
    answer = tpdevice("--db", str(tmp_path / "log.db"), *RUN, "--side", "r", "--support", "ly")
    assert answer.code == 3
    assert tpdevice(*RUN, "--side", "x").code == 2


def test_nothing_is_asked_when_there_is_no_bluetooth(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_bluetooth(monkeypatch)
    answer = tpdevice("--db", str(tmp_path / "log.db"), "run", typed="ann\nUT\nl\n\n\n")
    assert answer.code == 3
    assert "no Bluetooth adapter" in answer.err
    assert "Who presses" not in answer.err
