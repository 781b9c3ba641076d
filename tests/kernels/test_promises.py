"""Counts of promises and decisions, on five households and six persons."""

import numpy as np

from migrant_sim.kernels.promises import Deciders, Helped, Taught, count_decisions, count_helped, count_taught

SIZE = np.array([3, 0, 2, 4, 1], np.int16)


def test_those_who_could_decide_those_who_did_and_their_gains() -> None:
    group, leased = np.array([0, 1, 1, 2, 0], np.int8), np.array([0, 0, 0, 1, 0], np.int8)
    land, origin = np.array([5.0, 5.0, 0.0, 5.0, 2.0]), np.array([0.0, 1.0, 1.0, 1.0, 0.0])
    gains = (np.array([0.0, 9.0, 300.0, 0.0, 0.0]), np.array([70.0, 9.0, 0.0, 9.0, 0.0]), np.zeros(5))
    codes, out = np.array([[0, 0, 0, 0, 0], [1, 1, 1, 2, 2]], np.int32), np.zeros((3, 3, 3))
    count_decisions(Deciders(SIZE, group, land, leased, origin, *gains), 0, codes, out)
    assert out[0].tolist() == [[2.0, 1.0, 1.0], [1.0, 1.0, 0.0], [300.0, 300.0, 0.0]]
    assert out[1].tolist() == [[2.0, 1.0, 1.0], [1.0, 1.0, 0.0], [70.0, 70.0, 0.0]]
    assert out[2].tolist() == [[2.0, 1.0, 1.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


def test_residents_below_the_line_and_those_whom_help_has_found() -> None:
    residents, group = np.array([2, 0, 2, 4, 1], np.int16), np.array([0, 0, 1, 1, 0], np.int8)
    lines = np.full((4, 5), 100.0)
    lines[:, 4] = 1e6
    watch, dibao = np.array([2, 2, 1, 0, 2], np.int8), np.array([0, 0, 0, 1, 0], np.int8)
    out = np.zeros((2, 2))
    count_helped(Helped(residents, group, *lines, watch, dibao, np.zeros(5, np.int8)), 200.5, out)
    assert out.tolist() == [[2.0, 2.0], [4.0, 6.0]]
    out[:] = 0.0
    count_helped(Helped(residents, group, *lines, watch, dibao, np.ones(5, np.int8)), 200.0, out)
    assert out.tolist() == [[0.0, 0.0], [4.0, 4.0]]


def test_courses_and_certificates_count_in_the_labour_force_alone() -> None:
    labour, activity = np.array([1, 1, 1, 1, 0, 1], np.int8), np.array([0, 1, 1, 2, 1, 3], np.int8)
    courses, certificate = np.array([0, 2, 0, 0, 1, 0], np.int8), np.array([0, 0, 0, 1, 1, 1], np.int8)
    certified = np.array([100, 110, 111, 105, 105, -1], np.int32)
    out = np.zeros((2, 2))
    willing = np.array([False, True, True, False])
    count_taught(Taught(labour, activity, courses, certificate, certified), willing, 1, 100, 110, out)
    assert out.tolist() == [[2.0, 3.0], [2.0, 3.0]]
