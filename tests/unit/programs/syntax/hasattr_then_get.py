"""`hasattr` says yes, and another deletes the attribute."""
# expect: race

class Job:
    pass


def test_once(together):
    job = Job()
    job.token = 1

    def take():
        if hasattr(job, "token"):
            delattr(job, "token")

    together(take, take)
