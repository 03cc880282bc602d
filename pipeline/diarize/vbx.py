"""Variational Bayes clustering of embeddings in a PLDA space, without the HMM, as pyannote's community-1 uses it.

Landini, Profant, Diez, Burget: Bayesian HMM clustering of x-vector sequences (VBx) in speaker diarization
(arXiv 2012.14952); numbers in comments are its equations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import logsumexp, softmax

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

FA = 0.07  # weight of the observations, and
FB = 0.8  # weight of the prior on few speakers: pyannote's values for community-1
ROUNDS = 20
SMOOTHING = 7.0  # how sure the first labels are
IMPROVED = 1e-4
GONE = 1e-7  # share of the speech below which a speaker is none


def vbx(features: Floats, between: Floats, labels: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Merge clusters that PLDA takes for one speaker, and move items between them.

    Parameters
    ----------
    features : ndarray
        In the PLDA space: identity covariance within a speaker. shape = (n_items, dimension)
    between : ndarray
        Diagonal of the covariance between speakers. shape = (dimension,)
    labels : ndarray
        To start from; more clusters than speakers. shape = (n_items,)

    Returns
    -------
    ndarray
        Numbered from 0 without gaps; never more than there were. shape = (n_items,)
    """
    posterior = softmax(SMOOTHING * np.eye(int(labels.max()) + 1)[labels], axis=1)  # (n_items, n_speakers)
    prior = np.full(posterior.shape[1], 1.0 / posterior.shape[1])
    constant = -0.5 * ((features**2).sum(axis=1, keepdims=True) + features.shape[1] * np.log(2 * np.pi))
    weighted = features * np.sqrt(between)  # (18)
    before = -np.inf
    for _ in range(ROUNDS):
        precision = 1.0 / (1.0 + FA / FB * posterior.sum(axis=0)[:, None] * between)  # (17)
        means = FA / FB * precision * (posterior.T @ weighted)  # (16)
        likelihood = FA * (weighted @ means.T - 0.5 * (precision + means**2) @ between + constant)  # (23)
        joint = likelihood + np.log(prior + 1e-8)
        evidence = logsumexp(joint, axis=1)
        posterior = np.exp(joint - evidence[:, None])
        prior = posterior.sum(axis=0) / posterior.sum()
        bound = evidence.sum() + 0.5 * FB * (np.log(precision) - precision - means**2 + 1.0).sum()  # (25)
        if bound - before < IMPROVED:
            break
        before = bound
    kept = posterior[:, prior > GONE]
    numbers: npt.NDArray[np.int64] = np.unique(kept.argmax(axis=1), return_inverse=True)[1]
    return numbers
