"""What cannot be served is said before anything listens."""

import pytest
from running import tpdevice


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--lan", "--address", "0.0.0.0"), "leave --address out"),
        (("--lan", "--address", "::"), "leave --address out"),
        (("--address", "192.0.2.7"), "Add --lan"),
        (("log",), "`run` and `demo` have"),
        (("--port", "80"), "1024"),
    ],
)
def test_what_cannot_be_served_is_said_with_what_to_do(words: tuple[str, ...], hint: str) -> None:
    said = tpdevice("serve", *words)
    assert (said.code, said.out) == (2, "")
    assert hint in said.err
