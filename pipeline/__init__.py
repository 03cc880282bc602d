"""From the recording of a meeting to formal minutes in which every sentence can be heard."""

__version__ = "0.1.0"
