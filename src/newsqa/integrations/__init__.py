"""newsqa in other libraries: each module needs an extra and is imported when it is asked for."""
