"""Reviews in, the same reviews with personal data masked out (遮盖个人信息); reports never know of it."""

from checker.redact.masker import Masker
from checker.redact.names import gather_names
from checker.redact.reviews import NOT_MASKED, Redaction

__all__ = ["NOT_MASKED", "Masker", "Redaction", "gather_names"]
