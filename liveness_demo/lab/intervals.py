"""How far a share of a few carries: its 95 % interval."""

from math import sqrt

WILSON_Z = 1.96
"""Quantile of the normal distribution for 95 %."""


def wilson(share: float, tries: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927).

    share: 0 to 1, of this many tries. Without tries nothing is known: 0 to 1.

    >>> [round(bound, 3) for bound in wilson(0.0, 20)]
    [0.0, 0.161]
    """
    if not tries:
        return 0.0, 1.0
    z2 = WILSON_Z**2
    middle = share + z2 / (2 * tries)
    reach = WILSON_Z * sqrt(share * (1 - share) / tries + z2 / (4 * tries**2))
    low, high = ((middle + sign * reach) / (1 + z2 / tries) for sign in (-1, 1))
    return max(0.0, low), min(1.0, high)
