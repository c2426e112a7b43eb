"""What one document may cost."""

from __future__ import annotations

from typing import TypedDict

from gongkai import _native


class Limits(TypedDict, total=False):
    """What one document may cost, as keywords; more is an error of that document. `DEFAULTS` has what holds otherwise."""

    max_bytes: int
    """Size of the file in bytes."""
    max_seconds: float
    """Time in seconds."""
    max_expansion: int
    """Bytes that a zipped or compressed document may unpack to."""
    max_text: int
    """Bytes of text that may be read from it."""
    max_records: int
    """Records that may be made of it."""
    convert: bool
    """Whether LibreOffice, where it is installed, converts what is not read: doc, wps, rtf, OpenDocument, xlsb."""


#: The limits of a document if none are set.
DEFAULTS: Limits = _native.defaults()  # type: ignore[assignment]
