"""What every request has to be, and what every answer says: Host, Origin and security headers.

The Host check is what keeps out a page whose name was made to lead here (DNS rebinding); the
Origin check keeps out any other page that this browser has open.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_FIXED: Final = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), screen-wake-lock=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def policy(host: str) -> str:
    """Return the content security policy: nothing but our own files, and no script in the page.

    Some browsers do not take 'self' to mean a WebSocket as well, so that is spelt out.
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": f"'self' ws://{host}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Doorman:
    """Looks at each request before anything else does."""

    def __init__(self, hosts: frozenset[str]) -> None:
        """Take the only values of Host that are answered, such as `127.0.0.1:8437`."""
        self._hosts = hosts

    def refusal(self, request: web.Request) -> str:
        """Return why a request is not answered; nothing where it is."""
        host = request.headers.get("Host", "")
        origin = request.headers.get("Origin")
        if host not in self._hosts:
            return "This address is not ours."
        if origin is not None and origin != f"http://{host}":
            return "This came from another page."
        # A browser sends no Origin only where it reads; what changes something has to say it.
        if origin is None and (request.method != "GET" or "Upgrade" in request.headers):
            return "This came from no page."
        return ""

    def middleware(self) -> Middleware:
        """Return what goes around every handler, those of unknown paths too."""

        @web.middleware
        async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
            why = self.refusal(request)
            if why:
                raise web.HTTPForbidden(text=f"{why}\n")
            return await handler(request)

        return look

    async def sign(self, request: web.Request, response: web.StreamResponse) -> None:
        """Put the security headers on an answer, also on a refusal."""
        host = request.headers.get("Host", "")
        response.headers.update(_FIXED)
        response.headers["Content-Security-Policy"] = policy(host if host in self._hosts else "")
        response.headers.popall("Server", None)
