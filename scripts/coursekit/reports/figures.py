"""The statistics that reports show, each with its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, pstdev

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Interval:
    """The limits of an interval; both are shares from 0 to 1."""

    low: float
    high: float


def wilson(count: int, total: int) -> Interval:
    """Return the 95 % score interval of the share ``count`` of ``total``.

    With p the share, n the total and z the 97.5th percentile of the normal distribution it is
    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), without correction for continuity. It stays
    within 0 and 1, and does not shrink to a point where everybody is right.

    Source: Wilson EB. Probable inference, the law of succession, and statistical inference. Journal
    of the American Statistical Association 1927;22:209-212.

    Raises:
        ValueError: ``count`` is not within 0 and ``total``, or the total is 0.
    """
    if not 0 <= count <= total or not total:
        raise ValueError(f"{count} of {total} is no share")
    share, square = count / total, _Z * _Z
    middle = share + square / (2 * total)
    spread = _Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    whole = 1 + square / total
    low, high = (middle - spread) / whole, (middle + spread) / whole
    # Rounding in the last place would leave 0 of n above 0, and n of n below 1.
    return Interval(0.0 if count == 0 else low, 1.0 if count == total else high)


def point_biserial(right: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Return how far who is right on one question does well on the others, from -1 to 1.

    r = (M₁ - M₀) / s · √(p(1-p)), with M₁ and M₀ the mean of ``rest`` of those who are right and
    of those who are wrong, s its standard deviation over all (divided by n) and p the share who are
    right. It is Pearson's correlation of the two. It is corrected when ``rest`` leaves the question
    itself out, which would else correlate with itself.

    Sources: Henrysson S. Correction of item-total correlations in item analysis. Psychometrika
    1963;28:211-218. Crocker L, Algina J. Introduction to Classical and Modern Test Theory, 1986,
    chapter 14.

    Returns:
        None where everybody is right, everybody is wrong, or all do equally well on the rest.
    """
    rights = [value for value, is_right in zip(rest, right, strict=True) if is_right]
    wrongs = [value for value, is_right in zip(rest, right, strict=True) if not is_right]
    if not rights or not wrongs or len(set(rest)) == 1:
        return None
    share = len(rights) / len(rest)
    found = (fmean(rights) - fmean(wrongs)) / pstdev(rest) * sqrt(share * (1 - share))
    return max(-1.0, min(1.0, found))


def percent(share: float) -> str:
    """Write a share in percent, with one decimal."""
    return f"{100 * share:.1f}"
