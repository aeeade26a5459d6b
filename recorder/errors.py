"""Everything that can go wrong, in one short tree.

Blame decides: a mistake of the site's owner (``ConfigError``, ``RulesError``) is loud, early and complete; bad data from a page
(``BadBatch``) is counted and silent. No message ever quotes page content.
"""


class VeloError(Exception):
    """Any error of this package."""


class ConfigError(VeloError):
    """The owner's options are wrong. ``problems``: one sentence each, with what to write instead."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class RulesError(VeloError):
    """The owner's own rules (``recorder/custom.py``) are wrong. The message says what to write instead."""


class BadBatch(VeloError):
    """A batch or record that the probe would not have written. The message names the field, never its content."""


class UnknownNode(VeloError):
    """A record names a node that the mirror does not know: a fresh snapshot is needed."""
