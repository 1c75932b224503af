"""Who comes in: not without the newest ticket, not from another page, not under another name."""

import asyncio

import aiohttp
import pytest
from shown import Shown, showing
from yarl import URL

from tpdevice.web.server import PAGE

pytestmark = pytest.mark.process
FORBIDDEN = 403


async def refused(shown: Shown, path: str, **headers: str) -> bool:
    answer = await shown.browser().client.get(path, headers=headers)
    return answer.status == FORBIDDEN


async def test_a_ticket_becomes_a_cookie_that_no_script_reads_and_no_other_site_sends() -> None:
    async with showing() as shown:
        answer = await shown.browser().enter()
        (cookie,) = answer.cookies.values()
        assert answer.status == 204
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert str(shown.server.address.port) in cookie.key


async def test_a_ticket_is_good_once() -> None:
    async with showing() as shown:
        ticket = shown.server.tickets.current
        assert (await shown.browser().enter(ticket)).status == 204
        second = await shown.browser().enter(ticket)
        assert second.status == FORBIDDEN
        assert not second.cookies


@pytest.mark.parametrize(
    "ticket", ["", "wrong", "x" * 32, "\ud800".encode("utf-8", "replace").decode()]
)
async def test_a_wrong_ticket_gives_no_pass_and_leaves_the_good_one_good(ticket: str) -> None:
    async with showing() as shown:
        before = shown.server.tickets.current
        assert (await shown.browser().enter(ticket)).status == FORBIDDEN
        assert shown.server.tickets.current == before
        assert shown.told.said == []


async def test_the_person_hears_of_each_browser_and_gets_a_new_ticket() -> None:
    async with showing() as shown:
        before = shown.server.tickets.current
        await shown.browser().enter()
        assert shown.told.said == ["came 127.0.0.1"]
        assert shown.server.tickets.current != before


async def test_without_a_pass_there_is_no_screen_and_nothing_is_started() -> None:
    async with showing() as shown:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            await shown.browser().look()
        assert refusal.value.status == FORBIDDEN
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await shown.browser().look(Cookie=f"tpdevice-{shown.server.address.port}=made-up")


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "https://127.0.0.1", ""])
async def test_a_foreign_page_gets_no_screen_even_with_the_cookie(origin: str) -> None:
    async with showing() as shown:
        browser = shown.browser()
        await browser.enter()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            await browser.look(Origin=origin)
        assert refusal.value.status == FORBIDDEN


async def test_a_screen_needs_an_origin_at_all() -> None:
    async with showing() as shown:
        browser = shown.browser()
        await browser.enter()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await browser.client.ws_connect("/screen")


async def test_a_foreign_page_cannot_hand_in_a_ticket() -> None:
    async with showing() as shown:
        ticket, client = shown.server.tickets.current, shown.browser().client
        for headers in ({"Origin": "http://evil.test"}, {}):
            assert (await client.post("/enter", data=ticket, headers=headers)).status == FORBIDDEN
        assert shown.server.tickets.current == ticket


@pytest.mark.parametrize("host", ["evil.test", "evil.test:{port}", "127.0.0.1", "127.0.0.1:1", ""])
@pytest.mark.parametrize("path", ["/", "/main.js", "/screen", "/nothing"])
async def test_a_name_that_was_made_to_lead_here_is_not_answered(host: str, path: str) -> None:
    async with showing() as shown:
        assert await refused(shown, path, Host=host.format(port=shown.server.address.port))


async def test_its_own_names_are_answered() -> None:
    async with showing() as shown:
        for name in ("127.0.0.1", "localhost"):
            headers = {"Host": f"{name}:{shown.server.address.port}"}
            assert (await shown.browser().client.get("/", headers=headers)).status == 200


@pytest.mark.parametrize("path", ["/", "/main.js", "/nothing", "/screen"])
async def test_every_answer_has_the_security_headers(path: str) -> None:
    async with showing() as shown:
        answer = await shown.browser().client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert f"connect-src 'self' ws://127.0.0.1:{shown.server.address.port};" in policy
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers


async def test_a_refusal_has_them_too_and_repeats_no_foreign_name() -> None:
    async with showing() as shown:
        answer = await shown.browser().client.get("/", headers={"Host": "evil.test"})
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "evil" not in str(answer.headers) + await answer.text()


@pytest.mark.parametrize("name", PAGE)
async def test_every_file_of_the_page_is_served_with_its_kind(name: str) -> None:
    async with showing() as shown:
        answer = await shown.browser().client.get(f"/{name}")
        assert answer.status == 200
        assert answer.content_type == PAGE[name]


@pytest.mark.parametrize("path", ["/../server.py", "/%2e%2e/server.py", "/page/", "/__init__.py"])
async def test_no_other_file_is_served(path: str) -> None:
    async with showing() as shown:
        as_it_is = URL(shown.origin + path, encoded=True)
        assert (await shown.browser().client.get(as_it_is)).status == 404


async def test_a_long_ticket_is_not_read() -> None:
    async with showing() as shown:
        assert (await shown.browser().enter("x" * 100_000)).status == 413


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (b"\xff\xfe", {}),
        (b"ticket", {"Content-Type": "text/plain; charset=nothing"}),
        (b"ticket", {"Content-Encoding": "gzip"}),
    ],
)
async def test_a_ticket_that_is_no_text_is_a_wrong_one(body: bytes, more: dict[str, str]) -> None:
    async with showing() as shown:
        headers = {"Origin": shown.origin} | more
        answer = await shown.browser().client.post("/enter", data=body, headers=headers)
        assert answer.status == FORBIDDEN


async def test_what_is_no_http_gets_no_line_in_the_terminal(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with showing() as shown:
        for nonsense in (b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/1.1\r\n\x1b[2J: x\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", shown.server.address.port)
            writer.write(nonsense)
            assert b"400 Bad Request" in await reader.readline()
            writer.close()
    assert caplog.records == []
