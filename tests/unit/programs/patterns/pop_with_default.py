"""`dict.pop` with a default hands an entry to one thread."""
# expect: passed

def test_one_gets_it(together):
    jobs = {1: "job"}
    assert sorted(together(lambda: jobs.pop(1, ""), lambda: jobs.pop(1, ""))) == ["", "job"]
