"""A chain: each callback submits the next step and fulfils the outer future."""
# expect: passed

from concurrent.futures import Future, ThreadPoolExecutor


def then(pool, future, function):
    result = Future()

    def go_on(done):
        pool.submit(lambda: result.set_result(function(done.result())))

    future.add_done_callback(go_on)
    return result


def test_chain():
    with ThreadPoolExecutor(1) as pool:
        assert then(pool, then(pool, pool.submit(int, "2"), lambda n: n + 1), str).result() == "3"
