from tests.meetings.conftest import story, town  # noqa: F401  # the same town and the same story
