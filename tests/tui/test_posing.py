"""The small figure that shows a movement."""

import pytest

from tpdevice.core.plan import Side
from tpdevice.core.units import NS_PER_S
from tpdevice.runtime.content import movements, points
from tpdevice.tui.breath import IN_S, OUT_S, breath_at
from tpdevice.tui.look import Look
from tpdevice.tui.posing import FLOOR, Joints, between, furthest, joints, movement_of, posed, sits
from tpdevice.tui.widgets.mover import STEPS, Mover, moving

MOVES = movements()


def flat(pose: Joints) -> list[float]:
    return [value for place in pose for value in place]


@pytest.mark.parametrize("point", points())
def test_every_point_has_a_movement_that_stays_in_its_picture(point: str) -> None:
    movement = movement_of(point)
    assert movement is not None
    for side in (Side.LEFT, Side.RIGHT):
        for pose in movement.poses:
            pixels = posed(joints(pose, side), 24, 10)
            drawn = (pixels > 0) & (pixels != FLOOR)
            assert 0.03 < drawn.mean() < 0.5


def test_an_unknown_point_has_none() -> None:
    assert movement_of("XYZ") is None


def test_a_movement_that_is_named_stands_for_that_of_the_point() -> None:
    assert movement_of("UT", "doorway") is MOVES["doorway"]
    assert movement_of("UT", "none such") is None


@pytest.mark.parametrize("key", MOVES)
def test_a_way_begins_with_the_first_pose_and_ends_with_the_last(key: str) -> None:
    poses = [joints(pose, Side.RIGHT) for pose in MOVES[key].poses]
    assert between(poses, 0.0) == poses[0]
    assert flat(between(poses, 1.0)) == pytest.approx(flat(poses[-1]))
    assert flat(between(poses, 7.0)) == pytest.approx(flat(poses[-1]))
    assert furthest(poses) in poses[1:]


def test_after_the_left_side_a_movement_is_mirrored() -> None:
    pose = MOVES["figure-four"].poses[0]
    right, left = joints(pose, Side.RIGHT), joints(pose, Side.LEFT)
    assert flat(tuple([(1 - x, y) for x, y in left])) == pytest.approx(flat(right))


def test_what_sits_gets_a_seat_and_what_stands_or_kneels_none() -> None:
    first = {key: sits(joints(MOVES[key].poses[0], Side.RIGHT)) for key in MOVES}
    assert first["figure-four"]
    assert first["ear-to-shoulder"]
    assert not first["doorway"]
    assert not first["half-kneeling-lean"]
    assert not first["knee-to-opposite-shoulder"]


def test_the_figure_goes_out_with_the_out_breath() -> None:
    movement = MOVES["figure-four"]
    full = moving(movement, Side.RIGHT, breath=1.0, look=Look())
    empty = moving(movement, Side.RIGHT, breath=0.0, look=Look())
    assert (full.share, empty.share) == (0.0, 1.0)


def test_where_nothing_may_move_the_figure_stands_in_the_pose_it_is_about() -> None:
    movement, still = MOVES["ear-to-shoulder"], Look(motion=False)
    seen = {moving(movement, Side.RIGHT, breath=fill / 10, look=still) for fill in range(11)}
    assert len(seen) == 1
    assert seen.pop().poses == (joints(movement.poses[1], Side.RIGHT),)


def test_a_breath_is_no_more_pictures_than_its_steps() -> None:
    mover, pictures = Mover(), []
    for frame in range(int((IN_S + OUT_S) * 30)):
        breath = breath_at(frame * NS_PER_S // 30).fill
        facts = mover.facts(moving(MOVES["doorway"], Side.LEFT, breath=breath, look=Look()))
        if not pictures or pictures[-1] != facts:
            pictures.append(facts)
    assert STEPS < len(pictures) <= 2 * STEPS + 1
