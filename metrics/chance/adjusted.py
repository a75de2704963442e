"""A rate as it would be if every unit had the province's mix of work: direct standardisation over fields of procedure.

A unit that settles mostly land dossiers is late more often than one that stamps copies, however well it works. The
adjusted rate weighs the unit's rate in each field with the field's share of all the units' dossiers (direct
standardisation; Fleiss, Levin & Paik 2003, ch. 19): Σ_f W_f r_if.

Where a unit has few dossiers of a field, or none, its rate there says little: r_if = (n_if + K·r_f)/(N_if + K), with
r_f the field's rate over all units and K = 10 dossiers; with none it is the field's own. `own_share` tells how much
of the weight rests on the unit's own dossiers; below a half the adjusted rate is more the province's than the unit's,
and is left out.
"""

import numpy as np
import pandas as pd

BORROWED = 10.0
"""K, the strength of the shrinkage: this many dossiers at the field's rate are added to the unit's."""
LEAST_OWN = 0.5


def adjusted(by_field: pd.DataFrame) -> pd.DataFrame:
    """Each unit's rate with its own mix of fields, and with everybody's.

    Args:
        by_field: (unit_code, field, numerator, denominator) of units of one kind, at most one row a unit and field;
            NaN = not reported: the row takes no part.

    Returns:
        (unit_code, raw, adjusted, own_share) by unit_code, shares 0 to 1. `raw` is the pooled rate of the fields, NaN
        without a dossier; `adjusted` is NaN where `own_share` is below a half.
    """
    known = by_field[by_field["numerator"].notna() & by_field["denominator"].gt(0)]
    met = known.pivot(index="unit_code", columns="field", values="numerator").fillna(0.0)
    of = known.pivot(index="unit_code", columns="field", values="denominator").fillna(0.0)
    codes = pd.Index(sorted(set(by_field["unit_code"])), name="unit_code")
    met, of = met.reindex(codes, fill_value=0.0), of.reindex(codes, fill_value=0.0)
    weights = of.sum() / max(of.to_numpy().sum(), 1.0)
    of_field = met.sum() / of.sum()
    rates = (met + BORROWED * of_field) / (of + BORROWED)
    own = ((of / (of + BORROWED)) * weights).sum(axis=1)
    with np.errstate(invalid="ignore"):
        raw = met.sum(axis=1) / of.sum(axis=1).where(of.sum(axis=1) > 0)
    table = pd.DataFrame({"raw": raw, "adjusted": (rates * weights).sum(axis=1).where(own >= LEAST_OWN)})
    return table.assign(own_share=own).reset_index()
