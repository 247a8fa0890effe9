"""The right side of the kit builder: parameters, what the kit comes to, what is wrong with it, where it is used."""
