"""A picture of a page, for the report."""

from playwright.sync_api import Error, Page

MOST_PX = 6_000
QUALITY = 55


def picture_of(page: Page) -> bytes:
    """A JPEG of the whole page, up to a height; empty where there is none to be had."""
    try:
        page.evaluate("() => scrollTo(0, 0)")
        size = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": min(size[0], 2_000), "height": min(size[1], MOST_PX)}
        return page.screenshot(type="jpeg", quality=QUALITY, full_page=True, clip=clip, scale="css", timeout=8_000)  # type: ignore[arg-type]
    except Error:
        return b""
