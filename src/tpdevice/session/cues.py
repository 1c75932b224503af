"""What a person is told in each situation: a table. The engine never builds a sentence."""

from typing import Final

from msgspec.structs import replace

from tpdevice.core.cue import Cue, Direction, Priority
from tpdevice.core.rules import RATING_MAX, RATING_STOP
from tpdevice.session.answering import EVERY_WAY
from tpdevice.session.spoken import ONE_KEY, OR_MORE, SPOKEN

D, P = Direction, Priority

NUMBERS: Final = (
    *[(n, f"{n}?", str(n)) for n in range(RATING_STOP)],
    (RATING_STOP, f"{RATING_STOP}-{RATING_MAX}", OR_MORE),
)
"""What is said one by one where a rating comes by the ball: value, big word, and words."""
NUMBER_CUES: Final = frozenset(f"number_{n}" for n, _, _ in NUMBERS)

_ROWS: Final = (
    # key, word, text, tone, direction, priority, min_s, question
    ("question", "ASK", "Answer yes or no", "ask", D.NONE, P.ASK, 0.0, "yes_no"),
    ("question_ball", "ASK", "Press twice for yes, long for no", "ask", D.NONE, P.ASK, 0.0,
     "yes_no"),
    ("ball_yes", "YES", "You answered yes. Press to take it back", "good", D.NONE, P.ASK, 1.5,
     None),
    ("ball_no", "NO", "You answered no. Press to take it back", "good", D.NONE, P.ASK, 1.5,
     None),
    ("ball_on", "GO ON", "It goes on. Press to take that back", "good", D.NONE, P.ASK, 1.5,
     None),
    ("ball_back", "ASK", "Taken back. Answer again", "ask", D.NONE, P.ASK, 1.5, None),
    ("ball_early", "ASK", "Take your time. Read it, then answer", "ask", D.NONE, P.ASK, 1.5,
     None),
    ("zero", "HANDS OFF", "Let nothing touch the sensor", "ask", D.OFF, P.GUIDE, 0.0, None),
    ("zero_still", "HANDS OFF", "Let the sensor lie still", "ask", D.OFF, P.GUIDE, 0.0, None),
    ("zero_far", "HANDS OFF", "Is the sensor really free? yes or no", "ask", D.OFF, P.ASK, 0.0,
     "yes_no"),
    ("zero_far_ball", "HANDS OFF", "Sensor free? Twice is yes, long is no", "ask", D.OFF, P.ASK,
     0.0, "yes_no"),
    ("zero_beyond", "HANDS OFF", "Far too much for a zero. Free it", "ask", D.OFF, P.GUIDE, 0.0,
     None),
    ("wait_sensor", "WAIT", "Waiting for the sensor", "ask", D.NONE, P.GUIDE, 0.0, None),
    ("wait_withheld", "WAIT", "The sensor sends no live force yet", "ask", D.NONE, P.GUIDE, 0.0,
     None),
    ("calibrate_tender", "PRESS", "Slowly. Mark where it turns tender", "more", D.MORE, P.GUIDE,
     0.0, None),
    ("calibrate_comfort", "PRESS", "On. Mark it just before comfort ends", "more", D.MORE,
     P.GUIDE, 0.0, None),
    ("calibrate_off", "EASE OFF", "Noted. Slowly, all the way off", "less", D.OFF, P.CORRECT, 1.0,
     None),
    ("calibrate_odd", "EASE OFF", "Unusual mark. Off, and once more", "less", D.OFF, P.CORRECT,
     2.0, None),
    ("calibrate_empty", "EASE OFF", "Far enough. Slowly, all the way off", "less", D.OFF,
     P.CORRECT, 2.0, None),
    ("calibrate_void", "EASE OFF", "Slowly off. That one does not count", "less", D.OFF, P.CORRECT,
     1.0, None),
    ("calibrate_rest", "REST", "Rest. Another slow press comes", "rest", D.OFF, P.CALM, 0.0, None),
    ("reading", "READING", "Only read and logged, not coached", "rest", D.NONE, P.CALM, 0.0, None),
    ("press", "PRESS", "Lean in slowly", "more", D.MORE, P.GUIDE, 0.0, None),
    ("press_again", "PRESS", "You reported less. Lean in to your band", "more", D.MORE, P.GUIDE,
     0.0, None),
    ("press_on", "PRESS", "A little further in", "more", D.MORE, P.CORRECT, 1.0, None),
    ("press_or_off", "PRESS", "A little further in, or come off", "more", D.MORE, P.GUIDE, 0.0,
     None),
    ("press_ready", "PRESS", "When you are ready: lean in slowly", "more", D.MORE, P.GUIDE, 0.0,
     None),
    ("press_or_end", "PRESS", "Lean in, or it ends in half a minute", "more", D.MORE, P.GUIDE, 0.0,
     None),
    ("press_slower", "SLOWER", "Slower. Lean in, do not drop in", "slow", D.MORE, P.GUIDE, 0.0,
     None),
    ("slow_down", "SLOWER", "Slow down, there is time", "slow", D.STAY, P.WARN, 1.5, None),
    ("settle", "HOLD", "Right there. Let it settle", "good", D.STAY, P.CALM, 0.0, None),
    ("hold", "HOLD", "Right there. Breathe slowly", "good", D.STAY, P.CALM, 0.0,
     None),
    ("there", "THERE", "There. Breathe slowly", "good", D.STAY, P.GUIDE, 0.0, None),
    ("more", "PRESS", "Slowly more, until I say there", "more", D.MORE, P.CORRECT, 1.0, None),
    ("less", "EASE OFF", "Slowly lighter, until I say there", "less", D.LESS, P.CORRECT, 1.0, None),
    ("match_more", "PRESS", "A touch more, then a question", "more", D.MORE, P.CORRECT, 1.0, None),
    ("match_less", "EASE OFF", "A touch lighter, then a question", "less", D.LESS, P.CORRECT, 1.0,
     None),
    ("match_stay", "HOLD", "Keep it there, a question comes", "good", D.STAY, P.GUIDE, 0.5, None),
    ("rate", "HOW STRONG", "Stay there. How strong is it, 0 to 10?", "ask", D.STAY, P.ASK, 0.0,
     "rating"),
    ("rate_ball", "HOW STRONG", "Lighten a moment at your number", "ask", D.STAY, P.ASK, 0.0,
     "rating"),
    *[(f"number_{n}", word, f"Lighten a moment, if it is {more}", "ask", D.STAY, P.ASK, 0.0,
       "rating") for n, word, more in NUMBERS],
    *[(f"rated_{n}", word, f"You said {more}. Lighten to undo", "good", D.STAY, P.ASK,
       0.0, "rating") for n, word, more in NUMBERS],
    ("deeper", "HOLD", "You may go a little deeper", "good", D.STAY, P.GUIDE, 3.0, None),
    ("let_go", "HOLD", "Noted: you felt it let go", "good", D.STAY, P.GUIDE, 1.5, None),
    ("strong", "EASE OFF", "That is strong. A little lighter", "less", D.LESS, P.CORRECT, 2.0,
     None),
    ("release", "EASE OFF", "Slowly, all the way off", "less", D.OFF, P.GUIDE, 0.0, None),
    ("release_long", "EASE OFF", "Long enough in one go. Slowly off", "less", D.OFF, P.GUIDE, 0.0,
     None),
    ("release_slower", "SLOWER", "Slower. Let it come up gently", "slow", D.OFF, P.GUIDE, 0.0,
     None),
    ("rest", "REST", "Rest, and breathe", "rest", D.OFF, P.CALM, 0.0, None),
    ("rest_off", "EASE OFF", "Come all the way off to rest", "less", D.OFF, P.GUIDE, 0.0, None),
    ("lengthen", "LENGTHEN", "Gently, and breathe out long", "rest", D.OFF, P.CALM, 0.0, None),
    ("lengthen_again", "LENGTHEN", "Once more, and breathe out long", "rest", D.OFF, P.CALM, 0.0,
     None),
    ("paused", "PAUSED", "It stands still. Come off if you like", "rest", D.NONE, P.WARN, 0.0,
     None),
    ("paused_ball", "PAUSED", "Come off. Press twice to go on", "rest", D.NONE, P.WARN, 0.0, None),
    ("battery", "BATTERY", "The sensor's battery is low", "ask", D.STAY, P.GUIDE, 2.0, None),
    ("come_off_unseen", "COME OFF", "No data. Come off until it is back", "stop", D.OFF, P.STOP,
     0.0, None),
    ("come_off_withheld", "COME OFF", "No live force. Come off until there is", "stop", D.OFF,
     P.STOP, 0.0, None),
    ("come_off_ceiling", "COME OFF", "Too much force. Come off", "stop", D.OFF, P.STOP, 0.0, None),
    ("come_off_alarm", "COME OFF", "Past your comfort mark. Come off", "stop", D.OFF, P.STOP,
     0.0, None),
    ("come_off_long", "COME OFF", "Long enough in one go. Come off", "stop", D.OFF, P.STOP, 0.0,
     None),
    ("come_off_rating", "COME OFF", "Too strong for today. Come off", "stop", D.OFF, P.STOP, 0.0,
     None),
    ("come_off_rose", "COME OFF", "It rose. Come off, enough for today", "stop", D.OFF, P.STOP,
     0.0, None),
    ("come_off_sharp", "COME OFF", "Sharp is a stop. Come off", "stop", D.OFF, P.STOP, 0.0, None),
    ("come_off_stop", "STOPPED", "Stopped. Come off", "stop", D.OFF, P.STOP, 0.0, None),
    ("read", "DONE", "Read and logged, nothing counted", "done", D.OFF, P.STOP, 0.0, None),
    ("done", "DONE", "Done. Move a little, drink, breathe", "done", D.OFF, P.STOP, 0.0, None),
    ("refused", "NOT NOW", "Not begun. Please read why", "stop", D.OFF, P.STOP, 0.0, None),
    ("not_offered", "NOT HERE", "No comfortable band with this tool", "stop", D.OFF, P.STOP, 0.0,
     None),
    ("enough_today", "ENOUGH", "This had its time today. Another day", "rest", D.OFF, P.STOP, 0.0,
     None),
    ("stopped_today", "NOT TODAY", "Stopped here today. Rest until tomorrow", "stop", D.OFF, P.STOP,
     0.0, None),
    ("rests", "NOT YET", "This place rests. Read until when", "rest", D.OFF, P.STOP, 0.0, None),
    ("seek_care", "NOT NOW", "Have it looked at first. Please read why", "stop", D.OFF, P.STOP,
     0.0, None),
    ("enough_places", "ENOUGH", "Two places are enough for a sitting", "rest", D.OFF, P.STOP, 0.0,
     None),
    ("enough_sitting", "ENOUGH", "Six minutes are enough for a sitting", "rest", D.OFF, P.STOP,
     0.0, None),
    ("untouched", "ENDED", "Nobody pressed. Nothing was counted", "rest", D.OFF, P.STOP, 0.0,
     None),
    ("interrupted", "COME OFF", "No sensor. What was held is kept", "stop", D.OFF,
     P.STOP, 0.0, None),
    ("quit", "STOPPED", "Ended. What was held is kept", "stop", D.OFF, P.STOP, 0.0, None),
)  # fmt: skip

CUES: Final[dict[str, Cue]] = {
    cue.key: replace(cue, spoken=SPOKEN.get(cue.key, cue.word.lower()))
    for cue in [Cue(*row) for row in _ROWS]
}
"""Every cue there is, by the key of its situation."""

EVERY_WORD: Final = tuple(
    dict.fromkeys([*EVERY_WAY, *[cue.spoken for cue in CUES.values()], *ONE_KEY])
)
"""All that a voice has to say."""

REPEAT_S: Final = 5.0
"""A correction that still stands is said again after this long. Chosen."""
