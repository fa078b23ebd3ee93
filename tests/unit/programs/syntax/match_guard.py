"""A guard asks again what the pattern has matched."""
# expect: race

state = {"to": "a", "stock": 1}


def test_never_negative(together):
    def sell():
        match state:
            case {"stock": n} if n > 0:
                state["stock"] -= 1

    together(sell, sell)
    assert state["stock"] >= 0
