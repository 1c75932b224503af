"""What a key can mean. Alone in its file: the first picture needs this and nothing else."""

from enum import StrEnum


class Action(StrEnum):
    """What a key means; which key it was is the shell's business."""

    PAUSE = "pause"
    STOP = "stop"
    RATE = "rate"
    SHARP = "sharp"
    TENDER = "tender"
    COMFORT = "comfort"
    LET_GO = "let_go"
    YES = "yes"
    NO = "no"
    NEXT = "next"
    AGAIN = "again"
