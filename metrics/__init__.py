"""Pure functions: frames in, frames out; no database, clock or screen is used."""

import pandas as pd

# Our frames are small and taken apart often: text kept as Python strings is a tenth less work in a whole report than
# text kept by Arrow, pandas' choice for long columns.
pd.set_option("mode.string_storage", "python")
