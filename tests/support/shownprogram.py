"""A program that draws what it is sent, as packets: something for a server to show.

Run: python shownprogram.py [how]; `talks` prints lines around its screens, `leaves` ends at once.
At the keys `flood` it draws 16 MB, after `mute` it answers no pulse, at `bye` it ends, and at
`print` it prints what is no packet.
"""

import json
import os
import sys

PRELUDE = b"__GANGLION__\n"
muted: list[bytes] = []


def put(letter: bytes, payload: bytes) -> None:
    data = letter + len(payload).to_bytes(4, "big") + payload
    while data:
        data = data[os.write(1, data) :]


def take(count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = os.read(0, count - len(data))
        if not piece:
            sys.exit(0)
        data += piece
    return data


def answer(how: str, letter: bytes, payload: bytes) -> None:
    if letter == b"D":
        if payload == b"mute":
            muted.append(payload)
        if payload == b"print":
            os.write(1, b"a library's warning\n")
        for _ in range(400 if payload == b"flood" else 0):
            put(b"D", b"x" * 40_000)
        put(b"D", b"keys:" + payload)
        if payload == b"bye":
            sys.exit(7)
        return
    about = json.loads(payload)
    if about["type"] == "pulse":
        if not muted:
            put(b"M", b'{"type": "pulse"}')
        return
    put(b"D", b"note:" + payload)
    if about["type"] == "quit":
        put(b"M", b'{"type": "exit"}')
        if how == "talks":
            os.write(1, b"held 54 s\n")
        sys.exit(7)


def main(how: str) -> None:
    if how == "talks":
        os.write(1, b"asking nobody\n")
    os.write(1, PRELUDE)
    if how == "leaves":
        put(b"M", b'{"type": "exit"}')
        return
    while True:
        head = take(5)
        answer(how, head[:1], take(int.from_bytes(head[1:], "big")))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
