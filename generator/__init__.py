"""公开栏 (gongkailan): a static site generator for public village transparency boards."""

__version__ = "0.1.0"
