"""The phase table, walked in full against a second copy of it, written out by hand."""

import pytest

from tpdevice.session.phases import ENDED, IMPOSSIBLE, NEXT, STAYS, Happening, Phase, following

EXPECTED = """
             SCREENING CALIBRATE APPROACH HOLD     READING RELEASE  REST     LENGTHEN DONE STOPPED
SCREENED     CALIBRATE x         x        x        x       x        x        x        x    x
REFUSED      DONE      x         x        x        x       x        x        x        x    x
MARKED       x         APPROACH  x        x        x       x        x        x        x    x
NOT_OFFERED  DONE      DONE      x        x        x       x        x        x        x    x
ONLY_READ    x         READING   x        x        x       x        x        x        x    x
READ         x         x         x        x        DONE    x        x        x        x    x
IN_BAND      x         x         HOLD     x        x       x        x        x        x    x
OUT_LONG     x         x         x        APPROACH x       x        x        x        x    x
UNSEEN       =         =         =        APPROACH =       =        =        =        =    =
HELD         x         x         x        RELEASE  x       x        x        x        x    x
LONG_ENOUGH  x         x         RELEASE  RELEASE  x       x        x        x        x    x
FREE_AGAIN   x         x         x        x        x       REST     x        x        x    x
FREE_LAST    x         x         x        x        x       LENGTHEN x        x        x    x
RESTED       x         x         x        x        x       x        APPROACH x        x    x
LENGTHENED   x         x         x        x        x       x        x        DONE     x    x
UNTOUCHED    x         DONE      DONE     x        x       x        x        x        x    x
STAYED_OFF   x         x         LENGTHEN x        x       x        x        x        x    x
COME_OFF     STOPPED   STOPPED   STOPPED  STOPPED  STOPPED STOPPED  STOPPED  STOPPED  =    =
STOP_PRESSED STOPPED   STOPPED   STOPPED  STOPPED  STOPPED STOPPED  STOPPED  STOPPED  =    =
LINK_GONE    DONE      DONE      DONE     DONE     DONE    DONE     DONE     DONE     =    =
QUIT         DONE      DONE      DONE     DONE     DONE    DONE     DONE     DONE     =    =
"""
"""Where each happening leads from each phase; = stays, x cannot come about."""

_HEAD, *_ROWS = [line.split() for line in EXPECTED.strip().splitlines()]
TABLE = {
    (Phase[phase], Happening[row[0]]): cell
    for row in _ROWS
    for phase, cell in zip(_HEAD, row[1:], strict=True)
}
PAIRS = [(phase, happening) for phase in Phase for happening in Happening]
every_pair = pytest.mark.parametrize(("phase", "happening"), PAIRS)


def test_the_table_of_this_test_is_whole() -> None:
    assert set(TABLE) == set(PAIRS)


def test_no_pair_is_listed_that_does_not_exist() -> None:
    assert set(NEXT) | set(STAYS) | set(IMPOSSIBLE) == set(PAIRS)


@every_pair
def test_every_pair_stands_in_exactly_one_list(phase: Phase, happening: Happening) -> None:
    pair = (phase, happening)
    cell = TABLE[pair]
    assert (pair in NEXT, pair in STAYS, pair in IMPOSSIBLE) == (
        cell not in ("=", "x"),
        cell == "=",
        cell == "x",
    )


@every_pair
def test_every_happening_leads_where_it_should(phase: Phase, happening: Happening) -> None:
    cell = TABLE[phase, happening]
    expected = phase if cell in ("=", "x") else Phase[cell]
    assert following(phase, happening) is expected
    assert NEXT.get((phase, happening), phase) is expected


@pytest.mark.parametrize("pair", [*STAYS, *IMPOSSIBLE])
def test_a_pair_that_changes_nothing_says_why(pair: tuple[Phase, Happening]) -> None:
    why = STAYS.get(pair) or IMPOSSIBLE.get(pair)
    assert why is not None
    assert why == why.strip().rstrip(".")
    assert len(why.split()) >= 4


def test_what_has_ended_is_never_left() -> None:
    assert {Phase.DONE, Phase.STOPPED} == ENDED
    assert not [pair for pair in NEXT if pair[0] in ENDED]


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase not in ENDED])
@pytest.mark.parametrize("happening", [Happening.STOP_PRESSED, Happening.COME_OFF])
def test_stopped_can_be_reached_at_once_from_everywhere(phase: Phase, happening: Happening) -> None:
    assert following(phase, happening) is Phase.STOPPED


def test_every_phase_can_be_reached_and_can_end() -> None:
    def reached_from(phase: Phase) -> set[Phase]:
        seen, new = set[Phase](), {phase}
        while new:
            seen |= new
            new = {to for (at, _), to in NEXT.items() if at in seen} - seen
        return seen

    assert reached_from(Phase.SCREENING) == set(Phase)
    for phase in Phase:
        assert reached_from(phase) & ENDED


def test_no_move_goes_nowhere() -> None:
    assert all(to is not phase for (phase, _), to in NEXT.items())


def test_names_of_phases_are_what_is_stored() -> None:
    assert [str(phase) for phase in Phase] == _HEAD


def test_every_happening_has_its_own_words() -> None:
    assert len({str(happening) for happening in Happening}) == len(Happening)
