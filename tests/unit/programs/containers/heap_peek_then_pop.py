"""The smallest is looked at, then popped."""
# expect: race

import heapq


def test_smallest_first(together):
    heap = []
    heap += [1, 2]

    def take():
        smallest = heap[0]
        heapq.heappop(heap)
        return smallest

    assert sorted(together(take, take)) == [1, 2]
