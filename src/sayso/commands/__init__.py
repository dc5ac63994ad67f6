"""The commands, one module for each; ``cli`` joins them to ``sayso``."""
