import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpsim.tissue import Tissue, TissueSpec

DT_S = 0.0112


def hold(tissue, depth_mm, seconds):
    return np.array([tissue.step(depth_mm) for _ in range(round(seconds / DT_S))])


def test_force_sags_at_a_fixed_depth_by_the_shares_of_the_spec():
    force_n = hold(Tissue(TissueSpec(), DT_S), 7.0, 60)
    elastic_n = TissueSpec().coefficient * 7.0**1.8
    assert force_n[0] == pytest.approx(elastic_n, rel=0.01)
    assert force_n[-1] == pytest.approx(0.5 * elastic_n, rel=0.01)
    assert np.all(np.diff(force_n) < 0)


def test_most_of_the_sag_comes_in_the_first_seconds():
    force_n = hold(Tissue(TissueSpec(), DT_S), 7.0, 30)
    lost = (force_n[0] - force_n) / (force_n[0] - force_n[-1])
    assert lost[round(6 / DT_S)] > 0.6
    assert lost[round(1 / DT_S)] < 0.4


def test_tissue_gets_stiffer_the_deeper_one_goes():
    tissue = Tissue(TissueSpec(), DT_S)
    first = tissue.step(2.0)
    second = tissue.step(4.0) - first
    assert second > 1.5 * first


def test_the_secant_of_the_spec_is_met():
    spec = TissueSpec(secant_n_per_mm=9.0, secant_at_n=90.0)
    assert spec.coefficient * 10.0**spec.exponent == pytest.approx(90.0)


def test_softer_tissue_gives_less_force_at_the_same_depth():
    tissue = Tissue(TissueSpec(), DT_S)
    before_n = hold(tissue, 7.0, 60)[-1]
    tissue.soften(0.1)
    assert hold(tissue, 7.0, 60)[-1] == pytest.approx(0.9 * before_n, rel=0.01)


def test_a_tool_lifted_fast_loses_touch_and_never_pulls():
    tissue = Tissue(TissueSpec(), DT_S)
    hold(tissue, 7.0, 20)
    assert tissue.step(1.0) == 0.0


@given(st.lists(st.floats(-5.0, 30.0), min_size=1, max_size=200))
def test_force_is_never_negative_and_always_finite(depths_mm):
    tissue = Tissue(TissueSpec(), DT_S)
    force_n = [tissue.step(depth_mm) for depth_mm in depths_mm]
    assert np.all(np.isfinite(force_n))
    assert min(force_n) >= 0.0
