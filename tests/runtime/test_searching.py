"""What people type, and the place that they must find among the first three."""

import pytest

from tpdevice.runtime import content
from tpdevice.runtime.alike import likeness, nearest, words_of
from tpdevice.runtime.searching import Why

PHRASES = {
    "temple": "TEM", "my temple hurts": "TEM", "tempel": "TEM", "Temples": "TEM",
    "side of the head": "TEM", "low back": "GMD", "lower back pain": "QL", "lowback": "GMD",
    "it hurts in my lower back when sitting": "QL", "forearm": "EXT", "fore arm": "EXT",
    "inside of the forearm": "FLX", "typing": "EXT", "between the shoulder blades": "RHO",
    "betwen the sholder blades": "RHO", "upper back": "RHO", "mid back": "TPS",
    "next to the spine": "TPS", "sitting bone": "HAM", "sit bone pain": "GMX", "jaw": "MAS",
    "jaw clenching": "MAS", "grinding my teeth": "MAS", "teeth": "MAS", "stiff neck": "LS",
    "can't turn my head": "LS", "neck": "SPL", "tech neck": "SPL", "base of my skull": "SO",
    "behind my eye": "SO", "back of the head": "SO", "headache": "SO", "top of the shoulder": "UT",
    "trapezuis": "UT", "neck and shoulder": "UT", "rotator cuff": "INF", "shoulder blade": "INF",
    "front of the shoulder": "PEC", "outer arm": "INF", "lats": "TER", "rounded shoulders": "PEC",
    "outer elbow": "EXT", "thumb": "THN", "texting thumb": "THN", "thumb side of forearm": "BRR",
    "waist": "QL", "flank": "QL", "back pocket": "GMD", "side of my hip": "GMD", "sacrum": "GMX",
    "butt": "GMX", "deep in the buttock": "PIR", "piriformis": "PIR", "hip flexor": "TFL",
    "front pocket": "TFL", "IT band": "TFL", "runner": "TFL", "quads": "QUA", "kneecap": "QUA",
    "hamstrings": "HAM", "hamstrig": "HAM", "back of thigh": "HAM", "calf": "GAS",
    "calves": "GAS", "calf cramp": "GAS", "achilles": "SOL", "heel pain": "PLA",
    "inner calf": "SOL", "arch of foot": "PLA", "first steps in the morning": "PLA", "ut": "UT",
}  # fmt: skip

NOT_OFFERED = {
    "throat": "front-of-neck", "side of my neck": "front-of-neck", "armpit": "armpit",
    "belly": "belly", "psoas": "belly", "groin": "groin", "inner thigh": "inner-thigh",
    "behind the knee": "behind-the-knee", "tailbone": "tailbone", "kidneys": "kidney-angle",
    "biceps": "upper-arm", "shin": "bones", "sciatica": "illness", "slipped disk": "illness",
    "chest pain": "heart", "numb foot": "signs", "my calf is swollen": "signs", "dizzy": "signs",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted"), PHRASES.items())
def test_what_people_type_leads_to_the_place(typed: str, wanted: str) -> None:
    assert wanted in [hit.key for hit in content.search(typed)[:3]]


@pytest.mark.parametrize(("typed", "wanted"), NOT_OFFERED.items())
def test_a_place_that_is_never_offered_is_shown_as_such(typed: str, wanted: str) -> None:
    found = content.search(typed)[:3]
    assert (wanted, Why.NEVER) in [(hit.key, hit.why) for hit in found]


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy", "?!", "pain", "\x1b[31m"])
def test_words_that_name_no_place_find_none(typed: str) -> None:
    assert content.search(typed) == ()


def test_a_place_is_found_once_and_the_best_stands_first() -> None:
    found = content.search("neck")
    assert len({(hit.key, hit.why is Why.NEVER) for hit in found}) == len(found)
    assert [hit.score for hit in found] == sorted([hit.score for hit in found], reverse=True)


def test_a_place_that_is_felt_elsewhere_says_where() -> None:
    found = {hit.key: hit for hit in content.search("temple")}
    assert (found["TEM"].why, found["UT"].why) == (Why.HERE, Why.FELT)
    assert found["UT"].about == "temple"
    assert found["UT"].regions == ("temple",)


@pytest.mark.parametrize("key", list(content.points()))
def test_every_point_is_found_first_by_its_own_names(key: str) -> None:
    point = content.points()[key]
    for name in (key, point.plain, point.label):
        assert content.search(name)[0].key == key, name


@pytest.mark.parametrize("key", list(content.regions()))
def test_where_it_hurts_leads_to_where_to_press(key: str) -> None:
    region = content.regions()[key]
    assert region.points
    first = {hit.key for hit in content.search(region.plain)[: len(region.points) + 4]}
    assert set(region.points) <= first


def test_the_temple_is_looked_for_at_the_temple_and_then_at_the_shoulder() -> None:
    assert content.regions()["temple"].points == ("TEM", "UT")


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("low back", "low-back"),
        ("jaw", "jaw"),
        ("calf", "calf"),
        ("headache", "back-of-head"),
        ("headache", "temple"),
        ("butt", "buttock"),
        ("chest", "chest"),
        ("neck", "back-of-neck"),
    ],
)
def test_what_belongs_to_a_clinician_is_known_also_where_a_place_is_called_so(
    typed: str, region: str
) -> None:
    regions = {key for hit in content.search(typed) for key in hit.regions}
    assert region in regions


def test_the_low_back_is_not_looked_for_at_the_back_of_the_lower_leg() -> None:
    assert not {"GAS", "SOL"} & {hit.key for hit in content.search("low back")}


def test_order_tells_the_lower_back_from_the_back_of_the_lower_leg() -> None:
    asked = words_of("lower back")
    there = likeness(asked, words_of("lower back side"))
    assert there > likeness(asked, words_of("back lower side"))


@pytest.mark.parametrize(
    ("word", "meant"),
    [("tempel", "temple"), ("hamstrig", "hamstring"), ("shuolder", "shoulder"), ("eay", None)],
)
def test_a_slip_or_two_are_overlooked_in_words_that_are_long_enough(
    word: str, meant: str | None
) -> None:
    assert nearest(word, ["temple", "ear", "hamstring", "shoulder"]) == meant
