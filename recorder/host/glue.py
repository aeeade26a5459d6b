"""Trims the JavaScript between Pyodide and its wasm: only what the wasm imports and the JavaScript itself calls stays.

Laws: each edit finds what it looks for exactly as often as it should, or the plain runtime is shipped (``UnknownGlue``); what the
wasm imports and no worker has (canvas, sound, SDL, OpenGL) throws when it is called, and says its name.
"""

import re

_NAME = r"[A-Za-z_$][\w$]*"
_EXPORT = re.compile(rf'((?:{_NAME}=|Module\["[^"]+"\]=)+)wasmExports\["([^"]+)"\](\.value>>>0)?(?:;|$)')
_ASSIGN = re.compile(rf'Module\["([^"]+)"\]=({_NAME});')
_SIGNATURE = re.compile(rf'({_NAME})\.sig="\w*";')
_NO_WORKER_HAS = re.compile(
    r"_*(emscripten_)?(gl[A-Z]|egl[A-Z]|al[A-Z]|alc[A-Z]|SDL_|IMG_|Mix_|TTF_|GLFW|glfw|rotozoom|zoomSurface|XOpen|uuid_)"
)
# Letters that become a text at once: as many parameters as any engine takes.
PIECE = 8192
# Taken by their names elsewhere in the glue.
_ALWAYS = {"main", "__main_argc_argv", "memory", "__indirect_function_table", "__wasm_call_ctors", "emscripten_stack_init"}


class UnknownGlue(Exception):
    """Pyodide's JavaScript is not the one that these edits were made for."""


def once(text: str, old: str, new: str) -> str:
    """Replace what stands there exactly once."""
    if text.count(old) != 1:
        raise UnknownGlue(f"{text.count(old)} times instead of once: {old[:60]}")
    return text.replace(old, new)


def trim(glue: str, host: str, imported: set[str], connect: str) -> tuple[str, set[str]]:
    """The glue with less in it, and the exports it needs. ``host``: pyodide.mjs; ``imported``: names that the wasm imports."""
    glue, kept = _without_exports(glue, host)
    glue = _without_imports(glue, imported)
    glue = _without_properties(glue, host)
    glue = once(glue, "if(!value&&!entry.required){entry.value=0;continue}", "if(!value){entry.value=0;continue}")
    glue = once(
        glue,
        "(inst,mod)=>{resolve(receiveInstance(inst,mod))}",
        "(inst,mod)=>{resolve(receiveInstance(connect(inst,info),mod))}",
    )
    env = "{env:wasmImports,wasi_snapshot_preview1:wasmImports,"
    glue = once(glue, env, "{env:present(wasmImports),wasi_snapshot_preview1:present(wasmImports),")
    glue = _with_resume(glue)
    glue = _with_texts_in_pieces(glue)
    # A plain `eval` could use any name around it, so nothing could be left out. Only side modules and Emscripten's own
    # scripts are run through it; there are none here.
    glue = re.sub(r"(?<![\w.$])eval\(", "(0,eval)(", glue)
    return f"{connect}\n{glue}", kept


def _with_resume(glue: str) -> str:
    """``API.resume``: what is to be done in JavaScript when memory is that of a Python that was started before
    (``loader/resume.js``)."""
    constructors = 'wasmExports["__wasm_call_ctors"]()'
    glue = once(glue, constructors, f'Module["image"]?wasmExports["emscripten_stack_init"]():{constructors}')
    for short, name in (("Wr", "syncUpSnapshotLoad1"), ("Cr", "tableSet"), ("Mo", "makePublicAPI")):
        once(glue, f'a({short},"{name}")', "")
    # The first two of the references that are never given back are there before Pyodide adds its own; no package was ever loaded.
    add = "Module.__hiwire_immortal_add"
    tables = "API.getExpectedKeys().forEach((t,e)=>Cr(e,e===6?null:t))"
    resume = f"API.resume=function(){{{add}(null);{add}(new Map);Wr();Mo();{tables};return API._pyodide}};"
    return once(glue, "API.finalizeBootstrap=function(", f"{resume}API.finalizeBootstrap=function(")


def _with_texts_in_pieces(glue: str) -> str:
    """Texts with other letters than ASCII cross letter by letter, each of which is one more string of 20 bytes in V8: now by
    thousands. (A decoder would not give single surrogates, nor what stands at 0x80 to 0x9f.)"""
    for heap, shift, made in (("HEAPU8", 0, "fromCharCode"), ("HEAPU16", 1, "fromCharCode"), ("HEAPU32", 2, "fromCodePoint")):
        at = f"(ptr>>>{shift})+i"
        letter = f"for(let i=0;i<len;++i){{jsstr+=String.{made}({heap}[{at}>>>0])}}"
        # The loop for bytes stands in the function for ASCII, too: there for short texts only.
        start = {"HEAPU8": 'function _python2js_ucs1(ptr,len){try{let jsstr="";'}.get(heap, "")
        end = f"(ptr>>>{shift})+Math.min(len,i+{PIECE})"
        pieces = f"for(let i=0;i<len;i+={PIECE}){{jsstr+=String.{made}.apply(null,{heap}.subarray({at},{end}))}}"
        glue = once(glue, start + letter, start + pieces)
    return glue


def _without_exports(glue: str, host: str) -> tuple[str, set[str]]:
    """Drops every name that only takes an export and is never used."""
    start = glue.index("function assignWasmExports(wasmExports){")
    end = glue.index("}", start)
    before = glue.rindex("var ", 0, start)
    rest = glue[:before] + glue[end:]
    used = set(re.findall(_NAME, rest)) | set(re.findall(_NAME, host))
    kept = {*_ALWAYS, "__cpp_exception", "__c_longjmp"}
    lines: list[str] = []
    names: list[str] = []
    body = glue[start + len("function assignWasmExports(wasmExports){") : end]
    if left := _EXPORT.sub("", body):
        raise UnknownGlue(f"an export that is taken in another way: {left[:60]}")
    for targets, export, value in _EXPORT.findall(body):
        of = re.findall(rf'(?:^|=)({_NAME})(?==)|Module\["([^"]+)"\]', targets)
        own = {name for pair in of for name in pair if name}
        if own & used:
            kept.add(export)
            lines.append(f'{targets}wasmExports["{export}"]{value};')
            names += [name for name in targets.split("=") if re.fullmatch(_NAME, name)]
    kept |= set(re.findall(r"wasmExports\.(\w+)", rest))
    kept |= set(re.findall(r'wasmExports\["(\w+)"\]\(\)', rest))
    function = "function assignWasmExports(wasmExports){" + "".join(lines)
    return f"{glue[:before]}var {','.join(dict.fromkeys(names))};{function}{glue[end:]}", kept


def _without_imports(glue: str, imported: set[str]) -> str:
    start = glue.index("var wasmImports={")
    end = glue.index("}", start)
    entries = glue[start + len("var wasmImports={") : end].split(",")
    wanted = [entry for entry in entries if (of := entry.partition(":")[0]) in imported and not _NO_WORKER_HAS.match(of)]
    glue = f"{glue[:start]}var wasmImports={{{','.join(wanted)}}}{glue[end + 1 :]}"
    functions = {entry.rpartition(":")[2] for entry in wanted}
    return _SIGNATURE.sub(lambda found: found[0] if found[1] in functions else "", glue)


def _without_properties(glue: str, host: str) -> str:
    """Drops ``Module["x"]=x`` where nobody asks ``Module`` for it."""
    rest = _ASSIGN.sub("", glue)
    asked = set(re.findall(r'Module\.([\w$]+)|Module\["([^"]+)"\]', rest))
    used = {name for pair in asked for name in pair} | set(re.findall(r"\.([\w$]+)", host))
    return _ASSIGN.sub(lambda found: found[0] if found[1] in used else "", glue)
