"""A heap whose pushes and pops of ints are calls of C."""
# expect: passed

import heapq


def test_smallest_first(together):
    heap = []
    together(lambda: heapq.heappush(heap, 2), lambda: heapq.heappush(heap, 1))
    assert [heapq.heappop(heap), heapq.heappop(heap)] == [1, 2]
