"""A generator goes from item to item while the job moves from one place to the other."""
# expect: race

jobs = [1, 0]


def move():
    jobs[0], jobs[1] = 0, 1


def test_one(together):
    def look():
        return sum(1 for job in jobs if job)

    assert together(move, look)[1] == 1
