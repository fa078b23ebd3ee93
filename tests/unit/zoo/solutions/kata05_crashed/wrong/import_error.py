"""Imports what is not there."""
# expect: crashed in correctness

import no_such_module_anywhere
