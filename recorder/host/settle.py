"""Runs inside Pyodide during the build, last before its memory is kept: lets go of all that a recording does not need.

Importing needs much that running does not: asyncio, inspect, typing, the archives, each module's origin, annotations. What may be
called is followed from the recorder's modules, name by name; what no code names is taken out. Laws: of the recorder's modules a
name stays that any code of theirs asks for, in whatever module; a name that is gone raises, so a recording ends and nothing is
sent; nothing can be imported any more.
"""

import gc
import sys
from types import CodeType, FunctionType, ModuleType
from typing import Any

# The interpreter itself asks these for what it needs, by name.
WHOLE = frozenset(
    """__main__ _abc _codecs _collections _collections_abc _functools _imp _io _pyodide _pyodide_core _signal _sre _thread _types
    _warnings _weakref _weakrefset abc builtins codecs copyreg encodings encodings.aliases encodings.ascii encodings.latin_1
    encodings.utf_16 encodings.utf_16_be encodings.utf_16_le encodings.utf_8 encodings.utf_8_sig errno gc posix re re._compiler
    re._constants re._parser sys time""".split()
)
# Asked for by name when bytes are read that say so.
ENCODINGS = ("ascii", "latin_1", "utf_16", "utf_16_be", "utf_16_le", "utf_8", "utf_8_sig")
# Nothing of these is called once all is loaded; what the recorder still names of them stays, and leads no further.
CLOSED = frozenset(
    """_frozen_importlib _frozen_importlib_external _py_warnings annotationlib importlib importlib._bootstrap
    importlib._bootstrap_external inspect linecache threading traceback typing warnings zipimport""".split()
)
ORIGINS = """__cached__ __doc__ __file__ __loader__ __spec__ __annotations__ __annotate__ __conditional_annotations__""".split()
OF_CLASSES = """__static_attributes__ __firstlineno__ __annotate_func__ __annotations_cache__ __annotate__ __annotations__
    __orig_bases__""".split()
HEAP_TYPE = 1 << 9


class Followed:
    """What may be called, or asked for its attributes, from some modules on."""

    def __init__(self) -> None:
        self.spaces = {id(vars(module)): module.__name__ for module in list(sys.modules.values())}
        self.names: dict[str, set[str]] = {}  # of each module that is left: those that are asked for
        self.seen: dict[int, Any] = {}
        self.waiting: list[Any] = []

    def follow(self, roots: list[Any]) -> None:
        self.waiting += roots
        while self.waiting:
            value = self.waiting.pop()
            if id(value) in self.seen or isinstance(value, (str, bytes, int)):
                continue
            self.seen[id(value)] = value
            if isinstance(value, FunctionType):
                self._function(value)
            elif isinstance(value, ModuleType):
                self.names.setdefault(value.__name__, set())
            elif getattr(value, "__module__", None) in CLOSED and isinstance(value, type):
                continue
            elif id(value) not in self.spaces:
                self.waiting += gc.get_referents(value)

    def _function(self, function: FunctionType) -> None:
        home = self.spaces.get(id(function.__globals__))
        if home in CLOSED:
            return
        self.waiting += parts_of(function)
        asked = names_of(function.__code__, set())
        space = function.__globals__
        found = [space[name] for name in asked if name in space]
        if home:
            self.names.setdefault(home, set()).update(asked)
        for module in [value for value in found if isinstance(value, ModuleType)]:
            self.ask(module, asked)
        self.waiting += found

    def ask(self, module: ModuleType, asked: set[str]) -> None:
        """Code that names this module names these, too; one of them may be a module in it."""
        known = self.names.setdefault(module.__name__, set())
        new = (asked & vars(module).keys()) - known
        known |= new
        for value in [vars(module)[name] for name in new]:
            if isinstance(value, ModuleType):
                self.ask(value, asked)
            self.waiting.append(value)


def parts_of(function: FunctionType) -> list[Any]:
    """What it holds beside the names of its module. (Asking for its ``__dict__`` would give it one.)"""
    spaces = (function.__globals__, vars(sys.modules["builtins"]))
    return [part for part in gc.get_referents(function) if not any(part is space for space in spaces)]


def names_of(code: CodeType, names: set[str]) -> set[str]:
    """Of this code and what it defines."""
    names.update(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names_of(constant, names)
    return names


def settle() -> None:
    """What JavaScript calls first is then found as ``_pyodide.start``."""
    import _pyodide  # type: ignore[import-not-found]

    from recorder.session import Visit

    for name in ENCODINGS:
        __import__(f"encodings.{name}")
    for name in [name for name, module in sys.modules.items() if type(module) is not ModuleType]:  # JavaScript's
        del sys.modules[name]
    for made in gc.get_objects():
        undress(made)
    _cut_ways_out()
    ours = [module for name, module in sys.modules.items() if name.partition(".")[0] == "recorder"]
    for module in ours:
        shed(module)
    asked = {"__name__", "__builtins__"}.union(*map(asked_in, ours))
    for module in ours:
        for name in vars(module).keys() - asked:
            del vars(module)[name]
    vars(_pyodide).clear()
    _pyodide.__name__ = "_pyodide"
    _pyodide.start = Visit
    sys.excepthook = FunctionType(say.__code__, {"sys": sys, "__builtins__": sys.modules["builtins"]})
    for module in sys.modules.values():
        for name in ORIGINS:
            vars(module).pop(name, None)
    importing = sys.modules["_frozen_importlib"]
    followed = Followed()
    whole = [sys.modules[name] for name in WHOLE if name in sys.modules]
    followed.follow([value for module in [*ours, *whole] for value in vars(module).values()])
    for name, module in list(sys.modules.items()):
        if name not in WHOLE and module not in ours:
            _keep_only(name, module, followed.names.get(module.__name__))
    for made in (_find_and_load, _handle_fromlist):
        setattr(importing, made.__name__, FunctionType(made.__code__, {"__builtins__": sys.modules["builtins"]}))
    sys._clear_internal_caches()  # type: ignore[attr-defined]
    vars(sys.modules["__main__"]).clear()


def _keep_only(name: str, module: ModuleType, asked: set[str] | None) -> None:
    if not asked:
        del sys.modules[name]
    for unused in [unused for unused in vars(module) if unused != "__name__" and unused not in (asked or ())]:
        del vars(module)[unused]


def _cut_ways_out() -> None:
    """No file, no archive, no module of JavaScript's is asked any more."""
    sys.path[:] = []
    sys.path_hooks[:] = []
    sys.meta_path[:] = []
    sys.path_importer_cache.clear()
    zipimport = sys.modules["zipimport"]
    zipimport._zip_directory_cache.clear()
    asyncio = sys.modules["asyncio"]
    asyncio.set_event_loop(None)
    asyncio._set_running_loop(None)


def undress(made: Any) -> None:
    """A function or a class without what only readers ask for."""
    if isinstance(made, FunctionType):
        made.__annotations__ = None  # type: ignore[assignment]
    elif isinstance(made, type) and made.__flags__ & HEAP_TYPE:
        for name in OF_CLASSES:
            if name in made.__dict__:
                try:
                    delattr(made, name)
                except (AttributeError, TypeError):
                    continue


def asked_in(module: ModuleType) -> set[str]:
    """The names that code of this module asks for."""
    space = vars(module)
    asked: set[str] = set()
    for value in reach(list(space.values()), space):
        if isinstance(value, FunctionType):
            names_of(value.__code__, asked)
    return asked


def shed(module: ModuleType) -> None:
    """Without names from elsewhere that no code of this module asks for: they were for annotations and for importing.

    No other module asks it for them either: mypy refuses that (``no_implicit_reexport``).
    """
    space, asked = vars(module), asked_in(module)
    for name, value in list(space.items()):
        home = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        foreign = isinstance(home, str) and home != module.__name__
        if name in ORIGINS or (foreign and name not in asked):
            del space[name]


def reach(waiting: list[Any], space: dict[str, Any]) -> list[Any]:
    """All that these lead to, without leaving for other modules' names."""
    seen: dict[int, Any] = {}
    while waiting:
        value = waiting.pop()
        if id(value) not in seen and not isinstance(value, (str, bytes, int, ModuleType)) and value is not space:
            seen[id(value)] = value
            if not isinstance(value, FunctionType):
                waiting += gc.get_referents(value)
            else:
                waiting += parts_of(value)
    return list(seen.values())


def _find_and_load(name: str, import_: object) -> object:
    """What the interpreter calls for a module that is not loaded."""
    raise ModuleNotFoundError(f"No module named {name!r}")


def _handle_fromlist(module: object, names: object, import_: object) -> object:
    """What it calls for ``from package import name``: all that there is is loaded."""
    return module


def say(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """Errors as JavaScript is told of them: their type and what they say, no lines."""
    sys.stderr.write(f"{kind.__name__}: {error}\n")


settle()
