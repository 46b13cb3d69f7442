"""Claims to tallies: pure arithmetic over what is said, with the trace of every figure.

`tally` answers a question whole. `clusters`, `reconcile_cluster` and `combine` are its three steps, for who
keeps the parts of clusters between answers; `reconcile_clusters` takes the first two together. `explain`
tells what became of each claim.
"""

from reconciliation.clustering import clusters
from reconciliation.explaining import Explanation, explain
from reconciliation.figures import ClusterPart, combine, reconcile_cluster, reconcile_clusters, tally
from reconciliation.folding import FoldRule
from reconciliation.relations import refuse_circles

__all__ = [
    "ClusterPart",
    "Explanation",
    "FoldRule",
    "clusters",
    "combine",
    "explain",
    "reconcile_cluster",
    "reconcile_clusters",
    "refuse_circles",
    "tally",
]
