"""What ``docs/bench/bench.md`` says around its figures."""

INTRO = """# What recording costs a page

Written by `python build.py bench`; change `tests/bench`, not this page. {machine}, {browser}, {rounds} rounds, {day}.
Other programs ran on the machine (load {load}): times of the clock are long, CPU times and ratios hold.

Milliseconds of **main-thread CPU time that recording adds** to the same page without a recorder, medians; the ratio is the
median of the rounds' ratios, Velo to @rrweb/record {rrweb}. At most {limit} is what we ask of
ourselves (1.0 of the class), and no task over 50 ms; *longest task*: of the page with Velo, in brackets without, CPU time.
*Sending*: rrweb with what a site must add, packed and sent every two seconds.
*Watching*: an observer, listeners and a worker like Velo's that do nothing, the least that any recorder costs: where what we
ask of ourselves is less than that, the row says *floor*, not *above*.
A row that is missing was not reached in the time that there was.
@sentry/browser {sentry} with replay alone, clarity-js {clarity}.

| what | rrweb | sending | Sentry | Clarity | watching | Velo | ratio | | longest task |
|---|--:|--:|--:|--:|--:|--:|--:|---|--:|
"""

PAGES = """
## What real pages do

The same unit.

| page | rrweb | sending | Sentry | Clarity | watching | Velo | ratio | |
|---|--:|--:|--:|--:|--:|--:|--:|---|
"""

PAGES_MORE = """
And five things more, each as *rrweb → Velo (ratio)*, added to the page without a recorder: the **longest task** of the page's
main thread (CPU time; *alone* is the page without a recorder), the time in the recorder's **own functions** there (by a
trace, so nothing that the page does anyway is in it), the CPU time of **all processes** of the browser when the page does it
for the fourth time (Velo's Python counts here, its start does not; rrweb is *sending*, as Velo does), **bytes** that leave,
packed with gzip on both sides, and the **heap** of the page afterwards, when rrweb's events are forgotten.

| page | longest task, ms | alone | own functions, ms | all processes, ms | bytes | heap, KB |
|---|--:|--:|--:|--:|--:|--:|
"""

RUNTIME = """
## Python in the browser

Velo as built, against the same recorder on Pyodide as npm ships it (`--plain`), as *stock → Velo*. Cold start: from `start()`
until Python answers, a fresh profile each. Next page: the same on the second page of the visit, a second later. Download: all
that the browser asked for, brotli. Memory: private bytes of the renderer with page and worker.

| | least | median | median of ratios |
|---|--:|--:|--:|
"""

SHOP = """
![plot](runtime.png)

## The demo shop

Total blocking time as Lighthouse counts it (tasks of the first seconds over 50 ms, on a phone four times slower):
**{without:.0f} ms** without Velo, **{with_velo:.0f} ms** with it. All CPU time of the main thread meanwhile, not slowed down:
{all_without:.0f} ms and {all_with:.0f} ms.
"""

OUTRO = """
| also | |
|---|--:|
| bytes of a first visit, with brotli | {brotli:,} |
| of these, loaded before there is consent (`velo.js`) | {entry:,} |
| of these, loaded by the page when a recording begins (`probe-….js`) | {probe:,} |
| bytes of a first visit, with gzip | {gzip:,} |
| from `start()` to the first masked event, first page of a visit | {cold:,.0f} ms |
| the same, on the next page of the visit | {warm:,.0f} ms |

All else is loaded in a worker beside the page, from this machine here, and kept by the browser for the next visit. The
times hold the quarantine of {quarantine} ms, in which a late mark still counts.

![plot](bench.png)

## How it is measured

`Performance.getMetrics` of the DevTools protocol, `TaskDuration` in the clock of the thread: the CPU time of all tasks of
the page's main thread, so other programs on the machine and waiting do not count. Read before and after, in a fresh page
each time, with no recorder and with each one, in a new order every round; the page's own time (building the nodes,
layout) is in all of them and is taken off. The page is quiet before. A measurement ends when the recorder is quiet again.

Start: a page of so many elements (cards with title, words, link, list, now and then a field), from before the recorder's
script is loaded. Mutations: the six kinds of rrweb's own benchmarks (`benchmark-dom-mutation*`), written anew, on a page where
the recorder has been running. Pages: eleven kinds of pages at work, frame by frame (`pages` in `tests/bench/page/workloads.js`).
Each is run in every round for the figures, and once more in the first with a trace, which gives the longest task and what is
called in the recorder's own scripts.

For Velo everything on the main thread counts, up to handing text to the worker. Python runs in the worker and is not in these
figures, nor does it hold up the page. For rrweb the call of `record` and the observers count, with its default options and
`emit` that pushes to an array: what a site adds on the main thread to turn events into text, pack and send them is in the column
*sending* only, and the ratio is to the one before.
Sentry's replay runs without the rest of the SDK, with its default privacy, and packs in a worker of its own; Clarity sends
where the site says. Each is bundled alone and minified alike.
"""
