"""Pure: frames in, frames out. Knows no database, no clock, no screen."""
