import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tpdevice.core.errors import TapeError
from tpdevice.core.plan import Calibration, Limits, PointRules, Prescription
from tpdevice.core.tape import Entry, Frame, Header, Key, LinkChange, Overrun, Quit, Tare, Tick
from tpdevice.core.tapecodec import (
    LONGEST,
    decode_entries,
    encode_entries,
    entry_from_dict,
    entry_to_dict,
    header_from_dict,
    header_to_dict,
)

times = st.integers(-(2**61), 2**61)
numbers = st.integers(-(2**61), 2**61)
entries: st.SearchStrategy[Entry] = st.one_of(
    st.builds(Frame, at_ns=times),
    st.builds(Tick, at_ns=times),
    st.builds(Key, at_ns=times, value=numbers, source=st.text()),
    st.builds(Tare, at_ns=times, confirmed=st.booleans()),
    st.builds(LinkChange, at_ns=times, reason=st.text()),
    st.builds(Overrun, at_ns=times, lost=numbers),
    st.builds(Quit, at_ns=times),
)
finite = st.floats(allow_nan=False, allow_infinity=False)
headers = st.builds(
    Header,
    tape_version=numbers,
    seed=st.none() | numbers,
    rules=st.builds(PointRules, ceiling_n=finite, sanity_low_n=finite, sanity_high_n=finite),
    prescription=st.builds(
        Prescription,
        hold_s=finite,
        repetitions=numbers,
        rest_s=finite,
        lengthen_s=finite,
        lengthen_times=numbers,
        rating_at_s=st.lists(finite).map(tuple),
        calibration_ramps=numbers,
        calibration_rest_s=finite,
    ),
    limits=st.builds(
        Limits,
        plan_n=st.none() | finite,
        range_n=finite,
        held_today_s=finite,
        pressed_session_s=finite,
    ),
    calibration=st.none()
    | st.builds(
        Calibration,
        tender_n=st.none() | finite,
        comfort_n=st.none() | finite,
        ramps=numbers,
        age_days=finite,
    ),
    rig_multiplier=finite,
    zero_n=st.none() | finite,
    fading=st.lists(finite).map(tuple),
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text()
    | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(headers)
def test_a_header_survives_json(header: Header) -> None:
    written = msgspec.json.encode(header_to_dict(header))
    assert header_from_dict(msgspec.json.decode(written)) == header


@given(st.lists(entries))
def test_entries_survive_a_chunk(given_entries: list[Entry]) -> None:
    assert decode_entries(encode_entries(given_entries)) == tuple(given_entries)


@given(entries)
def test_an_entry_survives_plain_values(entry: Entry) -> None:
    assert entry_from_dict(entry_to_dict(entry)) == entry


hostile_rows = st.lists(
    st.tuples(st.sampled_from("ftkzloq"), json_values, json_values, json_values)
)


@given(st.binary() | (json_values | hostile_rows).map(msgspec.msgpack.encode))
def test_any_bytes_give_entries_or_a_tape_error(data: bytes) -> None:
    try:
        found = decode_entries(data)
    except TapeError:
        return
    assert decode_entries(encode_entries(found)) == found


@given(json_values)
def test_any_values_give_a_header_or_a_tape_error(data: object) -> None:
    with pytest.raises(TapeError):
        header_from_dict(data)
    with pytest.raises(TapeError):
        entry_from_dict(data)


@pytest.mark.parametrize(
    "row",
    [
        [],
        ["t"],
        ["x", 1],
        [1, 1],
        ["t", 1.0],
        ["t", True],
        ["t", 2**63],
        ["t", 1, 2],
        ["f", 1, "c"],
        ["f", 1, "c", "text"],
        ["f", 1, "c", b"x" * (LONGEST + 1)],
        ["k", 1, "fly"],
        ["k", 1, "rate", "7"],
        ["l", 1, "sideways", ""],
        ["o", 1, 2**63],
    ],
)
def test_a_row_of_another_form_is_refused(row: list[object]) -> None:
    with pytest.raises(TapeError):
        decode_entries(msgspec.msgpack.encode([row]))


def test_an_older_row_without_newer_values_is_read_with_their_defaults() -> None:
    assert decode_entries(msgspec.msgpack.encode([["z", 5]])) == (Tare(5, confirmed=False),)


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(TapeError):
        decode_entries(b"\x91" * 100_000)


def test_a_name_that_is_no_unicode_becomes_one_that_is() -> None:
    found = decode_entries(encode_entries([LinkChange(1, "up", "\ud800 odd")]))  # type: ignore[arg-type]
    assert found == (LinkChange(1, "up", "? odd"),)  # type: ignore[arg-type]


@given(headers)
def test_a_name_that_nobody_reads_is_refused(header: Header) -> None:
    data = header_to_dict(replace(header, program="p"))
    with pytest.raises(TapeError, match="colour"):
        header_from_dict({**data, "colour": "red"})
    identity = data["identity"]
    assert isinstance(identity, dict)
    with pytest.raises(TapeError, match="identity"):
        header_from_dict({**data, "identity": {**identity, "age": 3}})


@given(headers)
def test_a_value_that_is_missing_is_named(header: Header) -> None:
    data = header_to_dict(header)
    del data["simulated"]
    with pytest.raises(TapeError, match="simulated"):
        header_from_dict(data)


@given(headers)
def test_a_header_from_before_fading_was_learned_is_read_as_a_cold_start(header: Header) -> None:
    written = header_to_dict(header)
    del written["fading"]
    assert header_from_dict(written) == replace(header, fading=())


@given(headers)
def test_a_header_from_before_follow_ups_lowers_nothing_and_knows_no_rest(header: Header) -> None:
    written = header_to_dict(header)
    limits = written["limits"]
    assert isinstance(limits, dict)
    del limits["lower_percent"], limits["rest"]
    plain = replace(header.limits, lower_percent=0, rest=None)
    assert header_from_dict(written) == replace(header, limits=plain)
