"""Tests of the page's side: the probe in a real browser, against the recorder's own mirror; and its parts in Node."""
