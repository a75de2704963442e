"""Questions about the Committee's meetings."""
