"""The numbers of a session, in one table, each with its source.

"Chosen" marks an engineering choice of ours; it bounds a machine, not a body.
"""

from typing import Final

TOP_SHARE: Final = 0.7
"""Band top between T and C. Source: Hou 2002, where the effective dose lay between the two."""
AIM_SHARE: Final = 0.5
"""Aim between T and C. Source: Hou 2002, the mean of threshold and tolerance."""
TOP_PER_TENDER: Final = 1.25
"""Band top, at most, in T. Source: Hou 2002, midpoint 1.16 to 1.26 times threshold."""
TOP_PER_CEILING: Final = 0.9
"""Band top, at most, in ceilings. Chosen: room between asking and alarm."""
CEILING_PER_COMFORT: Final = 1.25
"""Ceiling in C. Chosen."""
ALARM_PER_COMFORT: Final = 1.10
"""Alarm in C, when it lasts. Chosen."""
LOWEST_PER_TENDER: Final = 0.9
"""Band bottom, at least, in T. Chosen."""
TENDER_ONLY_TOP: Final = 1.2
"""Band top in T where C is not known. Chosen."""
GENTLE: Final = (0.8, 1.05)
"""Band of a gentle point in T. Chosen."""
UNCALIBRATED_SHARE: Final = 0.5
"""Share of the ceiling that may be used where nothing is known. Chosen."""
UNCALIBRATED_BOTTOM: Final = 0.1
"""Bottom of that band, in ceilings: pressing at all. Chosen."""
AIM_BELOW_TOP: Final = {"hand": 1.10, "cane": 1.10, "wall": 1.10, "lying": 1.06}
"""Band top in aims, at least, by support. Chosen, from simulated holds."""
HALF_WIDTH: Final = {"hand": 0.15, "cane": 0.15, "wall": 0.15, "lying": 0.12}
"""Half the band's width in its middle, at least where T allows. Source: simulated holds."""
NARROWEST: Final = 0.08
"""Half-width under which a point is not offered. Chosen."""
MARGIN: Final = 0.05
"""Of the aim; how far inside an edge counts as back. Chosen, range 3 to 8 %."""
FREE_PER_TENDER: Final = 0.2
"""Free of pressure below this much of T. Chosen."""
FREE_N: Final = 2.0
"""Free of pressure below this where T is not known, N. Chosen."""

SETTLE_S: Final = 3.0
"""In band before the clock starts. Source: tissue relaxes fastest in its first seconds
(Bosboom 2001: time constant 6 s)."""
MORE_AFTER_S: Final = 0.7
LESS_AFTER_S: Final = 0.3
"""How long below or above before a cue. Chosen, from simulated holds."""
OUT_S: Final = 3.0
"""Out of the band before the approach begins again. Chosen."""
RE_ENTER_S: Final = 2.0
"""In the band before an approach is over, for those who stop short of where "there" is said.
Chosen."""

MORE_AT: Final = 0.18
THERE_AT: Final = {"hand": 0.8, "cane": 0.8, "wall": 0.75, "lying": 0.7}
LESS_AT: Final = 0.95
"""Where a correction is begun and ended, in widths of the band above its bottom: "more" when the
mean of two seconds has sunk to the first, "less" when it has risen to the last, and "there" at the
one between them. Source: simulated holds; see docs/explanation/holding-a-band.md."""
AHEAD_S: Final = 0.425
"""By so much "there" is said ahead, s: what is seen is a quarter second's mean, half of that old,
and a hand goes on for a reaction time. Source: simulated holds."""
AHEAD_FROM_S: Final = 0.75
"""The change of that mean over this time is what is carried ahead, s. Source: simulated holds."""
CALM_S: Final = 3.0
"""After "there", before a mean may begin the next correction, s: a hand's slow wander turns back
on its own in about that time. Source: simulated holds."""
LEAD_LOOK_S: Final = 4.5
"""A correction that force has not followed after this long is said again, s. Source: simulated
holds."""
LEAD_S: Final = 6.0
"""A correction that has not come to its end after this long is dropped if all is well, s. Chosen:
so long somebody goes on who hears nothing."""
FREE_S: Final = 1.0
"""Free before it counts. Chosen."""
SHORT_HOLD_S: Final = 60.0
"""The ordinary hold. Source: Hou 2002; Fryer and Hodgson 2005."""
LONG_HOLD_S: Final = 90.0
"""Hold at light pressure. Source: Hou 2002, threshold pressure for 90 s."""
LONG_HOLD_REPETITIONS: Final = 2
"""Of holds at light pressure. Chosen: the day's time divided by their length."""
IN_ONE_GO_S: Final = 110.0
"""Pressing without a break, at most, before the hold is brought to its end with what was held; less
where a release from the top of the band, at the middle of the guided pace, would take longer than
what is left to the guard's limit. Chosen, so that a plan never ends in an alarm."""
REACTION_S: Final = 1.0
"""From a cue to a change of force, at most. Source: 0.3 to 0.7 s, and older people slower (Woods
2015; Bao 2019)."""
HARD_LIMIT_S: Final = 120.0
"""Pressing without a break at which the guard stops. Chosen; common teaching is 90 s."""
HELD_PER_DAY_S: Final = 180.0
"""Held at one point in a day. Source: three holds of a minute; common teaching."""
SHORTEST_HOLD_S: Final = 10.0
"""A repetition with less than this left of the day's time is not begun. Chosen."""
PLACES_PER_SITTING: Final = 2
"""One or two points in one sitting. Source: common teaching; the Thera Cane manual."""
PRESSED_PER_SITTING_S: Final = 360.0
"""All pressing in the repetitions of a sitting; a calibration's own ramps are not counted, or
three holds would not fit. Chosen, on common teaching of one or two points."""
PRESSED_BESIDE_S: Final = 30.0
"""Pressing beside what is held in a repetition: coming on, settling, questions, letting go. Source:
simulated people in 20 sessions of `plan rehearse`, 21 to 36, median 29."""
PRESSED_LEAST_S: Final = PRESSED_BESIDE_S + SHORTEST_HOLD_S
"""A repetition with less than this left of the sitting's pressing is not begun. Chosen: a short
hold and what is pressed beside it."""

CHECKS_H: Final = (24, 48)
"""Hours after a session at which soreness is asked. Chosen: the Thera Cane manual has it settle
within 12 to 36 hours, and one to two days is commonly said."""
CHECK_IF_SORE_H: Final = 72
"""Hours after which it is asked once more, of who was still sore. Chosen: soreness that pressing
alone leaves has gone by then."""
CHECK_EARLY_H: Final = 4
"""By so much an hour of asking may be early, h. Chosen: whoever presses each evening would else
miss it by minutes."""
CHECK_LATEST_H: Final = 120
"""Five days after a session nobody is asked about it any more, h. Chosen: who remembers?"""
CHECK_AGAIN_H: Final = 20
"""So long after somebody was told to have it looked at, they are asked how it went, h. Chosen: on
the next day."""
SORENESS_MAX: Final = 10
SORE: Final = 4
VERY_SORE: Final = 6
"""Soreness to the touch, 0 to 10, from which a place rests, and from which it rests for days.
Chosen, on the steps 0 to 3, 4 to 5 and 6 and more that are taught for pain after exercise."""
REST_SORE_H: Final = 24
REST_VERY_SORE_H: Final = 72
"""How long a place rests when it is sore, and when it is very sore or bruised, from the answer on,
h. Chosen."""
REST_STILL_SORE_DAYS: Final = 7
"""How long a place is left out that is sore two days after, days. Chosen."""
LOWER_SORE_PERCENT: Final = 10
LOWER_VERY_SORE_PERCENT: Final = 20
"""By how much the next band there is lowered when it was sore, and when it was very sore or
bruised. Chosen."""

REST_DAYS: Final = 2
"""Local days from one session at a place to the next at best: every other day. Source: Gulick
2011, self-massage on alternate days; common teaching."""
LOOK_AFTER_SESSIONS: Final = 6
LOOK_AFTER_DAYS: Final = 21
"""Without any gain after so many sessions, or after so many days, somebody should look at it.
Chosen."""
LOOK_LEAST_SESSIONS: Final = 4
"""With fewer sessions than this the days alone say nothing. Chosen: two at the beginning are
compared with two at the end."""
LOOK_BACK_DAYS: Final = 42
"""Sessions at a place that are looked at for a gain, by age, days. Chosen: after a long break it is
another story."""
GAIN_FALL: Final = 2.0
"""A start that is rated this much lower, at no less force, is a gain. Source: 2 points are called
important on 0-10 scales (Farrar 2001)."""
GAIN_FORCE: Final = 1.25
"""So many times the force for no higher a rating is a gain, too. Source: as for LEAST_CHANGE; less
may be chance."""
GAIN_FELT: Final = 0.5
"""Eased or let go in more than this share of the sessions is a gain. Chosen."""
OFTEN_SESSIONS: Final = 6
OFTEN_DAYS: Final = 14
"""Pressed on more days than this, of so many, a place belongs to a bigger pattern. Source: common
teaching."""

APPROACH_N_PER_S: Final = {"hand": (3, 5), "cane": (3, 5), "wall": (3, 5), "lying": (5, 10)}
"""Guided loading rate by support. Chosen, on the slow ramps of algometry."""
RELEASE_N_PER_S: Final = (3, 10)
"""Guided unloading rate. Chosen."""
PACE_SLACK: Final = 1.5
"""Of the guided rate, as a mean of two seconds, before a word is said about it. Chosen."""
PRESS_ON_S: Final = 4.0
"""After so long of pressing below the band, nearly at a stand, more is asked for. Chosen."""
PRESS_OR_OFF_S: Final = 20.0
"""After so long of pressing below the band, at a stand, coming off is called as good. Chosen."""
UNTOUCHED_ASK_S: Final = (30.0, 90.0)
"""Nobody presses though it was asked for: so long until it is said again, and until it is said that
it ends. Chosen: to find the place, and to find it again."""
UNTOUCHED_S: Final = 120.0
"""And until the session goes on without. Chosen: a phone rings for half a minute."""
TOO_FAST_N_PER_S: Final = 40.0
"""Loading faster than this over 0.25 s gets "slow down". Chosen."""
STEP_TOO_FAST_N: Final = 2.5
"""No such word where the sensor's steps are larger, N. Chosen: a step within 0.25 s would look like
a quarter of that rate."""

RATING_MIN: Final = 0
RATING_MAX: Final = 10
RATING_LIGHT: Final = 3
RATING_STRONG: Final = 7
RATING_STOP: Final = 8
RATING_RISE: Final = 2
"""4 to 6 wanted. Source: Grabow 2018, rolling at 3, 6 and 8 of 10 gave the same gain."""
MUCH_ABOVE: Final = 0.1
MUCH_ABOVE_S: Final = 5.0
"""Time above the band, of that in it and above it, and in seconds, from which both on a report says
so. Chosen: simulated people who do as they are asked have at most 0.03 in a minute's holds, and 4 s
in short ones; those who press too hard have mostly over 0.17."""
UNCALIBRATED_RATING: Final = (3, 5)
"""Wanted where there is no target force. Chosen."""
MATCH: Final = 0.05
"""Of the reference force. Source: simulated reports; a 10 % sag made false "eased" common."""
MATCH_S: Final = 2.0
"""The mean of this time is what is matched: a hand wanders by about 5 % around a force that it
holds, so that single samples seldom stay within 5 % for long. Chosen."""
MATCH_ANSWERED: Final = 0.075
"""Of the reference force, when the answer comes: half as far again, since a hand wanders while one
thinks. Source: simulated reports; at 5 % most true falls were lost, and at 10 % three times as many
false ones were called."""
MATCH_PATIENCE_S: Final = 8.0
"""How long a match is waited for; then the rating is asked anyway, and marked unmatched. Chosen."""
ANSWER_PATIENCE_S: Final = 15.0
"""How long a rating is waited for. Chosen."""
LIST_PATIENCE_S: Final = 22.0
"""The same where the numbers come one by one and a lightening takes one. Chosen: the list is over
after 15 s, and what was taken is said back; an answer may be changed once."""
EASED_ODDS: Final = 2.0
"""A step down must explain the ratings this many times as well as fading alone. Source: simulated
reports, `docs/explanation/eased.md`."""
EASED_FALL: Final = 1.5
"""And the mean of the first two must lie this far above that of the last two, at the reference
force. Chosen, below the 2 points that are called important on 0-10 scales."""
EASED_ANSWERS: Final = 3
"""Fewer answers are not judged. Chosen."""
FADED_FALL: Final = 1.0
"""A fall of this much, as said and at the reference force, is told as ratings that came down
if the last is below the first. Chosen; of simulated people who feel the same all along, 11 of 100
say so by chance."""
ROSE_RISE: Final = 1.5
"""A rise of this much, in the same means, is told if the last is above the first. Source: simulated
reports; of people who feel the same all along, 4 of 100 say so by chance."""
FORCE_FARTHEST: Final = 0.15
"""An answer given further than this from the reference force is not judged. Chosen."""
EARLIER_HOLDS: Final = 30
"""Holds of a person that are looked back on, the newest. Chosen: ten sessions; people change."""
REMATCH: Final = 1.10
"""After "eased", the next aim may be this much higher, never above the band. Chosen."""
LESS_AFTER_STRONG: Final = 0.9
"""After a 7, the most that is asked for, in the force at which it was given. Chosen."""

STILL_S: Final = 1.0
STILL_N: Final = 1.0
"""Peak to peak over STILL_S, for a zero. Chosen: twice a Progressor's resolution."""
FIRST_ZERO_N: Final = 20.0
"""The first zero of a set-up may be this far from the sensor's own: a tool has weight. Chosen."""
FARTHEST_ZERO_N: Final = 50.0
"""No zero lies further than this from the sensor's own, whatever the person says: no tool weighs
five kilograms, and a zero taken under load hides that load from every limit. Chosen."""
NEAR_ZERO_N: Final = 3.0
"""Later zeros lie this near the last. Chosen."""
ZERO_AGAIN_S: Final = 1.0
"""Between two attempts. Chosen."""
ZERO_LOST_S: Final = 10.0
"""So long coming off without being free: then it is asked whether the sensor is. Chosen: a tool may
hang on it differently than before, or its zero have moved."""
ZERO_ASK_AFTER: Final = 5
"""Attempts refused as too far before the person is asked. Chosen."""

FULL_HZ: Final = 10.0
SLOWEST_HZ: Final = 5.0
"""Values a second from which a person is coached fully, and at all. Chosen: "less" comes 0.3 s
after force left the band upward, and "more" 0.7 s after it left downward."""
RATE_SLACK: Final = 0.95
"""Of a limit, where a rate was measured: ten a second by name may be counted as 9.9. Chosen."""
SLOW_TIMES: Final = 2.0
"""With fewer than FULL_HZ, so many times as long outside the band before a word. Chosen."""
COARSEST: Final = 0.05
"""Of the aim; with larger steps nobody is led to it. Chosen: the margin at an edge."""

SILENCE_S: Final = 0.5
SILENCE_ADVERT_S: Final = 2.0
"""No data for this long is an event. Chosen; on a connection and on adverts."""
SILENCE_SAMPLES: Final = 3.0
"""Where a sensor is too slow for coaching anyway: so many values missing. Chosen."""
BAD_FRAMES_S: Final = 0.3
"""Only bad frames for this long: force not visible. Chosen."""
RESTART_AFTER_S: Final = 2.0
RELINK_AFTER_S: Final = 4.0
"""Silence on a living link before the stream, then the link, is started again. Chosen."""
LINK_GONE_S: Final = 60.0
"""Without a sensor before the session ends. Chosen."""
BATTERY_LOW_PERCENT: Final = 15
"""A battery no fuller than this is told as low, once. Chosen."""
ALARM_S: Final = 0.3
"""Above the alarm force before the guard acts. Chosen."""

RAMP_PATIENCE_S: Final = 60.0
"""One calibration ramp, at most. Chosen."""
RAMPS_WITHOUT_MARK: Final = 3
"""Ramps without a mark before going on without a target force. Chosen."""
CALIBRATION_DAYS: Final = 7
"""How long marks are valid. Chosen, on repeatability of pressure thresholds."""
CALIBRATION_RAMPS: Final = 2
"""Source: two ramps are enough, one is clearly worse (Mailloux 2021)."""
RAMP_CV: Final = 0.15
"""Spread of one ramp's mark about a person's own mean. Source: Antonaci 1998, 15 % for one examiner
at head and neck; assumed to hold for a comfort ceiling, and for who presses on themselves."""
LEAST_CHANGE: Final = 0.25
"""Of a mark; a smaller change is never announced, however many ramps it is the mean of. Source:
RAMP_CV, by which two means of three ramps differ by up to 24 % in 19 of 20 cases without one."""
