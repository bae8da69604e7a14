"""What all tests share: hypothesis tries the same examples every time, and not against the clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "newsqa", deadline=None, derandomize=True, max_examples=30, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("newsqa")
