"""An iterator of C shared by two: each `next` is one step."""
# expect: passed

def test_each_once(together):
    numbers = iter([1, 2, 3, 4])

    def take():
        return [next(numbers), next(numbers)]

    first, second = together(take, take)
    assert sorted(first + second) == [1, 2, 3, 4]
