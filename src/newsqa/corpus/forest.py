"""Connected components: which numbers belong together, found from pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Forest:
    """Numbers from 0, each in a component of its own until they are joined; the root of a component is its smallest."""

    def __init__(self, size: int) -> None:
        self._parents = np.arange(size, dtype=np.int32)

    def roots(self, numbers: NDArray[np.integer]) -> NDArray[np.int32]:
        """Return the smallest number of the component of each."""
        found: NDArray[np.int32] = self._parents[numbers]
        while True:
            above = self._parents[found]
            if np.array_equal(above, found):
                break
            found = above
        self._parents[numbers] = found
        return found

    def join(self, numbers: NDArray[np.integer], others: NDArray[np.integer]) -> None:
        """Put the two of each pair into one component."""
        while len(numbers):
            one, other = self.roots(numbers), self.roots(others)
            apart = one != other
            numbers, others = numbers[apart], others[apart]
            low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
            np.minimum.at(self._parents, high, low)
