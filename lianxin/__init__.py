"""连心 Lianxin: the working platform of a grassroots political-work officer."""

__version__ = "0.1.0"
