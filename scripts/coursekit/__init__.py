"""coursekit publishes a continuing-education course from Markdown and issues its certificates.

Each subpackage is one station of the flow in the project's README, and imports run only backwards
along it: ``content`` → ``site`` → ``records`` → ``certificates`` → ``cli``.
"""

__version__ = "0.1.0"
