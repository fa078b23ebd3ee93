"""`set.add` and then `len`: at least one sees both."""
# expect: passed

def test_last_one_sees_all(together):
    arrived = set()

    def arrive(me):
        arrived.add(me)
        return len(arrived) == 2

    assert any(together(lambda: arrive(1), lambda: arrive(2)))
