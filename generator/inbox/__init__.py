"""Office files as they come → which village, which kind, which period, and where they belong. What is unclear is asked, never guessed.

``received.py`` and ``piecemeal.py`` open, ``understanding.py`` says what a file is and why, ``placed.py`` where it goes and what that
would change, ``put.py`` puts it there. Nothing here prints: the command line and the desk show the same values.
"""
