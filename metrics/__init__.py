"""Pure functions: frames in, frames out; no database, clock or screen is used."""
