"""What may be said of what was reported: the same words on a screen, in lines and by a voice."""

from typing import Final

from tpdevice.core.record import Outcome

OUTCOMES: Final = {
    Outcome.EASED: "You reported it eased",
    Outcome.LET_GO: "You felt it let go",
    Outcome.ROSE: "It rose — ease off",
    Outcome.FADED: "Your ratings came down; steady pressure alone often does that",
    Outcome.NO_CLEAR_CHANGE: "No clear change — that is common",
    Outcome.NOT_RATED: "Not rated twice, so nothing to compare",
}
