"""Two threads go through one generator, which only one may be in."""
# expect: race


def test_each_once(together):
    work = (number for number in range(2))

    def take():
        return [number for number in work]

    first, second = together(take, take)
    assert sorted(first + second) == [0, 1]
