"""Stock and flow: what was pending is carried over, and what came in is resolved, given back or pending.

    carried_over(t) = pending(t - 1)
    received(t)     = resolved(t) + pending(t) + returned(t)

Plain arithmetic, no probability. Where the dossiers given back are not reported, a surplus of up to the share `UNTOLD`
of received is assumed to be them; a deficit never is.
"""

import numpy as np
import pandas as pd

from metrics.integrity.panel import Panel, flagged

UNTOLD = 0.02
_FEW = 2.0


def stock_flow(panel: Panel) -> pd.DataFrame:
    """`FLAG_COLUMNS`; `statistic` is the gap in dossiers, `chance` NaN."""
    pending_before = panel.before("pending")
    gap = panel["carried_over"] - pending_before
    carried = flagged(
        panel,
        "stock_flow",
        "stock_flow_carried",
        np.isfinite(gap) & (gap != 0),
        gap,
        None,
        {"carried_over": panel["carried_over"], "pending_before": pending_before, "gap": gap},
    )
    told = np.isfinite(panel["returned"])
    returned = np.where(told, panel["returned"], 0.0)
    rest = panel["received"] - panel["resolved"] - panel["pending"] - returned
    tolerated = np.where(told, 0.0, np.maximum(_FEW, UNTOLD * panel["received"]))
    balance = flagged(
        panel,
        "stock_flow",
        "stock_flow_balance",
        np.isfinite(rest) & ((rest < 0) | (rest > tolerated)),
        rest,
        None,
        {**{name: panel[name] for name in ("received", "resolved", "pending")}, "returned": returned, "gap": rest},
    )
    return pd.concat([carried, balance], ignore_index=True)
