"""What runs on the owner's machine only: the build, the search for a browser. The core never imports it.

The wheel and the bundle leave this package out (a test holds it); it may open files and start programs.
"""
