"""Marks in HTML: ours, and those of other products, which may only hide more.

Each row: product, where the mark stands (``attribute`` or ``class``), its name, the values that count (``*``: any other value),
and what it asks for. Values are compared in lower case, trimmed. Foreign names that *show* something are left out on purpose
(``data-recording-gdpr-safe``, ``data-sl="unmask"``, ``.fs-unmask``, ``.amp-unmask``, ``.nr-unmask``, ``.rr-unmask``,
``data-openreplay-unmask``, ``data-clarity-unmask``, ``data-dd-privacy="allow"``, ``.dd-privacy-allow``, ``data-hl-record``,
``data-public``, ``data-hj-allow``, ``data-hj-whitelist``, ``data-matomo-unmask``, ``data-cs-capture``, ``.lo-not-sensitive``,
``data-dtrum-allow``, ``data-qm-allow``, ``data-ph-unmask``): no foreign mark ever opens anything.

Source of the foreign names: the products' documentation, collected in our table of aliases, 2026-11.
"""

from collections.abc import Iterator

from recorder.records import Mark

Row = tuple[str, str, str, str, Mark]

_SILENT = Mark.MASK | Mark.IGNORE  # "ignore events" of others: here masked as well

# product: (attribute, {value: mark}) or (class, mark); "*" stands for every value that is not named.
_ATTRIBUTES: tuple[tuple[str, str, dict[str, Mark]], ...] = (
    (
        "velo",
        "data-velo",
        {"exclude": Mark.EXCLUDE, "mask": Mark.MASK, "ignore": Mark.IGNORE, "allow": Mark.ALLOW, "*": Mark.MASK},
    ),
    ("smartsupp", "data-recording-disable", {"*": Mark.EXCLUDE}),
    ("smartsupp", "data-recording-sensitive", {"*": _SILENT}),
    ("smartsupp", "data-recording-ignore", {"mask": Mark.MASK, "*": _SILENT}),
    ("smartlook", "data-recording-disable", {"*": Mark.EXCLUDE}),
    ("smartlook", "data-recording-sensitive", {"*": _SILENT}),
    ("smartlook", "data-recording-ignore", {"mask": Mark.MASK, "*": _SILENT}),
    ("smartlook", "data-sl", {"exclude": Mark.EXCLUDE, "mask": Mark.MASK}),
    ("sentry", "data-sentry-block", {"*": Mark.EXCLUDE}),
    ("sentry", "data-sentry-mask", {"*": Mark.MASK}),
    ("sentry", "data-sentry-ignore", {"*": _SILENT}),
    ("openreplay", "data-openreplay-hidden", {"*": Mark.EXCLUDE}),
    ("openreplay", "data-openreplay-htmlmasked", {"*": Mark.EXCLUDE}),
    ("openreplay", "data-openreplay-obscured", {"*": Mark.MASK}),
    ("openreplay", "data-openreplay-masked", {"*": Mark.MASK}),
    ("clarity", "data-clarity-mask", {"*": Mark.MASK}),
    (
        "datadog",
        "data-dd-privacy",
        {"hidden": Mark.EXCLUDE, "mask": Mark.MASK, "mask-user-input": Mark.MASK, "mask-unless-allowlisted": Mark.MASK},
    ),
    ("logrocket", "data-private", {"*": Mark.EXCLUDE}),
    ("hotjar", "data-hj-suppress", {"*": Mark.EXCLUDE}),
    ("matomo", "data-matomo-mask", {"*": Mark.MASK}),
    ("newrelic", "data-nr-block", {"*": Mark.EXCLUDE}),
    ("newrelic", "data-nr-mask", {"*": Mark.MASK}),
    ("contentsquare", "data-cs-mask", {"*": Mark.EXCLUDE}),
    ("contentsquare", "data-cs-encrypt", {"*": Mark.MASK}),
    ("heap", "data-heap-redact-text", {"*": Mark.EXCLUDE}),
    ("heap", "data-heap-redact-attributes", {"*": Mark.EXCLUDE}),
    ("heap", "heap-ignore", {"*": _SILENT}),
    ("mouseflow", "data-mf-replace", {"*": Mark.EXCLUDE}),
    ("mouseflow", "data-mf-replace-inner", {"*": Mark.MASK}),
    ("quantummetric", "data-qm-block", {"*": Mark.EXCLUDE}),
    ("quantummetric", "data-qm-freeze-exclude", {"*": Mark.EXCLUDE}),
    ("quantummetric", "data-qm-encrypt", {"*": Mark.MASK}),
    ("sessionrewind", "data-sr-redact", {"*": Mark.EXCLUDE}),
    ("howuku", "hw-not-allow", {"*": Mark.EXCLUDE}),
    ("dynatrace", "data-dtrum-mask", {"*": Mark.MASK}),
    ("roggernaut", "data-privacy", {"block": Mark.EXCLUDE, "ignore": _SILENT, "*": Mark.MASK}),
)

_CLASSES: tuple[tuple[str, Mark, str], ...] = (
    ("rrweb", Mark.EXCLUDE, "rr-block"),
    ("rrweb", Mark.MASK, "rr-mask"),
    ("rrweb", _SILENT, "rr-ignore"),
    ("posthog", Mark.EXCLUDE, "ph-no-capture ph-replay-block"),
    ("posthog", Mark.MASK, "ph-mask"),
    ("posthog", _SILENT, "ph-ignore-input"),
    ("sentry", Mark.EXCLUDE, "sentry-block"),
    ("sentry", Mark.MASK, "sentry-mask"),
    ("sentry", _SILENT, "sentry-ignore"),
    ("datadog", Mark.EXCLUDE, "dd-privacy-hidden"),
    ("datadog", Mark.MASK, "dd-privacy-mask dd-privacy-mask-user-input dd-privacy-mask-unless-allowlisted"),
    ("fullstory", Mark.EXCLUDE, "fs-exclude fs-exclude-without-consent"),
    ("fullstory", Mark.MASK, "fs-mask fs-mask-without-consent"),
    ("logrocket", Mark.EXCLUDE, "_lr-hide"),
    ("hotjar", Mark.EXCLUDE, "data-hj-suppress"),
    ("highlight", Mark.EXCLUDE, "highlight-block"),
    ("highlight", Mark.MASK, "highlight-mask"),
    ("highlight", _SILENT, "highlight-ignore"),
    ("newrelic", Mark.EXCLUDE, "nr-block"),
    ("newrelic", Mark.MASK, "nr-mask"),
    ("newrelic", _SILENT, "nr-ignore"),
    ("amplitude", Mark.EXCLUDE, "amp-block"),
    ("amplitude", Mark.MASK, "amp-mask"),
    ("mixpanel", Mark.EXCLUDE, "mp-block"),
    ("mixpanel", Mark.MASK, "mp-mask"),
    ("mouseflow", Mark.EXCLUDE, "mf-excluded mf-masked"),
    ("luckyorange", Mark.EXCLUDE, "lo-sensitive losensitive"),
    ("userback", Mark.EXCLUDE, "userback-block"),
    ("userback", _SILENT, "userback-ignore"),
    ("zipy", Mark.EXCLUDE, "zipy-block"),
    ("howuku", Mark.EXCLUDE, "hw-not-allow"),
    ("smartlook", Mark.EXCLUDE, "smartlook-hide"),
    ("inspectlet", Mark.MASK, "inspectlet-sensitive inspectletignore"),
    ("glassbox", Mark.MASK, "cls_mask"),
    ("sessionstack", Mark.MASK, "sessionstack-sensitive"),
)


def rows() -> Iterator[Row]:
    """Every mark in HTML as ``(product, "attribute" | "class", name, value, mark)``; class names compare in lower case."""
    for product, name, values in _ATTRIBUTES:
        for value, mark in values.items():
            yield product, "attribute", name, value, mark
    for product, mark, names in _CLASSES:
        for name in names.split():
            yield product, "class", name, "*", mark


def products() -> list[str]:
    """Names that the option ``aliases`` takes."""
    return sorted({row[0] for row in rows()} - {"velo"})


def table() -> list[list[str | int]]:
    """The rows as JSON data for the probe."""
    return [[product, where, name, value, int(mark)] for product, where, name, value, mark in rows()]
