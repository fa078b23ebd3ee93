"""`heappushpop` puts and takes in one step."""
# expect: passed

import heapq

heap = [1, 2]


def test_smallest_two(together):
    got = together(lambda: heapq.heappushpop(heap, 9), lambda: heapq.heappushpop(heap, 8))
    assert sorted(got) == [1, 2]
