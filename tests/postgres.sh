#!/usr/bin/env bash
# A throw-away PostgreSQL for the tests, reached through a socket in its own temporary directory.
#
#   postgres.sh start [PID]   start one, print its address; it is stopped and removed when process PID ends
#                             (without PID: the process that runs this script)
#   postgres.sh stop DIR      stop the one in DIR, at once
#   postgres.sh again DIR     start it again
#   postgres.sh find          print where the server's programs are
#
# Run by cargo-nextest it writes the address to the file $NEXTEST_ENV instead.
set -euo pipefail

address() {
    echo "postgres://postgres@localhost/postgres?host=$1"
}

tell() {
    if [ -n "${NEXTEST_ENV:-}" ]; then
        echo "GALLEY_TEST_POSTGRES_URL=$1" >>"$NEXTEST_ENV"
    else
        echo "$1"
    fi
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    elif command -v setpriv >/dev/null; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        su postgres -s /bin/sh -c '"$0" "$@"' -- "$@"
    fi
}

# Commits are written before they are answered, so that what a test kills has lost none; only the disk is not waited for.
control() {
    local options="-c listen_addresses= -c unix_socket_directories=$1 -c max_connections=400 -c shared_buffers=32MB \
-c fsync=off -c full_page_writes=off"
    (cd "$1" && as_postgres "$bin/pg_ctl" -D "$1/data" -l "$1/log" -o "$options" -m immediate -s -w "$2") >&2
}

start() {
    local watched=$1 dir
    dir=$(mktemp -d /tmp/galley-postgres.XXXXXX)
    chmod 755 "$dir"
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    (cd "$dir" && as_postgres "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync) \
        >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
    control "$dir" start
    # In a session of its own, so that an interrupted test run does not take the cleaner with it.
    setsid --fork bash "$0" clean "$dir" "$watched" </dev/null >/dev/null 2>&1
    tell "$(address "$dir")"
}

clean() {
    tail --pid="$2" -f /dev/null
    control "$1" stop || true
    rm -rf "$1"
}

if [ "${1:-start}" = start ] && [ -n "${GALLEY_TEST_POSTGRES_URL:-}" ]; then
    tell "$GALLEY_TEST_POSTGRES_URL"
    exit
fi
bin=$(find /usr/lib/postgresql/*/bin /usr/local/pgsql/bin -maxdepth 1 -name pg_ctl -printf '%h\n' 2>/dev/null |
    sort -V | tail -n 1 || true)
if [ -z "$bin" ]; then
    bin=$(dirname "$(command -v pg_ctl || true)")
    [ "$bin" != . ] || { echo "PostgreSQL's server is not installed (Debian: apt-get install postgresql)" >&2; exit 1; }
fi
case "${1:-start}" in
start) start "${2:-$PPID}" ;;
stop) control "$2" stop ;;
again) control "$2" start ;;
find) echo "$bin" ;;
clean) clean "$2" "$3" ;;
*) echo "unknown: $1" >&2; exit 2 ;;
esac
