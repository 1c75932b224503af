import math
import struct

import numpy as np
import pytest
from fake_coach import CONTROL, S, cue, events, samples

from tpsim.loopback import open_loopback
from tpsim.scenarios import SCENARIOS


def in_hold(scenario, *, until_s=50, seed=1, packet=8):
    """Events of a link whose person is in a hold from 12 s on."""
    link = open_loopback(f"scenario={scenario}&seed={seed}&samples_per_packet={packet}")
    link.show(0, cue("more", "APPROACH"))
    happened = events(link, 12)
    link.show(12 * S, cue("stay", "HOLD"))
    return link, happened + events(link, until_s, from_s=12)


def arrivals_s(happened):
    return np.array([at_ns / S for at_ns, _, _ in samples(happened)])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_goes_wrong_before_the_first_hold(scenario):
    link = open_loopback(f"scenario={scenario}")
    link.show(0, cue("more", "APPROACH"))
    happened = events(link, 60)
    assert [e[2] for e in happened if e[0] == "link"] == ["up"]
    assert np.diff(arrivals_s(happened)).max() < 0.25
    assert all(len(e[3]) == 66 for e in happened if e[0] == "frame")


def test_a_vanished_link_is_noticed_late_and_comes_back():
    _, happened = in_hold("link_drop")
    links = [(e[1] / S, e[2]) for e in happened if e[0] == "link"]
    assert [state for _, state in links] == ["up", "down", "up"]
    (_, (down_s, _), (up_s, _)) = links
    last_s = max(t for t in arrivals_s(happened) if t < down_s)
    assert 17.0 < down_s < 24.0
    assert 0.5 < down_s - last_s < 1.0
    assert 3.0 < up_s - last_s < 3.8


def test_after_a_drop_nothing_comes_until_the_stream_is_started_again():
    link = open_loopback("scenario=link_drop")
    link.show(0, cue("stay", "HOLD"))
    happened = events(link, 5)
    happened += events(link, 40, from_s=5, restart=False)
    up_ns = [e[1] for e in happened if e[0] == "link"][-1]
    assert up_ns > 5 * S
    assert not [e for e in happened if e[0] == "frame" and e[1] >= up_ns]
    link.write(40 * S, CONTROL, b"\x65")
    assert samples(events(link, 42, from_s=40))[0][2] < 70_000


def test_what_is_written_while_out_of_reach_is_lost():
    link = open_loopback("scenario=link_drop")
    link.show(0, cue("stay", "HOLD"))
    for tick in range(1, 300):
        while (event := link.poll(tick * S // 10)) is not None:
            assert event[0] == "link" or event[1] < S
        link.write(tick * S // 10, CONTROL, b"\x6f" if tick < 5 else b"\x64")
        if event is not None and event[2] == "down":
            break


def test_a_stall_is_silence_without_a_disconnect():
    _, happened = in_hold("stall")
    assert [e[2] for e in happened if e[0] == "link"] == ["up"]
    gaps_s = np.diff(np.unique(arrivals_s(happened)))
    assert 3.3 < gaps_s.max() < 3.8
    assert np.sum(gaps_s > 0.3) == 1
    stamps = np.array([us for _, _, us in samples(happened)])
    assert np.all(np.diff(stamps) > 0)


@pytest.mark.parametrize("packet", [1, 8])
def test_nonsense_comes_among_good_frames_and_for_a_moment_alone(packet):
    _, happened = in_hold("nonsense", packet=packet, until_s=60)
    good = {2 + 8 * packet}
    bad = [e for e in happened if e[0] == "frame" and not _usable(e[3], good) and not _torn(e[3])]
    assert len(bad) > 20
    assert bad[0][1] > 12 * S
    usable_s = np.array([e[1] / S for e in happened if e[0] == "frame" and _usable(e[3], good)])
    longest_s = np.diff(usable_s).max()
    assert 0.8 < longest_s < 1.4
    alone = [e for e in bad if usable_s[np.diff(usable_s).argmax()] < e[1] / S]
    assert len(alone) >= 6
    assert all(len(e[3]) <= 20 for e in bad)


def _usable(data, lengths):
    if len(data) not in lengths or data[0] != 1 or data[1] != len(data) - 2:
        return False
    return all(math.isfinite(kg) and abs(kg) < 300 for kg, _ in struct.iter_unpack("<fI", data[2:]))


def _torn(data):
    """Say whether these are weights that end within a sample, with a whole one before."""
    return len(data) > 10 and data[0] == 1 and len(data) - 2 < data[1] and (len(data) - 2) % 8 > 0


@pytest.mark.parametrize("packet", [1, 2, 8, 30])
def test_torn_frames_hold_whole_samples_that_come_only_there(packet):
    _, happened = in_hold("nonsense", packet=packet, until_s=60)
    frames = [e for e in happened if e[0] == "frame"]
    torn = [e for e in frames if _torn(e[3])]
    assert len(torn) > 3
    assert all(12 < e[1] / S < 37 for e in torn)
    assert all(e[3][1] == 8 * max(packet, 2) for e in torn)
    whole = [us for _, kg, us in samples(torn) if math.isfinite(kg) and abs(kg) < 300]
    assert len(whole) >= len(torn)
    elsewhere = [e for e in frames if _usable(e[3], {2 + 8 * packet})]
    assert not set(whole) & {us for _, _, us in samples(elsewhere)}


def test_every_kind_of_nonsense_comes():
    kinds = set()
    for seed in range(6):
        _, happened = in_hold("nonsense", packet=1, seed=seed)
        for event in happened:
            if event[0] != "frame" or _usable(event[3], {10}) or _torn(event[3]):
                continue
            data = event[3]
            if len(data) == 10 and data[0] == 1:
                kinds.add(str(struct.unpack("<f", data[2:6])[0]))
            else:
                kinds.add("tag" if data and data[0] != 1 else len(data))
    assert {"nan", "inf", "-inf", "tag", 0, 1, 18} <= kinds


@pytest.mark.parametrize("packet", [1, 8])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_counter_wraps_in_the_hold_and_nothing_is_missing(seed, packet):
    _, happened = in_hold("counter_wrap", seed=seed, packet=packet)
    came = samples(happened)
    stamps = np.array([us for _, _, us in came])
    (moved,) = np.flatnonzero(np.diff(stamps) > 1_000_000)
    (wrapped,) = np.flatnonzero(np.diff(stamps) < 0)
    assert 12.0 <= came[moved + 1][0] / S < 12.3
    assert moved % packet == packet - 1, "between two packets"
    assert stamps[wrapped] > (1 << 32) - 30_000
    assert stamps[wrapped + 1] < 30_000
    assert 17.0 < came[wrapped][0] / S < 22.3
    assert np.diff(np.unique(arrivals_s(happened))).max() < 0.25


def test_a_counter_begins_anew_with_a_start_after_it_wrapped():
    link, _ = in_hold("counter_wrap", until_s=30)
    link.relink(30 * S)
    happened = events(link, 35, from_s=30)
    (up_ns,) = [e[1] for e in happened if e[0] == "link" and e[2] == "up"]
    assert samples([e for e in happened if e[1] > up_ns])[0][2] < 70_000


def test_a_saturated_sensor_reads_beyond_its_range_but_below_twice_that():
    link, happened = in_hold("saturated")
    kg = np.array([value for _, value, _ in samples(happened)])
    beyond = kg > 150.0
    assert 100 < beyond.sum() < 140
    assert kg.max() < 300.0
    truth = link.truth()
    assert truth["force_n"].max() < 200.0
    assert truth["read_n"].max() > 1500.0


def test_a_weak_battery_warns_once_in_the_hold_and_goes_on():
    _, happened = in_hold("low_battery")
    warnings = [e for e in happened if e[0] == "frame" and e[3] == b"\x04\x00"]
    assert len(warnings) == 1
    assert 17.0 < warnings[0][1] / S < 23.0
    assert arrivals_s(happened)[-1] > 49.0
