"""Tables that no source describes: their captions and columns, what these may hold, and what was said of them."""
