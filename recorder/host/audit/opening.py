"""Opens a page, and says in plain words why one does not open."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Dialog, Error, Page, Response, TimeoutError

OPEN_LIMIT_MS = 30_000
QUIET_LIMIT_MS = 3_000
MOST_DIALOGS = 20

_REASONS = (
    ("ERR_NAME_NOT_RESOLVED", "there is no such host (DNS has no address for it)"),
    ("ERR_CONNECTION_REFUSED", "nothing listens there (connection refused)"),
    ("ERR_CONNECTION_TIMED_OUT", "the host does not answer (connection timed out)"),
    ("ERR_CONNECTION", "the connection broke off"),
    ("ERR_EMPTY_RESPONSE", "the server closed the connection without an answer"),
    ("ERR_TOO_MANY_REDIRECTS", "it redirects in a circle"),
    ("ERR_CERT", "its certificate is not valid"),
    ("ERR_SSL", "it does not speak TLS"),
    ("ERR_INTERNET_DISCONNECTED", "this machine has no network"),
    ("ERR_ADDRESS_UNREACHABLE", "the host cannot be reached"),
    ("ERR_PROXY", "the proxy does not answer"),
    ("ERR_HTTP_RESPONSE_CODE_FAILURE", "the server answered with an error and no page"),
    ("ERR_UNSAFE_PORT", "browsers refuse that port"),
    ("Download is starting", "it is a download, not a page"),
    ("ERR_ABORTED", "it is a download, or the page called the visit off"),
    ("ERR_INVALID", "it is no answer that a browser understands"),
    ("ERR_", "the browser could not open it"),
)
_CODE = re.compile(r"ERR_[A-Z_]+")


class NotOpened(Exception):
    """A page that cannot be looked at; the message says why, in plain words, without page content."""


class Dialogs:
    """Answers dialogs with no, and counts them: a page that only asks is not looked at."""

    def __init__(self, page: Page, too_many: Callable[[], None]) -> None:
        self.count = 0
        self._too_many = too_many
        page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        self.count += 1
        if self.count == MOST_DIALOGS:
            self._too_many()
        with contextlib.suppress(Error):
            # The browser asks before it leaves a page: then yes.
            (dialog.accept if dialog.type == "beforeunload" else dialog.dismiss)()


@dataclass(frozen=True)
class Origin:
    """The site: scheme, host and port."""

    name: str

    def holds(self, address: str) -> bool:
        return origin_of(address) == self.name


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def is_same_site(one: str, other: str) -> bool:
    """Whether a redirect from one to the other stays with the owner: http to https, with and without ``www.``."""
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in (one, other)]
    return hosts[0] == hosts[1]


def open_page(page: Page, address: str) -> int:
    """Opens it; gives the status.

    Raises:
        NotOpened: it is no page, or does not answer.
    """
    try:
        response = page.goto(address, wait_until="domcontentloaded", timeout=OPEN_LIMIT_MS)
    except TimeoutError:
        raise NotOpened(f"it did not answer within {OPEN_LIMIT_MS // 1000} s") from None
    except Error as error:
        raise NotOpened(reason(str(error))) from None
    _check(response)
    _settle(page)
    return response.status if response else 200


def reason(message: str) -> str:
    """The browser's error in plain words."""
    code = _CODE.search(message)
    says = next((says for sign, says in _REASONS if sign in message), "the browser ended while it was open")
    return f"{says} ({code[0]})" if code else says


def _check(response: Response | None) -> None:
    if response is None:
        return
    if response.status >= 400:
        raise NotOpened(f"the server answered {response.status}")
    kind = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if kind not in ("text/html", "application/xhtml+xml", ""):
        raise NotOpened(f"it is no page ({kind})")


def _settle(page: Page) -> None:
    """Until it has loaded and the network is quiet, or for a while: some pages never are."""
    with contextlib.suppress(TimeoutError):
        page.wait_for_load_state("networkidle", timeout=QUIET_LIMIT_MS)
