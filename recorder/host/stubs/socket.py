"""No sockets in a browser; asyncio.events looks at these while it is imported."""

AF_UNSPEC = 0
AI_PASSIVE = 1
