"""`python -m allegiance`: the command, where scripts cannot be installed."""

from allegiance.cli import main

if __name__ == "__main__":
    main()
