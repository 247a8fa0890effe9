"""The Activity page: what the engine did, on whichever machine, what it does now and what it will do next."""
