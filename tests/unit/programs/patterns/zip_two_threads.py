"""Each thread zips lists of its own."""
# expect: passed

def test_zipped(together):
    names = ["a", "b"]

    def work(numbers):
        return [f"{name}{number}" for name, number in zip(names, numbers)]

    assert together(lambda: work([1, 2]), lambda: work([3, 4])) == [["a1", "b2"], ["a3", "b4"]]
