"""The atlas as it is read: complete, in proportion, and strict about mistakes."""

import re
import tomllib
from importlib.resources import files

import pytest

from tpdevice.core.band import Support
from tpdevice.core.errors import PlanError, UsageError
from tpdevice.core.plan import Side
from tpdevice.runtime import atlasrows, content
from tpdevice.runtime.atlas import JOINTS, Spot, View
from tpdevice.runtime.contentfiles import parsed

POINTS = list(content.points().values())
SHORTEST_PLAIN = 5

# What the atlas that this one is written from gives: band, first tender by ball at most, ceiling,
# N, and hold, s.
SOURCE = """
UT std 90 110 60|LS std 90 100 60|SO gentle 35 40 30|SPL gentle 40 40 30|RHO std 120 150 60
TPS std 130 150 60|INF std 130 130 60|TER std 100 100 60|PEC gentle 65 70 30|MAS gentle 20 20 20
TEM gentle 15 15 20|EXT std 80 90 60|BRR gentle 70 70 30|FLX gentle 70 70 30|THN std 50 50 30
QL gentle 90 90 30|GMD std 180 180 60|GMX std 180 180 60|PIR gentle 120 120 30|TFL std 150 150 60
QUA std 200 200 60|HAM std 160 160 60|GAS std 110 110 60|SOL gentle 100 100 45|PLA std 150 150 45
"""


def test_the_numbers_are_those_of_the_source() -> None:
    given = [line.split() for line in SOURCE.strip().replace("\n", "|").split("|")]
    ours = [
        [
            point.key,
            "gentle" if point.gentle else "std",
            *(f"{value:g}" for value in (point.sanity_high_n, point.ceiling_n, point.hold_s)),
        ]
        for point in POINTS
    ]
    assert ours == given


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.key)
def test_every_point_has_every_datum(point: content.Point) -> None:
    texts = (point.label, point.plain, point.where, point.felt, point.do, point.care, point.tool)
    assert all(len(text) >= SHORTEST_PLAIN for text in texts)
    assert len(point.lengthen) <= 40
    assert point.spots
    assert point.themes
    assert point.refers
    assert point.words
    assert set(point.positions) == set(point.supports)
    assert content.movements()[point.figure]
    assert set(point.themes) <= content.themes().keys()


def test_only_the_deep_buttock_is_locked_and_by_a_question_that_there_is() -> None:
    locked = {point.key: point.locked_by for point in POINTS if point.locked_by}
    assert locked == {"PIR": "nerve"}
    assert content.questions()["nerve"].items
    assert content.questions()["nerve"].advice


def test_the_deep_buttock_is_pressed_at_the_wall_only_and_twice_at_most() -> None:
    point = content.point("PIR")
    assert [support for support in Support if point.offers(support)] == [Support.WALL]
    assert point.repetitions == 2
    assert "Never sit or lie on a hard ball" in point.do


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.key)
def test_the_middle_is_two_balls_and_never_the_bone_between(point: content.Point) -> None:
    if Side.MIDDLE in point.sides:
        assert re.search(r"Middle means one ball on each side, never the (bone|spine)", point.do)


def _spots() -> list[Spot]:
    places = [*POINTS, *content.regions().values(), *content.never().values()]
    return [spot for place in places for spot in place.spots]


def test_every_spot_lies_on_the_right_side_of_the_drawing() -> None:
    for spot in _spots():
        assert 0.0 <= spot.y <= 1.0
        assert (
            spot.view is View.SIDE or (spot.x >= 0.5) == (spot.view is View.BACK) or spot.x == 0.5
        )
        assert 0.3 <= spot.x <= 0.7


@pytest.mark.parametrize("region", content.regions().values(), ids=lambda region: region.key)
def test_every_region_shows_where_it_is_and_what_to_press(region: content.Region) -> None:
    assert region.spots
    assert region.points
    assert {key for key in region.points if region.key in content.point(key).refers} == set(
        region.points
    )


@pytest.mark.parametrize("place", content.never().values(), ids=lambda place: place.key)
def test_every_place_that_is_never_offered_says_why(place: content.Never) -> None:
    assert place.why.endswith(".")
    assert place.words
    unplaced = place.key in ("illness", "heart", "signs")
    assert bool(place.spots) is not unplaced


def test_what_comes_together_does_so_both_ways() -> None:
    for point in POINTS:
        for other in point.pairs:
            assert point.key in content.point(other).pairs
    assert content.point("UT").pairs == ("TEM", "MAS")
    assert content.point("EXT").pairs == ()


@pytest.mark.parametrize("movement", content.movements().values(), ids=lambda each: each.key)
def test_a_movement_moves_a_whole_figure(movement: content.Movement) -> None:
    assert len(movement.poses) >= 2
    assert 20 <= movement.seconds <= 30
    for pose in movement.poses:
        assert set(pose) == set(JOINTS)
        assert all(0.0 <= value <= 1.0 for at in pose.values() for value in at)
    assert movement.poses[0] != movement.poses[1]


def test_every_movement_belongs_to_a_point() -> None:
    assert {point.figure for point in POINTS} == content.movements().keys()


def _texts() -> str:
    return (files("tpdevice.content") / "texts_en.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('[points.LS]\nlabel = "', "[points.LS]\nlabel = 3 # ", "points.LS: Expected `str`"),
        ('self_test = "Look', 'selftest = "Look', "points.LS: Object contains unknown field"),
        ("[points.PIR]\nlabel", "[points.PIR]\nlable", "points.PIR: Object"),
        ('[regions.calf]\nplain = "calf"', "[regions.calf]", "regions.calf: Object missing"),
        ("[themes]", "[themes", "Expected ']'"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_file_and_key(right: str, wrong: str, said: str) -> None:
    text = _texts()
    assert right in text
    with pytest.raises(PlanError, match=re.escape(said)) as caught:
        parsed("texts_en.toml", text.replace(right, wrong), atlasrows.Texts)
    assert str(caught.value).startswith("texts_en.toml: ")


def test_a_file_of_one_table_names_its_key_too() -> None:
    text = '[one]\ntitle = "a"\nitems = []\nadvice = ""\n[two]\ntitle = 3\n'
    with pytest.raises(PlanError, match=r"screening_en\.toml: two: "):
        parsed("screening_en.toml", text, dict[str, content.Question])


def test_a_language_that_nobody_has_written_is_refused() -> None:
    with pytest.raises(UsageError, match="no texts in 'tlh'") as caught:
        content.points("tlh")
    assert caught.value.hint == "Known: en."


def test_every_sentence_stands_in_a_file_of_its_language() -> None:
    """The other files hold numbers and keys, so that one file more is one language more."""
    for name in ("atlas.toml", "movements.toml"):
        raw = tomllib.loads((files("tpdevice.content") / name).read_text(encoding="utf-8"))
        assert [text for text in _strings(raw) if " " in text] == []


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in _strings(each)]
    return [value] if isinstance(value, str) else []


def test_the_atlas_is_read_once() -> None:
    assert content.points() is content.points("en")
    assert content.movements() is content.movements("en")


CAUTIONS = {
    "UT": ["top and at the back", "Never in front", "hollow above the collarbone", "nerves"],
    "LS": ["towards the blade", "not towards the bones of the neck"],
    "SO": ["No hard ball", "no cane", "never a percussion gun", "bend the neck far back", "Zaps",
           "Dizziness", "double vision", "slurred speech", "numb face", "sudden severe headache",
           "stop, and seek help at once"],
    "SPL": ["Only the back third", "arteries and nerves", "Dizziness", "stop, and seek help"],
    "RHO": ["Off the spine", "angles of the ribs", "Thin bones"],
    "TPS": ["Never the spine", "Chest tightness or breathlessness", "stop"],
    "INF": ["not on the edge of the blade", "Tingling", "stop"],
    "TER": ["behind the fold", "Never into the armpit"],
    "PEC": ["Tingling in the hand: move off at once", "implants", "ports", "pacemaker", "surgery",
            "effort, sweating or breathlessness", "heart until shown otherwise", "call for help",
            "do not massage"],
    "MAS": ["in front of the ear canal", "below the line of the jaw", "locked jaw", "swelling",
            "tooth pain", "fever", "Over 50", "change of sight", "urgently"],
    "TEM": ["No pressure on an artery", "pulsing temple over 50", "change of sight", "urgently"],
    "EXT": ["Off the elbow bone", "back of the hand: stop"],
    "BRR": ["Gently", "nerve", "Not in the elbow crease"],
    "FLX": ["crease", "groove", "nerves and an artery", "numb at night: see a clinician"],
    "THN": ["Inflamed joints or swelling: leave it"],
    "QL": ["last ribs", "kidney angle", "not on the spine", "fever", "urine", "see a doctor"],
    "GMD": ["Off the point of the hip bone", "below the knee: stop"],
    "GMX": ["Not on the tailbone", "not on the sitting bone", "middle of the crease"],
    "PIR": ["sciatic nerve", "has been published", "Two short holds at the most",
            "Do not sit on it", "fall asleep", "Tingling", "weak foot", "numb sole",
            "stop, and get checked"],
    "TFL": ["Keep to the side", "Never into the groin", "burning patch", "stop"],
    "QUA": ["Off the knee, the inner thigh and the hip bone", "within weeks", "leave it",
            "Dark urine", "urgent care"],
    "HAM": ["Not behind the knee", "not at the sitting bone", "pop", "bruise", "injury", "slump",
            "stop"],
    "GAS": ["Never behind the knee", "never on varicose veins",
            "One calf newly swollen, warm or red: do not press, get medical help", "travel",
            "surgery", "plaster", "hormones: ask first"],
    "SOL": ["Off the tendon", "shin bone",
            "One calf newly swollen, warm or red: do not press, get medical help", "hormones"],
    "PLA": ["reduced feeling", "diabetes", "open skin", "bruised heel bone", "stress fracture",
            "between the toes: move"],
}  # fmt: skip


@pytest.mark.parametrize("key", list(content.points()))
def test_no_caution_of_the_source_is_left_out(key: str) -> None:
    care = content.point(key).care
    assert [caution for caution in CAUTIONS[key] if caution not in care] == []


# Words of the list that this one is written from; each must stand in a label of ours.
NEVER = """
neck collarbone armpit arm elbow groin knee belly kidney spine rib breastbone kneecap shin eye ear
sinuses breast tailbone floor groove wrist joint thigh
"""


@pytest.mark.parametrize("word", NEVER.split())
def test_a_place_that_the_source_never_offers_is_never_offered(word: str) -> None:
    labels = " ".join(place.label for place in content.never().values())
    assert re.search(rf"\b{word}\b", labels)
