"""The desk's hands: a file that is open, changed as a person would change it, looked at while it changes, and put back whole.

No HTTP and no HTML here. ``opened_file.py`` is where to begin: ``open_file`` gives an ``OpenedFile``, which takes ``Edit`` values
(``edits.py``), shows itself as an ``EditedTable`` (``edited_table.py``), keeps a draft of every change and saves. ``live.py`` says what is
wrong with it as it stands.
"""
