"""How answers look, on screen and on paper."""
