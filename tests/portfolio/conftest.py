"""The people of the portfolio's tests."""

from tests.portfolio.people import cast

__all__ = ["cast"]
