"""Pages that are hostile or odd: they behave the same with and without the recorder."""
