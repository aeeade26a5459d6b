"""Runs inside Pyodide during the build, after its memory was taken: says where in it which objects lie, exactly.

Nothing of it gets into the image. Laws: what is told of an object is CPython's own word, not a guess from bytes.
"""

import gc
import json

CODE = type((lambda: None).__code__)
KINDS = {"str": str, "dict": dict, "set": set, "frozenset": frozenset, "code": CODE, "type": type, "bytes": bytes}


def count() -> str:
    """Addresses of all objects that are reached; of code also what it was before anything ran (``co_code``), in hex."""
    gc.unfreeze()
    seen: dict[int, object] = {}
    waiting: list[object] = [*gc.get_objects(), *object.__subclasses__()]
    passing = {id(seen), id(waiting)}
    while waiting:
        value = waiting.pop()
        if id(value) not in seen and id(value) not in passing:
            seen[id(value)] = value
            waiting += gc.get_referents(value)
    code = {value: value.co_code.hex() for value in list(seen.values()) if isinstance(value, CODE)}
    return json.dumps(
        {
            "kinds": {name: id(kind) for name, kind in KINDS.items()},
            "objects": list(seen),
            "types": [id(value) for value in seen.values() if isinstance(value, type)],
            "code": [[id(value), text] for value, text in code.items()],
        }
    )


with open("/counted.json", "w", encoding="utf-8") as file:
    file.write(count())
