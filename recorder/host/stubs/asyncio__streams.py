"""No streams in a browser."""

__all__ = ()
