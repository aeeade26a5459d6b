"""No other programs in a browser; asyncio.events looks at this while it is imported."""

PIPE = -1
