"""Values that are no force: said with what a person can do, for as long as that is so."""

from typing import Any

import pytest
from sitting import FREE_N, IN_N, Sitting, header

from tpdevice.core.coaching import Coaching
from tpdevice.core.record import Ending
from tpdevice.core.tape import Entry, Frame, LinkChange, LinkState, Tick
from tpdevice.core.units import N_PER_KGF
from tpdevice.devices.wh_c06 import CHANNEL, WhC06
from tpdevice.session import events as ev
from tpdevice.session.effects import Relink, Restart
from tpdevice.session.intake import Intake
from tpdevice.session.phases import Phase

MS = 1_000_000
HOLD_ON, OUNCES = "switch the scale's hold off", "switch it to grams"


def advert(at_ms: int, *, held: bool = False, grams: int = 10_000) -> Frame:
    body = bytes([1, *(grams // 10).to_bytes(2, "big"), 1, 0xF4, 0x11 if held else 0x01, at_ms & 7])
    data = b"\x02\x03\x11" + bytes(6) + body
    return Frame(at_ms * MS, CHANNEL, data + bytes([sum(body) & 0xFF]))


def told(*entries: Entry) -> list[str]:
    """Return the reasons that a scale gives, in order; empty where one is over."""
    intake = Intake(header(), WhC06())
    intake.feed(LinkChange(0, LinkState.UP))
    events = [event for entry in entries for event in intake.feed(entry)]
    return [event.reason for event in events if isinstance(event, ev.Withheld)]


def held(*times_ms: int) -> list[Frame]:
    return [advert(at_ms, held=True) for at_ms in times_ms]


def test_a_reason_is_told_once_for_as_long_as_it_lasts() -> None:
    assert told(advert(0), *held(125, 250, 375)) == [HOLD_ON]


def test_a_reason_is_over_once_force_comes_again() -> None:
    assert told(*held(0, 125), advert(250), *held(375)) == [HOLD_ON, "", HOLD_ON]


def test_a_reason_is_over_once_nothing_comes_at_all() -> None:
    ticks = [Tick(at_ms * MS) for at_ms in range(200, 2_500, 100)]
    assert told(*held(0, 125), *ticks[:15]) == [HOLD_ON]
    assert told(*held(0, 125), *ticks) == [HOLD_ON, ""]


def test_a_reason_is_over_with_the_connection() -> None:
    assert told(*held(0, 125), LinkChange(200 * MS, LinkState.DOWN)) == [HOLD_ON, ""]


def test_what_is_withheld_is_never_a_force() -> None:
    intake = Intake(header(), WhC06())
    intake.feed(LinkChange(0, LinkState.UP))
    mixed = [advert(at, held=at % 250 == 0, grams=at * 10) for at in range(125, 2_000, 125)]
    events = [event for frame in mixed for event in intake.feed(frame)]
    blocks = [event.block for event in events if isinstance(event, ev.Samples)]
    forces_mn = [force for block in blocks for force in block.force_mn.tolist()]
    live = [at for at in range(125, 2_000, 125) if at % 250]
    assert forces_mn == [round(at * 10 * N_PER_KGF) for at in live]


def withheld(sitting: Sitting, reason: str) -> Sitting:
    sitting.feed(ev.Withheld(sitting.t_ns, reason))
    if sitting.state.visible:
        sitting.feed(ev.Unseen(sitting.t_ns, ev.Why.WITHHELD))
    return sitting


def holding(**changes: Any) -> Sitting:
    return Sitting(header(**changes)).hold().press(IN_N, 5.0)


def test_in_a_hold_it_says_come_off_and_what_to_do() -> None:
    sitting = withheld(holding(), HOLD_ON)
    assert sitting.word == "come_off_withheld"
    assert sitting.told[-1].text == "No live force. Switch the scale's hold off"
    assert sitting.told[-1].cause == HOLD_ON
    assert sitting.state.phase is Phase.APPROACH


def test_another_reason_is_said_at_once_and_the_same_one_not_again() -> None:
    sitting = withheld(holding(), HOLD_ON).silence(3.0)
    sitting = withheld(withheld(sitting, OUNCES), OUNCES)
    said = [told.text for told in sitting.told if told.cue.key == "come_off_withheld"]
    assert said == [
        "No live force. Switch the scale's hold off",
        "No live force. Switch it to grams",
    ]


def test_what_falls_silent_is_no_data_and_no_longer_a_matter_of_its_keys() -> None:
    sitting = withheld(withheld(holding(), HOLD_ON), "")
    assert sitting.word == "come_off_unseen"


def test_before_force_was_ever_seen_it_says_what_is_waited_for() -> None:
    sitting = Sitting()
    sitting.feed(ev.LinkCame(0))
    assert withheld(sitting, HOLD_ON).word == "wait_withheld"
    assert sitting.told[-1].text == "No live force yet. Switch the scale's hold off"


def test_once_there_is_force_again_the_session_goes_on() -> None:
    sitting = withheld(holding(), HOLD_ON).silence(3.0).again()
    sitting.feed(ev.Withheld(sitting.t_ns, ""))
    assert sitting.press(FREE_N, 2.0).word == "press"


@pytest.mark.parametrize(("reason", "started_anew"), [(HOLD_ON, False), ("", True)])
def test_what_sends_though_no_force_is_not_started_again(
    reason: str, *, started_anew: bool
) -> None:
    sitting = withheld(holding(), reason).silence(10.0)
    effects = [effect for effect in sitting.effects if isinstance(effect, Relink | Restart)]
    assert bool(effects) is started_anew


def test_a_session_without_live_force_ends_with_the_reason() -> None:
    sitting = withheld(holding(), HOLD_ON).silence(61.0)
    assert sitting.summary.ending is Ending.INTERRUPTED
    assert sitting.summary.reason == "no live force for a minute: switch the scale's hold off"


def test_while_it_is_only_read_the_reason_is_said_as_well() -> None:
    sitting = Sitting(header(coaching=Coaching.NONE, why_not_more="it sends peaks"))
    withheld(sitting.connect().press(30.0, 1.0), HOLD_ON)
    assert sitting.word == "come_off_withheld"
