"""Units one may fairly be compared with: of a similar number of dossiers and, where it is known, similar work."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
PEERS = 8


def nearest(volumes: "pd.Series[float]", code: str, mix: pd.DataFrame | None = None, many: int = PEERS) -> list[str]:
    """The `many` units nearest to `code`, nearest first; ties by code.

    The distance is √(v² + d²): v = |ln N_i - ln N_j| (1 is 2.7 times as many dossiers), and d = Σ|share_i - share_j|
    over the fields of procedure, 0 to 2 (twice the share of work that one has and the other has not). A unit whose
    mix is not known is compared by its volume alone, with the median d of those that are.

    Args:
        volumes: dossiers by unit_code; units with none (or NaN) are nobody's peers and have none.
        mix: by unit_code, one column a field, dossiers; none where fields are not loaded.
    """
    known = volumes[volumes > 0].sort_index()
    if code not in known.index:
        return []
    by_volume = np.abs(np.log(known.to_numpy(dtype=float)) - np.log(known[code]))
    squared = by_volume**2 + _by_mix(known.index, code, mix) ** 2
    distance = pd.Series(squared, index=known.index).drop(code)
    # Rounded: logarithms differ in the last digit between machines, and a tie must stay a tie.
    return [str(each) for each in distance.round(9).sort_values(kind="stable").index[:many]]


def _by_mix(units: "pd.Index[str]", code: str, mix: pd.DataFrame | None) -> Numbers:
    nothing = np.zeros(len(units))
    if mix is None or code not in mix.index or not mix.loc[code].sum() > 0:
        return nothing
    shares = mix.reindex(units).fillna(0.0)
    shares = shares.div(shares.sum(axis=1).replace(0.0, np.nan), axis=0)
    apart = (shares - shares.loc[code]).abs().sum(axis=1, min_count=1)
    return apart.fillna(apart.drop(code).median()).fillna(0.0).to_numpy(dtype=float)
