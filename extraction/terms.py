"""Terms of the domain as plain names, for the grammar asks for them many times in a post.

Until Python 3.12 a member of an enum is found through a descriptor, which costs three times as much.
"""

from domain.claim import Flag, Metric, Relation, Weapon
from domain.source import Issuer

DOWNED = Metric.DOWNED
ATTACKED = Metric.ATTACKED
REPELLED = Metric.REPELLED
DEBRIS = Metric.DEBRIS
IMPACT = Metric.IMPACT

DRONE = Weapon.DRONE
MISSILE = Weapon.MISSILE
ROCKET = Weapon.ROCKET
BOMB = Weapon.BOMB
BOAT = Weapon.BOAT
BALLOON = Weapon.BALLOON

BY_MINISTRY = Issuer.MINISTRY
BY_GOVERNOR = Issuer.GOVERNOR
BY_AGENCY = Issuer.AGENCY
BY_OTHER = Issuer.OTHER

ADDS_TO = Relation.ADDS_TO
INCLUDES = Relation.INCLUDES
PART_OF = Relation.PART_OF

UNNUMBERED: str = Flag.UNNUMBERED.value
APPROXIMATE: str = Flag.APPROXIMATE.value
STATED_AS_LEAST: str = Flag.STATED_AS_LEAST.value
COMPOSITE: str = Flag.COMPOSITE.value
SHARED: str = Flag.SHARED.value
WAS_REPELLED: str = Flag.REPELLED.value
HOME_REGION_ASSUMED: str = Flag.HOME_REGION_ASSUMED.value
UNDATED: str = Flag.UNDATED.value
CARRIED_OVER: str = Flag.CARRIED_OVER.value
ELLIPTIC: str = Flag.ELLIPTIC.value
BACKGROUND: str = Flag.BACKGROUND.value
NOT_SPLIT: str = Flag.NOT_SPLIT.value
INFERRED_FROM_SUM: str = Flag.INFERRED_FROM_SUM.value
BREAKDOWN_MISMATCH: str = Flag.BREAKDOWN_MISMATCH.value
