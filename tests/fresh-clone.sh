#!/usr/bin/env bash
# Proves the two commands of the README: `npm ci && npm start` on a machine that has nothing but Node.
#
#   tests/fresh-clone.sh               clones HEAD and tries it as this user; as root also as a user made for it and
#                                      below a folder only root can read. Each clone installs with an empty npm cache.
#   tests/fresh-clone.sh --start-only  tries the start of this folder as it is, on a data folder of its own
#
# The last line is `N passed, N failed`.
set -uo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# A machine busy with other things may be given more time.
READY_WITHIN="${READY_WITHIN:-20}"
GIVE_UP_AFTER=120
STOPS_WITHIN=15
WORK="$(mktemp -d /var/tmp/zijian-clone.XXXXXX)"
TEST_USER=""
STARTED=""
passed=0
failed=0

cleanup() {
  [ -z "$STARTED" ] || kill -9 -- "-$STARTED" 2>/dev/null
  stop_left_over_databases
  remove_data
  rm -rf "$WORK"
  [ -z "$TEST_USER" ] || userdel -r "$TEST_USER" 2>/dev/null
}
trap cleanup EXIT

# Where the portals started here put their data: below our own folder, or in a shared one when ours is closed.
data_folders() {
  local file
  while IFS= read -r file; do
    (cd "$(dirname "$file")" && realpath -m "$(cat database-folder)")
  done < <(find "$WORK" -name database-folder 2>/dev/null)
}

stop_left_over_databases() {
  local folder pid
  while IFS= read -r folder; do
    [ -n "$folder" ] && [ -e "$folder/postmaster.pid" ] || continue
    pid="$(head -n 1 "$folder/postmaster.pid")"
    grep -qa "$folder" "/proc/$pid/cmdline" 2>/dev/null && kill -INT "$pid"
  done < <(data_folders)
  sleep 1
}

remove_data() {
  local folder
  while IFS= read -r folder; do
    case "$folder" in /var/tmp/zijian-data-*) rm -rf "$folder" ;; esac
  done < <(data_folders)
}

check() { # what, command…
  local what="$1"
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok      $what"
  else
    failed=$((failed + 1))
    echo "FAILED  $what"
  fi
}

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }

# Prints a page, or fails. Nothing but Node is expected on the machine.
get() { node -e 'fetch(process.argv[1]).then(async(r)=>{console.log(await r.text());process.exit(r.ok?0:1)},()=>process.exit(1))' "http://localhost:$PORT$1"; }

as_user() { # user ("" = this one), command line
  if [ -z "$1" ]; then bash -c "$2"; else runuser -u "$1" -- bash -c "$2"; fi
}

# Starts in a process group of its own, so that a signal reaches npm and node as Ctrl-C in a terminal does.
begin() { # user, folder, data folder, log
  PORT="$(free_port)"
  local line="cd '$2' && PORT=$PORT DATA_DIR='$3' LOG_LEVEL=error exec npm start"
  if [ -z "$1" ]; then setsid bash -c "$line" >"$4" 2>&1 & else setsid runuser -u "$1" -- bash -c "$line" >"$4" 2>&1 & fi
  STARTED=$!
}

is_ready() { # log
  local begun=$SECONDS
  while [ $((SECONDS - begun)) -le "$GIVE_UP_AFTER" ]; do
    if get /readyz >/dev/null; then
      echo "        ready after $((SECONDS - begun)) s"
      # Too late is a failure, but what follows can still be tried.
      [ $((SECONDS - begun)) -le "$READY_WITHIN" ]
      return
    fi
    kill -0 "$STARTED" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 30 "$1"
  return 1
}

answers() { get / | grep -q "<html"; }

stops() { # signal, data folder
  kill "-$1" -- "-$STARTED"
  local begun=$SECONDS
  while [ $((SECONDS - begun)) -le "$STOPS_WITHIN" ]; do
    if ! kill -0 -- "-$STARTED" 2>/dev/null; then
      wait "$STARTED" 2>/dev/null
      STARTED=""
      (cd "$2" && [ ! -e portal.lock ] && [ ! -e "$(cat database-folder)/postmaster.pid" ])
      return
    fi
    sleep 0.2
  done
  return 1
}

# The ledgers, verified: as long as they are the same, the data was kept.
ledgers() { # user, folder, data folder
  as_user "$1" "cd '$2' && DATA_DIR='$3' node app/server/start.mjs --cli audit verify"
}

refuses_second_start() { # user, folder, data folder
  local other said
  other="$(free_port)"
  said="$(as_user "$1" "cd '$2' && PORT=$other DATA_DIR='$3' timeout 30 npm start 2>&1")" && return 1
  grep -q "already running" <<<"$said"
}

says_port_is_taken() { # user, folder, data folder
  local said
  said="$(as_user "$1" "cd '$2' && PORT=$PORT DATA_DIR='$3' timeout 60 npm start 2>&1")" && return 1
  grep -q "Port $PORT is taken" <<<"$said"
}

try_start() { # name, user, folder
  local name="$1" user="$2" folder="$3" data log before after
  data="$folder/.data"
  [ "$name" = "here" ] && data="$WORK/data"
  log="$WORK/$name.log"
  begin "$user" "$folder" "$data" "$log"
  check "$name: ready within $READY_WITHIN s" is_ready "$log"
  check "$name: answers with a page" answers
  check "$name: a second start on the same data is refused" refuses_second_start "$user" "$folder" "$data"
  if [ "$name" = "here" ]; then
    chmod 755 "$WORK"
    check "$name: a taken port is named" says_port_is_taken "$user" "$folder" "$WORK/other-data"
  fi
  before="$(ledgers "$user" "$folder" "$data")"
  check "$name: the ledgers verify beside the running portal" test -n "$before"
  check "$name: Ctrl-C stops everything" stops INT "$data"
  begin "$user" "$folder" "$data" "$log"
  check "$name: ready again" is_ready "$log"
  after="$(ledgers "$user" "$folder" "$data")"
  check "$name: the data was kept" test "$before" = "$after"
  kill -9 -- "-$STARTED"
  wait "$STARTED" 2>/dev/null
  begin "$user" "$folder" "$data" "$log"
  check "$name: ready after kill -9" is_ready "$log"
  after="$(ledgers "$user" "$folder" "$data")"
  check "$name: the data survived kill -9" test "$before" = "$after"
  check "$name: SIGTERM stops everything" stops TERM "$data"
}

try_clone() { # name, user, folder to clone into
  local name="$1" user="$2" folder="$3" cache="$WORK/cache-$1" registry
  registry="$(npm config get registry)"
  git clone -q --no-hardlinks "$HERE" "$folder" || { check "$name: clone" false; return; }
  mkdir -p "$cache"
  [ -z "$user" ] || chown -R "$user" "$folder" "$cache"
  local install="cd '$folder' && npm_config_cache='$cache' npm_config_registry='$registry' npm ci --no-audit --no-fund >'$folder/../$name-install.log' 2>&1"
  if ! as_user "$user" "$install"; then
    grep -v "npm warn" "$folder/../$name-install.log" | head -n 20
    check "$name: npm ci" false
    return
  fi
  check "$name: npm ci" true
  try_start "$name" "$user" "$folder"
  rm -rf "$cache"
}

if [ "${1:-}" = "--start-only" ]; then
  try_start here "" "$HERE"
else
  mkdir "$WORK/open"
  chmod 755 "$WORK" "$WORK/open"
  try_clone own "" "$WORK/open/own"
  if [ "$(id -u)" = 0 ]; then
    mkdir -m 700 "$WORK/closed"
    try_clone closed "" "$WORK/closed/portal"
    TEST_USER="zijian-$$"
    useradd -m "$TEST_USER"
    mkdir "$WORK/user"
    chown "$TEST_USER" "$WORK/user"
    try_clone user "$TEST_USER" "$WORK/user/portal"
  fi
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
