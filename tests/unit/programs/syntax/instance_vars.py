"""An attribute is changed by name in one thread, through `vars` in another."""
# expect: race

class Account:
    def __init__(self):
        self.balance = 0


def test_both(together):
    account = Account()

    def by_name():
        account.balance += 1

    def by_dict():
        vars(account)["balance"] += 1

    together(by_name, by_dict)
    assert account.balance == 2
