"""The few words that a voice says for each cue, where they are not the cue's own big word.

For pressure four words are enough: more, less, good, stop.
"""

from typing import Final

from tpdevice.core.rules import RATING_MAX, RATING_MIN, RATING_STOP

_STOP: Final = "stop. come off"

OR_MORE: Final = "8 or more"
ONE_KEY: Final = (
    OR_MORE,
    "yes?",
    "no?",
    *[f"{rating}?" for rating in range(RATING_MIN, RATING_MAX + 1)],
)
"""What a voice says where everything is done by one key; not by cue, but by what is pressed."""

SPOKEN: Final[dict[str, str]] = {
    "question": "a question",
    "question_ball": "a question. twice yes, long no",
    "ball_yes": "you answered yes",
    "ball_no": "you answered no",
    "ball_on": "going on",
    "ball_back": "taken back. answer again",
    "ball_early": "read it first, then answer",
    "zero_far_ball": "free? twice yes, long no",
    "paused_ball": "paused. come off, twice goes on",
    "zero_still": "let it lie still",
    "zero_far": "is it free?",
    "calibrate_tender": "slowly more",
    "calibrate_comfort": "on, more",
    "calibrate_off": "slowly off",
    "calibrate_odd": "off, once more",
    "calibrate_empty": "slowly off",
    "calibrate_void": "slowly off",
    "press": "more",
    "press_again": "more",
    "press_on": "more",
    "press_or_off": "more, or come off",
    "press_ready": "more, when you are ready",
    "press_or_end": "more, or it ends soon",
    "settle": "good",
    "hold": "good",
    "there": "good",
    "more": "more",
    "less": "less",
    "match_more": "more",
    "match_less": "less",
    "match_stay": "stay",
    "rate": "how strong?",
    "rate_ball": "how strong? lighten at your number",
    **{f"number_{n}": str(n) for n in range(RATING_STOP)},
    **{f"rated_{n}": f"{n}?" for n in range(RATING_STOP)},
    f"number_{RATING_STOP}": OR_MORE,
    f"rated_{RATING_STOP}": f"{OR_MORE}?",
    "deeper": "a little deeper, if you like",
    "let_go": "noted",
    "strong": "less",
    "release": "slowly off",
    "release_long": "slowly off",
    "rest_off": "all the way off",
    "lengthen_again": "once more",
    "battery": "battery low",
    "come_off_unseen": "no data. come off",
    "come_off_withheld": "no data. come off",
    "come_off_ceiling": _STOP,
    "come_off_alarm": _STOP,
    "come_off_long": _STOP,
    "come_off_rating": _STOP,
    "come_off_rose": _STOP,
    "come_off_sharp": _STOP,
    "come_off_stop": "stopped. come off",
    "refused": "not begun",
    "untouched": "nobody pressed. it ends here",
    "interrupted": "no sensor. come off",
    "quit": "stopped. come off",
}
