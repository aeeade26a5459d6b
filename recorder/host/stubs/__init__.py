"""Small stand-ins for modules that Pyodide or asyncio import and the recorder never uses; named like the module, dots as ``__``.

They exist so that an import succeeds; no more is promised. A build with the owner's own rules has the real ones.
"""
