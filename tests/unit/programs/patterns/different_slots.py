"""Each thread writes a slot of its own of one list."""
# expect: passed

def test_slots(together):
    results = [None, None, None]

    def work(index):
        results[index] = index * index

    together(*[lambda index=index: work(index) for index in range(3)])
    assert results == [0, 1, 4]
