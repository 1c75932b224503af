"""Who a real browser lets in, and what it keeps out for us."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from tests.browser.chromium import Chromium
from tests.browser.pages.visits import DEMO, PHONE, opened
from tests.browser.served import free_port, serve


async def test_a_second_browser_takes_over_and_the_first_may_take_it_back(
    browser: Chromium, tmp_path: Path
) -> None:
    async with serve(tmp_path, *DEMO) as served:
        first = await opened(browser, served)
        await first.until("SIMULATED")
        await served.link(1)
        second = await opened(browser, served)
        await first.until("ELSEWHERE")
        await second.until("SIMULATED")
        await first.tap("Show it here")
        await second.until("ELSEWHERE")
        await first.until("SIMULATED")
        assert sum("taken over" in line for line in served.said) == 2


async def test_a_wrong_or_used_link_shows_nothing(browser: Chromium, tmp_path: Path) -> None:
    async with serve(tmp_path, *DEMO) as served:
        link = await served.link()
        for wrong in (link[:-4] + "AAAA", served.origin):
            page = await browser.page(await browser.visitor(), *PHONE)
            await page.go(wrong)
            await page.until("NOT LET IN")
        assert served.links == [link], "a wrong one does not use up the good one"
        good = await opened(browser, served)
        await good.until("SIMULATED")
        assert "#" not in await good.value("location.href")
        late = await browser.page(await browser.visitor(), *PHONE)
        await late.go(link)
        await late.until("NOT LET IN")


async def test_a_page_from_another_port_gets_neither_screen_nor_frame(
    browser: Chromium, tmp_path: Path
) -> None:
    # Cookies know no ports: this page's requests carry ours. Only the Origin tells them apart.
    async with serve(tmp_path, *DEMO) as served, elsewhere() as other:
        visitor = await browser.visitor()
        page = await browser.page(visitor, *PHONE)
        await page.go(await served.link())
        await page.until("SIMULATED")
        foreign = await browser.page(visitor, *PHONE)
        await foreign.go(other)
        socket = served.origin.replace("http", "ws") + "/screen"
        assert (
            await foreign.value(
                f"new Promise((done) => {{ const ws = new WebSocket('{socket}');"
                " ws.onopen = () => done('open'); ws.onerror = () => done('refused'); })"
            )
            == "refused"
        )
        assert (
            await foreign.value(
                f"fetch('{served.origin}/enter', {{method: 'POST', body: 'x'}})"
                ".then(() => 'read', () => 'refused')"
            )
            == "refused"
        )
        await foreign.value(
            f"document.body.append(Object.assign(document.createElement('iframe'),"
            f" {{src: '{served.origin}/'}}))"
        )
        await foreign.complains("frame-ancestors")
        await page.until("stop")
        assert not [line for line in served.said if "taken over" in line]


async def test_a_name_that_leads_here_is_not_answered(browser: Chromium, tmp_path: Path) -> None:
    async with serve(tmp_path, *DEMO) as served:
        link = await served.link()
        page = await browser.page(await browser.visitor(), *PHONE)
        await page.go(link.replace("127.0.0.1", "rebound.test"))
        await page.until("not ours")


@asynccontextmanager
async def elsewhere() -> AsyncIterator[str]:
    """Serve an empty page of somebody else's on this computer."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="<body>elsewhere</body>", content_type="text/html")

    app, port = web.Application(), free_port()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}/"
    await runner.cleanup()
