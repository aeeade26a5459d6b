"""Splits Pyodide's wasm in two by a profile: the hot half is loaded at the start, the cold half when it is needed.

Both halves have the same function indices. A function that lives in the other half is a stub here, which calls it through a
table of our own (``$cold``, slot by slot), so nothing that refers to a function has to change. Memory, tables, tags and
variables are the hot half's; the cold half imports them. Laws: whatever the profile says, the program does the same; a
function of the cold half costs one fetch for all of them. ``instrumented`` is the whole module with a flag for each function
that was called.
"""

from dataclasses import dataclass

from recorder.host import wasm
from recorder.host.image import Segments
from recorder.host.indirect import Through
from recorder.host.wasm import (
    CALL,
    CALL_INDIRECT,
    END,
    FUNC_KIND,
    FUNCREF,
    GLOBAL_GET,
    GLOBAL_KIND,
    GLOBAL_SET,
    I32,
    I32_CONST,
    I32_EQZ,
    IF,
    LOCAL_GET,
    MEMORY_KIND,
    REF_FUNC,
    RETURN_CALL,
    TABLE_KIND,
    TAG_KIND,
    UNREACHABLE,
    VOID,
    Import,
    Module,
    leb,
    name,
    signed_leb,
    vector,
)
from recorder.host.wasm_code import instructions, locals_end

NOTHING = bytes([0, UNREACHABLE, END])
ZERO = bytes([I32_CONST, 0, END])
LOADER_SLOT = 0
FIRST_MEMORY, LAST_MEMORY = 0x28, 0x3E  # loads and stores


@dataclass(frozen=True)
class Halves:
    """The two modules."""

    hot: bytes
    cold: bytes


def instrumented(module: Module, exports: set[str] | None = None, data: Segments | None = None) -> bytes:
    """The module with a global ``$<index>`` for each of its functions, 1 once it was called.

    ``exports``: these only, and ``$collect``, which collects garbage; ``data``: in the place of its own.
    """
    first = module.imported(GLOBAL_KIND) + len(module.globals)
    bodies = []
    for index, body in enumerate(module.bodies):
        at = locals_end(body)
        mark = bytes([I32_CONST, 1, GLOBAL_SET]) + leb(first + index)
        bodies.append(body[:at] + mark + body[at:])
    flags = [(f"${index}", GLOBAL_KIND, first + index) for index in range(len(bodies))]
    kept = [entry for entry in module.exports if exports is None or entry[0] in exports]
    collect = [("$collect", kind, index) for of, kind, index in module.exports if of == "PyGC_Collect"]
    parts = module.sections | {
        wasm.GLOBAL: vector(kind + value for kind, value in [*module.globals, *[(bytes([I32, 1]), ZERO)] * len(bodies)]),
        wasm.EXPORT: exports_of([*kept, *collect, *flags]),
        wasm.CODE: vector(leb(len(body)) + body for body in bodies),
    }
    if data is not None:
        parts[wasm.DATA] = vector(_segments(data))
        parts.pop(wasm.DATA_COUNT, None)
    return wasm.written(parts, module.custom)


def split(module: Module, hot: set[int], exports: set[str], data: Segments, cold_data: Segments) -> Halves:
    """``hot``: positions in the code section; ``exports``: names that the glue needs; static data for either half."""
    base = module.imported(FUNC_KIND)
    kept = [entry for entry in module.exports if entry[0] in exports]
    pointed = {index - base for index in module.elements if index >= base}
    pointed |= {index - base for _, kind, index in kept if kind == FUNC_KIND and index >= base}
    cold = set(range(len(module.bodies))) - hot
    from_hot = (_called(module, hot, base) | pointed) & cold
    from_cold = _called(module, cold, base) & hot
    slots = {index: slot for slot, index in enumerate([LOADER_SLOT - 1, *sorted(from_hot | from_cold)])}
    return Halves(
        _hot(module, hot, from_hot, from_cold, slots, kept, data),
        _cold(module, cold, from_hot, from_cold, slots, cold_data),
    )


def with_callees(module: Module, hot: set[int]) -> set[int]:
    """With all that these call by name, and what that calls: no profile has seen every case."""
    found, fresh = set(hot), hot
    while fresh:
        fresh = _called(module, fresh, module.imported(FUNC_KIND)) - found
        found |= fresh
    return found


def addresses(module: Module, hot: set[int], exports: set[str]) -> set[int]:
    """Every number in the hot half's code that may be an address, and the addresses that the glue asks for."""
    before = module.imported(GLOBAL_KIND)
    numbered = enumerate((value for _, value in module.globals), before)
    constants = {index: wasm.Reader(value, 1).leb() for index, value in numbered if value[0] == I32_CONST}
    exported = {index for name_of, kind, index in module.exports if name_of in exports and kind == GLOBAL_KIND}
    found = {constants.get(index, 0) for index in exported}
    for index in hot:
        for _, code, value in instructions(module.bodies[index]):
            if code == I32_CONST or FIRST_MEMORY <= code <= LAST_MEMORY:
                found.add(value)
            elif code == GLOBAL_GET:
                found.add(constants.get(value, 0))
    return found


def _called(module: Module, of: set[int], base: int) -> set[int]:
    """What these bodies refer to, of the module's own functions."""
    found: set[int] = set()
    for index in of:
        found.update(value for _, code, value in instructions(module.bodies[index]) if code in (CALL, RETURN_CALL, REF_FUNC))
    return {value - base for value in found if value >= base}


def _stub(module: Module, index: int, slot: int, before: bytes = b"") -> bytes:
    """A body that calls what is in the slot with its own parameters."""
    kind = module.functions[index]
    given = b"".join(bytes([LOCAL_GET]) + leb(number) for number in range(len(module.types[kind][0])))
    call = bytes([I32_CONST]) + signed_leb(slot) + bytes([CALL_INDIRECT]) + leb(kind) + leb(len(module.tables))
    return b"\0" + before + given + call + bytes([END])


def _code(bodies: list[bytes]) -> bytes:
    return vector(leb(len(body)) + body for body in bodies)


def exports_of(exports: list[tuple[str, int, int]]) -> bytes:
    """The section that lists them."""
    return vector(name(of) + bytes([kind]) + leb(index) for of, kind, index in exports)


def _table(slots: int) -> bytes:
    return bytes([FUNCREF, 0]) + leb(slots)


def _slots(module: Module, indices: set[int], slots: dict[int, int]) -> list[bytes]:
    """Element segments that put functions in their slots, a run of neighbouring slots each."""
    base = module.imported(FUNC_KIND)
    runs: list[tuple[int, list[int]]] = []
    for index in sorted(indices):
        if runs and slots[index] == runs[-1][0] + len(runs[-1][1]):
            runs[-1][1].append(index + base)
        else:
            runs.append((slots[index], [index + base]))
    table = leb(2) + leb(len(module.tables))
    return [table + bytes([I32_CONST]) + signed_leb(at) + bytes([END, 0]) + vector(map(leb, run)) for at, run in runs]


def _nothing_type(module: Module) -> int:
    return module.types.index((b"", b""))


def _hot(
    module: Module,
    hot: set[int],
    from_hot: set[int],
    from_cold: set[int],
    slots: dict[int, int],
    exports: list[tuple[str, int, int]],
    data: Segments,
) -> bytes:
    loaded = module.imported(GLOBAL_KIND) + len(module.globals)
    ensure = module.imported(FUNC_KIND) + len(module.bodies)
    empty = _nothing_type(module)
    before = bytes([CALL]) + leb(ensure)
    through = Through(module, ensure + 1)
    bodies, kinds = [], []
    for index, body in enumerate(module.bodies):
        used = index in hot or index in from_hot
        bodies.append(through.steady(body) if index in hot else _stub(module, index, slots[index], before) if used else NOTHING)
        kinds.append(module.functions[index] if used else empty)
    load = bytes([I32_CONST, LOADER_SLOT, CALL_INDIRECT]) + leb(empty) + leb(len(module.tables))
    bodies.append(bytes([0, GLOBAL_GET]) + leb(loaded) + bytes([I32_EQZ, IF, VOID]) + load + bytes([END, END]))
    kinds.append(empty)
    bodies += through.bodies()
    kinds += range(len(module.types), len(module.types) + len(through.indices))
    own = [(f"${of}", kind, index) for of, kind, index in _shared(module)]
    own += [("$cold", TABLE_KIND, len(module.tables)), ("$loaded", GLOBAL_KIND, loaded)]
    first = leb(0) + module.element_start + vector(map(leb, module.elements))
    parts = module.sections | {
        wasm.TYPE: vector(wasm.function_type(*kind) for kind in [*module.types, *through.kinds()]),
        wasm.FUNCTION: vector(map(leb, kinds)),
        wasm.TABLE: vector([*module.tables, _table(len(slots))]),
        wasm.GLOBAL: vector(kind + value for kind, value in [*module.globals, (bytes([I32, 1]), ZERO)]),
        wasm.EXPORT: exports_of([*exports, *own]),
        wasm.ELEMENT: vector([first, *_slots(module, from_cold, slots)]),
        wasm.CODE: _code(bodies),
        wasm.DATA: vector(_segments(data)),
    }
    parts.pop(wasm.DATA_COUNT, None)
    return wasm.written(parts, module.custom)


def _shared(module: Module) -> list[tuple[str, int, int]]:
    """What the cold half imports of the hot one: name, kind, index. All that can change, and identities."""
    globals_before = module.imported(GLOBAL_KIND)
    changing = [index for index, (kind, _) in enumerate(module.globals) if kind[1]]
    elsewhere = sum(module.imported(kind) for kind in (MEMORY_KIND, TABLE_KIND, TAG_KIND))
    if changing != [*range(len(changing))] or elsewhere:
        raise wasm.UnknownWasm("variables after constants, or a memory, table or tag from elsewhere")
    shared = [(f"t{index}", TABLE_KIND, index) for index in range(len(module.tables))]
    shared += [(f"m{index}", MEMORY_KIND, index) for index in range(len(module.memories))]
    shared += [(f"e{index}", TAG_KIND, index) for index in range(len(module.tags))]
    return shared + [(f"g{index}", GLOBAL_KIND, globals_before + index) for index in changing]


def _cold(
    module: Module,
    cold: set[int],
    from_hot: set[int],
    from_cold: set[int],
    slots: dict[int, int],
    data: Segments,
) -> bytes:
    described = {
        TABLE_KIND: module.tables,
        MEMORY_KIND: module.memories,
        TAG_KIND: module.tags,
        GLOBAL_KIND: [b""] * module.imported(GLOBAL_KIND) + [kind for kind, _ in module.globals],
    }
    shared = _shared(module)
    imports = [Import("$", f"${of}", kind, described[kind][index], -1) for of, kind, index in shared]
    imports.append(Import("$", "$cold", TABLE_KIND, _table(len(slots)), -1))
    empty = _nothing_type(module)
    bodies, kinds = [], []
    for index, body in enumerate(module.bodies):
        used = index in cold or index in from_cold
        bodies.append(body if index in cold else _stub(module, index, slots[index]) if used else NOTHING)
        kinds.append(module.functions[index] if used else empty)
    changing = sum(kind == GLOBAL_KIND for _, kind, _ in shared)
    parts = {
        wasm.TYPE: module.sections[wasm.TYPE],
        wasm.IMPORT: vector(entry.written() for entry in [*module.imports, *imports]),
        wasm.FUNCTION: vector(map(leb, kinds)),
        wasm.GLOBAL: vector(kind + value for kind, value in module.globals[changing:]),
        wasm.ELEMENT: vector(_slots(module, from_hot, slots)),
        wasm.CODE: _code(bodies),
        wasm.DATA: vector(_segments(data)),
    }
    return wasm.written(parts)


def _segments(segments: Segments) -> list[bytes]:
    return [leb(0) + bytes([I32_CONST]) + signed_leb(at) + bytes([END]) + leb(len(data)) + data for at, data in segments]
