"""Hand-made moments of a session, for looking at."""

from typing import Any

import numpy as np
from msgspec.structs import replace
from msgspec.structs import replace as changed

from tpdevice.core.action import Action
from tpdevice.core.band import Band, BandKind, Support
from tpdevice.core.coaching import Coaching
from tpdevice.core.cue import Told
from tpdevice.core.plan import Identity, Limits, Move, PointRules, Prescription, Side
from tpdevice.core.record import Buckets, Ending, Outcome, Read, RepetitionRow, Summary
from tpdevice.core.samples import SampleBlock
from tpdevice.core.tape import TAPE_VERSION, Header
from tpdevice.core.text import sentence
from tpdevice.core.units import NS_PER_S, mn, ns
from tpdevice.runtime.seat import Seat
from tpdevice.session.cues import CUES
from tpdevice.session.engine import begin
from tpdevice.session.phases import Phase
from tpdevice.session.state import Ask, Asking, Calibrating, Hold, Ramp, Stage, State
from tpdevice.signal.chain import Chain
from tpdevice.signal.dwell import NOT_HOLDING, Dwell
from tpdevice.signal.hold import Account
from tpdevice.signal.smooth import opened
from tpdevice.signal.watch import Seen

NOW_NS = 263 * NS_PER_S
LASTING = Dwell(NOW_NS - 12 * NS_PER_S)
PEAKS = "it sends the strongest force so far, not the force now"
BAND = Band(BandKind.STANDARD, 34000, 46000, 40000, 2000, 57000, 55000, 7000)


def header(**changes: Any) -> Header:
    first = Header(
        tape_version=TAPE_VERSION,
        program="0",
        seed=7,
        simulated=True,
        identity=Identity("me", "GMD", Side.RIGHT, "blue ball", Support.WALL),
        rules=PointRules(
            label="Gluteus medius",
            gentle=False,
            ceiling_n=180.0,
            sanity_low_n=40.0,
            sanity_high_n=180.0,
            lengthen="Ankle over knee, lean in",
        ),
        prescription=Prescription(60.0, 3, 30.0, 25.0, 2, (0.0, 20.0, 40.0), 2, 30.0),
        limits=Limits(None, 980.0, 0.0, 0.0),
        calibration=None,
        calibrate=True,
        screen=("screen_a", "screen_c"),
        device_key="progressor",
        device_name="Progressor_2068",
        device_address="00:11:22:33:44:55",
        rig_multiplier=1.0,
        zero_n=0.0,
        local_date="2026-01-01",
    )
    return replace(first, **changes)


def told(key: str, question_id: str | None = None) -> Told:
    return Told(NOW_NS - NS_PER_S, CUES[key], "HOLD", "test", question_id, CUES[key].text)


def state(key: str, force_n: float = 38.4, *, held_s: float = 38.0, **changes: Any) -> State:
    """Return the second of three repetitions, told `key`, with `force_n` on the sensor."""
    first, _ = begin(changes.pop("header", header()), rate_hz=80.0, gap_ns=ns(0.5))
    made: dict[str, Any] = {
        "chain": _chain(first.chain, force_n, held_s),
        "phase": Phase.HOLD,
        "now_ns": NOW_NS,
        "since_ns": NOW_NS - 12 * NS_PER_S,
        "repetition": 2,
        "repetitions": 3,
        "band": BAND,
        "aim_mn": BAND.aim_mn,
        "questions": (),
        "sight": replace(first.sight, link_up=True, unseen_since_ns=None),
        "zero": replace(first.zero, needed=False),
        "battery_mv": 3920,
        "hold": holding(),
        "done": (repetition(1),),
        "told": told(key),
    }
    return replace(first, **(made | changes))


def _chain(bare: Chain, force_n: float, held_s: float) -> Chain:
    seen = Seen.IN if 34 <= force_n <= 46 else Seen.LOW if force_n < 34 else Seen.HIGH
    lasting = {seen, Seen.FREE} if force_n < 7 else {seen}
    return changed(
        bare,
        t_ns=NOW_NS,
        force_mn=mn(force_n),
        trail=opened(NOW_NS, mn(force_n), rate_hz=bare.rate_hz),
        peak_mn=43800,
        dwells=tuple([LASTING if each in lasting else NOT_HOLDING for each in Seen]),
        account=Account(
            Buckets(ns(held_s), 3 * NS_PER_S, 2 * NS_PER_S, NS_PER_S), 2 * 39700 * ns(held_s)
        ),
    )


def holding(**changes: Any) -> Hold:
    hold = Hold(60 * NS_PER_S, (40.0,), start_ns=NOW_NS - 50 * NS_PER_S, settled=True)
    return replace(hold, reference_mn=39000, **changes)


def repetition(number: int, outcome: Outcome = Outcome.NO_CLEAR_CHANGE) -> RepetitionRow:
    buckets = Buckets(58_300_000_000, 3 * NS_PER_S, 2_400_000_000, 1_400_000_000, NS_PER_S)
    return RepetitionRow(
        repetition=number,
        start_ns=0,
        end_ns=buckets.total_ns,
        buckets=buckets,
        mean_mn=38900,
        peak_mn=43100,
        impulse_mn_ns=0,
        first_rating=6,
        last_rating=7 - number,
        outcome=outcome,
        let_go=False,
        cues=9,
        matched=True,
    )


def summary(**changes: Any) -> Summary:
    rows = (repetition(1), repetition(2), repetition(3, Outcome.EASED))
    buckets = rows[0].buckets.plus(rows[1].buckets).plus(rows[2].buckets)
    made = Summary(
        end_ns=400 * NS_PER_S,
        ending=Ending.FINISHED,
        reason="all done",
        exit_code=0,
        buckets=buckets,
        repetitions=rows,
        first_rating=6,
        last_rating=4,
        outcome=Outcome.EASED,
        let_go=False,
        peak_mn=45200,
        pressed_ns=250 * NS_PER_S,
        cues=31,
        bad_frames=0,
    )
    return replace(made, **changes)


def unseen() -> State:
    seen = state("come_off_unseen", held_s=45.0)
    return replace(seen, sight=replace(seen.sight, unseen_since_ns=NOW_NS - NS_PER_S))


def withheld(now: State | None = None, *, for_s: float = 12.0) -> State:
    """Return a moment in which a scale sends what it holds, and no force."""
    now = state("come_off_withheld", held_s=45.0) if now is None else now
    since_ns = NOW_NS - ns(for_s)
    text = "No live force. Switch the scale's hold off"
    return replace(
        now,
        withheld="switch the scale's hold off",
        sight=replace(now.sight, unseen_since_ns=since_ns),
        told=replace(told("come_off_withheld"), text=text),
    )


def only_read() -> Header:
    return header(coaching=Coaching.NONE, why_not_more=PEAKS)


def reading(force_n: float = 42.3) -> State:
    """Return a moment with a sensor that is not coached by."""
    text = f"Only read and logged. {sentence(PEAKS)}"
    return state(
        "reading", force_n, header=only_read(), phase=Phase.READING, band=None, aim_mn=None,
        done=(), repetition=1, hold=holding(start_ns=None), read=Read(0, 0, PEAKS),
        told=replace(told("reading"), text=text),
    )  # fmt: skip


def question(question_id: str = "screen_a", **changes: Any) -> State:
    return state(
        "question", 0.0, phase=Phase.SCREENING, band=None, done=(),
        told=told("question", question_id), **({"questions": (question_id,)} | changes),
    )  # fmt: skip


def first_question(told_of: Header) -> State:
    """Return the moment at which a sensor's limits are said."""
    return question(header=told_of, questions=told_of.screen)


def calibrating() -> State:
    marks = Calibrating(Stage.COMFORT, (Ramp(35000, 50000),), Ramp(36000), pressed=True)
    return state(
        "calibrate_comfort", 41.0, phase=Phase.CALIBRATE, band=None, calibrating=marks, done=(),
        hold=holding(start_ns=None),
    )  # fmt: skip


def easing_off(*, tender_n: float = 35.0, comfort_n: float = 41.0, force_n: float = 38.0) -> State:
    """Return the moment after a ramp whose two marks lie close together."""
    marks = Calibrating(Stage.OFF, (Ramp(mn(tender_n), mn(comfort_n)),), pressed=True)
    return state(
        "calibrate_off", force_n, phase=Phase.CALIBRATE, band=None, calibrating=marks, done=(),
        hold=holding(start_ns=None),
    )  # fmt: skip


def matching() -> State:
    ask = Ask(40.0, Asking.MATCH, NOW_NS, matched=False, final=False)
    return state("match_more", 36.2, hold=holding(ask=ask))


def lengthening() -> State:
    return state("lengthen", 0.3, phase=Phase.LENGTHEN)


def lengthening_by_plan() -> State:
    """Return the second of a plan's movements, which is not that of the place."""
    asked = (
        Move("figure-four", "Ankle over the other knee, lean in"),
        Move("straight-leg-hinge", "Straight leg, hinge at the hip"),
    )
    made = header(rules=replace(header().rules, movements=asked))
    return state("lengthen", 0.3, phase=Phase.LENGTHEN, moved=1, header=made)


def blocks() -> list[SampleBlock]:
    """Return ten seconds that rise into the band and stay there, in packets of four."""
    count = 800
    t_ns = NOW_NS - (count - 1 - np.arange(count, dtype=np.int64)) * 12_500_000
    into_s = np.linspace(0, 10, count)
    force_mn = (39_500 + 2_000 * np.sin(2.1 * into_s)) * np.minimum(1, 0.2 + into_s / 3)
    whole = SampleBlock.own(t_ns, np.rint(force_mn).astype(np.int64))
    return [whole.part(at, at + 4) for at in range(0, count, 4)]


class Pressed(list[tuple[Action, int]]):
    """Keys as they reached the session."""

    def __call__(self, action: Action, value: int = 0) -> None:
        self.append((action, value))


def seat(now: State | None, **changes: Any) -> tuple[Seat, Pressed]:
    pressed = Pressed()
    made = Seat(None if now is None else now.header, pressed)
    made.state = now
    made.blocks.extend(blocks())
    for name, value in changes.items():
        setattr(made, name, value)
    return made, pressed


def over(**changes: Any) -> tuple[Seat, Pressed]:
    now = state("done", 0.2, phase=Phase.DONE, over=True)
    return seat(now, summary=summary(**changes), finished=True)


def was_read(**changes: Any) -> tuple[Seat, Pressed]:
    """Return the end of a session that was only read."""
    nothing = {"repetitions": (), "buckets": Buckets(), "outcome": Outcome.NOT_RATED}
    read = Read(172 * NS_PER_S, 8 * NS_PER_S, PEAKS)
    made = summary(
        **(nothing | {"ending": Ending.READ, "reason": PEAKS, "read": read, "cues": 4} | changes)
    )
    now = replace(reading(0.2), phase=Phase.DONE, over=True)
    return seat(now, summary=replace(made, first_rating=None, last_rating=None), finished=True)
