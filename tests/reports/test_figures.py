"""The statistics of reports, judged by SciPy and by published examples."""

import warnings

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest, pointbiserialr

from coursekit.reports.figures import point_biserial, wilson


@given(st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_as_scipy_has_it(sample):
    """Wilson's interval is SciPy's, and holds the share."""
    count, total = sample
    found = wilson(count, total)
    judged = binomtest(count, total).proportion_ci(0.95, method="wilson")
    assert found.low == pytest.approx(judged.low, abs=1e-9)
    assert found.high == pytest.approx(judged.high, abs=1e-9)
    assert 0 <= found.low <= count / total <= found.high <= 1


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)],
)
def test_interval_as_published(count, total, low, high):
    """Examples of Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3."""
    found = wilson(count, total)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 5), (6, 5)])
def test_no_interval_of_no_share(count, total):
    """What is no share is refused."""
    with pytest.raises(ValueError, match="is no share"):
        wilson(count, total)


ATTEMPTS = st.lists(st.tuples(st.booleans(), st.integers(0, 35)), min_size=3, max_size=80)


@given(ATTEMPTS)
def test_discrimination_as_scipy_has_it(attempts):
    """The point-biserial correlation is SciPy's."""
    right = [is_right for is_right, _ in attempts]
    rest = [count / 35 for _, count in attempts]
    assume(len(set(right)) == 2 and len(set(rest)) > 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SciPy warns where all do nearly equally well
        judged = pointbiserialr(right, rest).statistic
    assert point_biserial(right, rest) == pytest.approx(judged, abs=1e-9)


@pytest.mark.parametrize(
    ("right", "rest"),
    [([True, True], [0.1, 0.9]), ([False, False], [0.1, 0.9]), ([True, False], [0.5, 0.5])],
)
def test_no_discrimination(right, rest):
    """Where nothing varies there is no correlation, and none is made up."""
    assert point_biserial(right, rest) is None
