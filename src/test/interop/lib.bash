# Shared by the scripts here: a router, sinks and a name server on loopback, with temporary directories of their own.
# Set KEEP=1 to keep the temporary directory.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/dromedary-interop.XXXXXX")
chmod 711 "$work"
data=$work/data
mailboxes=$data/mailboxes
router=
router_starts=0
smtp_port=
own_pids=()
used_ports=' '
passed=0
failed=0
PATH=$PATH:/usr/sbin:/sbin
unset "${!DROMEDARY_@}"

pass() {
  passed=$((passed + 1))
  echo "PASS $(basename "$0"): $1"
}

fail() {
  failed=$((failed + 1))
  echo "FAIL $(basename "$0"): $1"
}

give_up() {
  fail "$1"
  finish
}

# check WHAT COMMAND...: passes when the command succeeds
check() {
  local what=$1
  shift
  if "$@"; then pass "$what"; else fail "$what"; fi
}

# eventually SECONDS WHAT COMMAND...: passes as soon as the command succeeds
eventually() {
  local seconds=$1 what=$2
  shift 2
  if within "$seconds" "$@"; then pass "$what"; else fail "$what (waited $seconds s)"; fi
}

# within SECONDS COMMAND...
within() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

finish() {
  if [ "$failed" -gt 0 ]; then
    for log in "$work"/*.log; do
      [ -s "$log" ] || continue
      echo "--- $(basename "$log"), last lines"
      tail -n 25 "$log"
    done
  fi
  [ "$failed" -eq 0 ]
  exit
}

clean_up() {
  local pid
  for pid in "${own_pids[@]}"; do
    kill -9 "$pid" 2>/dev/null || true
  done
  wait 2>/dev/null || true
  [ "${KEEP:-}" ] && echo "kept $work" || rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

listens() {
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# take_port VARIABLE: a port below the range that the system gives away
take_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    case $used_ports in *" $port "*) continue ;; esac
    listens 127.0.0.1 "$port" || break
  done
  used_ports+="$port "
  printf -v "$1" %s "$port"
}

# background LOG COMMAND...: its pid is in $!, and it ends with this script
background() {
  local log=$1
  shift
  "$@" >"$work/$log.log" 2>&1 </dev/null &
  own_pids+=("$!")
}

# start_router [--set KEY=VALUE]...: local domain example.org, mailbox alice; returns once it is ready
start_router() {
  if [ ! -d "$work/routes" ]; then
    cp -R "$root/routes" "$work/routes"
    printf 'mailboxes:\n  - address: alice@example.org\n' >"$work/routes/mailboxes.yaml"
  fi
  [ -n "$smtp_port" ] || take_port smtp_port
  router_starts=$((router_starts + 1))
  router_log=$work/router-$router_starts.log
  background "router-$router_starts" "$root/dromedary" run \
    --set dromedary.hostname=router.example.org \
    --set dromedary.local-domains=example.org \
    --set "dromedary.data-directory=$data" \
    --set "dromedary.routes-directory=$work/routes" \
    --set "dromedary.smtp.port=$smtp_port" \
    "$@"
  router=$!
  within 120 router_is_ready_or_gone || give_up "the router is ready within 120 s"
  kill -0 "$router" 2>/dev/null || give_up "the router starts"
}

router_is_ready_or_gone() {
  grep -qsw ready "$router_log" || ! kill -0 "$router" 2>/dev/null
}

stop_router() {
  kill -TERM "$router"
  if within 60 router_is_gone; then
    pass "the router stops when it is told to"
  else
    fail "the router stops when it is told to"
    kill -9 "$router"
  fi
  wait "$router" 2>/dev/null || true
}

router_is_gone() {
  ! kill -0 "$router" 2>/dev/null
}

# start_sink NAME ADDRESS PORT: each mail becomes a file in $work/NAME
start_sink() {
  local user=()
  mkdir -p "$work/$1"
  chmod 777 "$work/$1"
  [ "$(id -u)" -ne 0 ] || user=(-u nobody)
  background "$1" smtp-sink "${user[@]}" -d "$work/$1/%M." "$2:$3" 1000
  within 10 listens "$2" "$3" || give_up "smtp-sink listens at $2:$3"
}

# files DIRECTORY: how many there are
files() {
  find "$1" -type f 2>/dev/null | wc -l
}

has_files() {
  [ "$(files "$1")" -eq "$2" ]
}

# send_mail [SWAKS OPTIONS]...: to the router; its dialogue is in $work/dialogue
send_mail() {
  swaks --server 127.0.0.1 --port "$smtp_port" --helo client.example.net --timeout 30 "$@" >"$work/dialogue" 2>&1
}

# was_answered CODE: the dialogue has a reply that starts like this
was_answered() {
  grep -Eq "^<(-|\*\*| ) *$1" "$work/dialogue"
}
