"""Why a document could not be made."""


class PaperError(Exception):
    """The document cannot be set without a fault, or its process failed; a bug of ours, not of the reader."""
