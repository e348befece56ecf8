# Finds a Python that is new enough and hands over to the launcher. Read by ./run, ./test and ./manage.
# shellcheck shell=sh
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
for candidate in python3.13 python3.12 python3.11 python3.14 python3 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        PYTHONPATH="$here" exec "$candidate" -P -m launch "$command" "$@"
    fi
done
echo "Tværblik needs Python 3.11 or newer, and none was found; install one and try again." >&2
exit 1
