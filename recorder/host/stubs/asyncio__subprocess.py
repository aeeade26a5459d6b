"""No subprocess in a browser."""

__all__ = ()
