"""LanguageTool, by language-tool-python: its engine, its server, its answers.

Nothing outside this package imports language-tool-python, which is an extra.
"""
