"""The pages in a browser for the people of the office: what callers left, and who sees it."""
