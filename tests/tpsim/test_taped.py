"""A recorded session as a sensor: the bytes that came, when they came, and what went wrong."""

import io

import pytest
from looped import looped
from sitting import header

from tpdevice.core.tape import Frame
from tpdevice.replay.tapefile import write_tape
from tpsim import taped
from tpsim.taped import Taped

S = 1_000_000_000
HEAD = '{"format": "tpdevice tape", "header": {"device_key": "progressor"}}\n'
LOST = f"""{HEAD}{{"entry": "link", "at_ns": {5 * S}, "state": "up"}}
{{"entry": "frame", "at_ns": {6 * S}, "channel": "AB", "data": "01"}}
{{"entry": "link", "at_ns": {7 * S}, "state": "down"}}
{{"entry": "key", "at_ns": {8 * S}, "action": "rate", "value": 4}}
{{"entry": "link", "at_ns": {10 * S}, "state": "up"}}
{{"entry": "frame", "at_ns": {11 * S}, "channel": "ab", "data": "02"}}
"""


def read(tmp_path, text):
    path = tmp_path / "tape.jsonl"
    path.write_text(text, "utf-8")
    return taped.read(path)


def test_each_frame_of_a_recorded_session_comes_again_at_its_time(tmp_path):
    run = looped("", seed=7, short=True)
    file = io.BytesIO()
    write_tape(file, header(), entries=run.kept.entries)
    sensor = Taped(read(tmp_path, file.getvalue().decode()))
    later_ns = 3 * S
    sensor.on_connect(later_ns)
    frames = [(e.at_ns + later_ns, e.channel, e.data) for e in run.kept.entries if type(e) is Frame]
    assert len(frames) > 100
    played = []
    while (due_ns := sensor.next_due_ns()) is not None:
        played += sensor.poll(due_ns)
    assert played == frames


def test_nothing_comes_before_the_first_connection(tmp_path):
    sensor = Taped(read(tmp_path, LOST))
    assert sensor.next_due_ns() is None
    assert sensor.poll(100 * S) == sensor.link_orders(100 * S) == []


def test_a_lost_link_is_lost_again_for_as_long_and_keys_are_pressed_all_the_same(tmp_path):
    sensor = Taped(read(tmp_path, LOST))
    sensor.on_connect(0)
    assert sensor.poll(1 * S) == [(1 * S, "ab", b"\x01")]
    assert sensor.link_orders(2 * S - 1) == []
    assert sensor.link_orders(2 * S) == [(2 * S, "vanish", 3.0)]
    sensor.on_disconnect(2 * S)
    assert sensor.poll(4 * S) == []
    assert sensor.outbound.get_nowait() == {"t": "key", "action": "rate", "value": 4}
    sensor.on_connect(5 * S)
    assert sensor.poll(6 * S) == [(6 * S, "ab", b"\x02")]


def test_an_answer_by_the_ball_itself_is_not_pressed_as_a_key_as_well(tmp_path):
    by_ball = f'{{"entry": "key", "at_ns": {9 * S}, "action": "yes", "source": "ball"}}\n'
    sensor = Taped(read(tmp_path, LOST + by_ball))
    sensor.on_connect(0)
    sensor.poll(9 * S)
    assert sensor.outbound.get_nowait()["action"] == "rate"
    assert sensor.outbound.empty()


def test_what_would_have_come_without_a_link_is_gone(tmp_path):
    sensor = Taped(read(tmp_path, LOST))
    sensor.on_connect(0)
    sensor.on_disconnect(0)
    assert sensor.poll(3 * S) == []
    sensor.on_connect(3 * S)
    assert sensor.poll(6 * S) == [(6 * S, "ab", b"\x02")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no tape"),
        ('{"format": "another"}\n', "no tape"),
        (HEAD + "x\n", "line 2: no JSON"),
        (HEAD + "[]\n", "line 2: no object"),
        (HEAD + '{"entry": "frame", "at_ns": 1, "channel": "ab", "data": "x"}\n', "no sense"),
        ('{"format": "tpdevice tape", "header": {}}\n', "no sense"),
    ],
)
def test_what_is_no_tape_says_where(text, said, tmp_path):
    with pytest.raises(ValueError, match=said) as caught:
        read(tmp_path, text)
    assert "tape.jsonl" in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"none\.jsonl: No such file"):
        taped.read(tmp_path / "none.jsonl")


def test_a_tape_is_told_what_it_is_and_that_it_takes_nothing_else(tmp_path):
    sensor = Taped(read(tmp_path, LOST))
    sensor.on_message({"t": "hello"})
    told = sensor.outbound.get_nowait()
    assert (told["simulated"], told["name"]) == (True, "tape")
    with pytest.raises(ValueError, match="this is a tape"):
        sensor.on_message({"t": "fault", "fault": "stall"})
