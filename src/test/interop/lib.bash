# Shared by the scripts here: a router, sinks and a name server on loopback, with temporary directories of their own.
# Set KEEP=1 to keep the temporary directory.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/dromedary-interop.XXXXXX")
chmod 711 "$work"
data=$work/data
mailboxes=$data/mailboxes
router=
sink=
router_starts=0
java_options=
poll_seconds=0.1
smtp_port=
submission_port=
submissions_port=
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
    sleep "$poll_seconds"
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

# It builds the router if that is needed.
"$root/dromedary" version >"$work/build.log" 2>&1 || give_up "the router can be built"

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

# make_routes: a copy with mailbox alice
make_routes() {
  cp -R "$root/routes" "$work/routes"
  printf 'mailboxes:\n  - address: alice@example.org\n' >"$work/routes/mailboxes.yaml"
}

# start_router [--set KEY=VALUE]...: local domain example.org, mailbox alice; returns once it is ready
start_router() {
  [ -d "$work/routes" ] || make_routes
  [ -n "$smtp_port" ] || take_port smtp_port
  [ -n "$submission_port" ] || take_port submission_port
  [ -n "$submissions_port" ] || take_port submissions_port
  router_starts=$((router_starts + 1))
  router_log=$work/router-$router_starts.log
  background "router-$router_starts" env "DROMEDARY_JAVA_OPTS=$java_options" "$root/dromedary" run \
    --set dromedary.hostname=router.example.org \
    --set dromedary.local-domains=example.org \
    --set "dromedary.data-directory=$data" \
    --set "dromedary.routes-directory=$work/routes" \
    --set "dromedary.smtp.port=$smtp_port" \
    --set "dromedary.submission.port=$submission_port" \
    --set "dromedary.submissions.port=$submissions_port" \
    --set dromedary.management.port=0 \
    "$@"
  router=$!
  within 120 router_is_ready_or_gone || give_up "the router is ready within 120 s"
  kill -0 "$router" 2>/dev/null || give_up "the router starts"
}

router_is_ready_or_gone() {
  grep -qsw ready "$router_log" || ! kill -0 "$router" 2>/dev/null
}

# stop_router: checks the exit code, too
stop_router() {
  local exit_code=0
  kill -TERM "$router"
  within 60 router_is_gone || kill -9 "$router"
  wait "$router" 2>/dev/null || exit_code=$?
  check "the router stops when it is told to, with exit code 0" test "$exit_code" -eq 0
}

router_is_gone() {
  ! kill -0 "$router" 2>/dev/null
}

# start_sink NAME ADDRESS PORT [SMTP-SINK OPTIONS]...: each mail becomes a file in $work/NAME; its pid is in $sink
start_sink() {
  local name=$1 address=$2 port=$3
  shift 3
  mkdir -p "$work/$name"
  chmod 777 "$work/$name"
  run_sink "$name" "$address" "$port" -d "$work/$name/%M." "$@"
}

# run_sink LOG ADDRESS PORT [SMTP-SINK OPTIONS]...: mails are not kept
run_sink() {
  local log=$1 address=$2 port=$3 user=()
  shift 3
  [ "$(id -u)" -ne 0 ] || user=(-u nobody)
  background "$log" smtp-sink "${user[@]}" -m 1000 "$@" "$address:$port" 1000
  sink=$!
  within 10 listens "$address" "$port" || give_up "smtp-sink listens at $address:$port"
}

# stop_sink: the last one that was started
stop_sink() {
  kill "$sink"
  wait "$sink" 2>/dev/null || true
}

# start_dns: knotd answers for interop.test, whose further records come from standard input; broken.test has no file, so it gets SERVFAIL
start_dns() {
  take_port dns_port
  mkdir -p "$work/knot"
  {
    cat <<'EOF'
$ORIGIN interop.test.
$TTL 60
@           SOA ns hostmaster 1 3600 600 86400 60
            NS  ns
ns          A   127.0.0.1
EOF
    cat
  } >"$work/knot/interop.test.zone"
  cat >"$work/knot.conf" <<EOF
server:
    rundir: "$work/knot"
    listen: 127.0.0.1@$dns_port
database:
    storage: "$work/knot"
log:
  - target: stderr
    any: info
template:
  - id: default
    storage: "$work/knot"
    file: "%s.zone"
    journal-content: none
zone:
  - domain: interop.test
  - domain: broken.test
EOF
  background knotd knotd -c "$work/knot.conf"
  within 10 grep -q 'interop.test.*loaded' "$work/knotd.log" || give_up "knotd loads its zone"
}

# in_log PATTERN: a line of the router's log matches
in_log() {
  grep -Eq -- "$1" "$router_log"
}

# percentiles: of the numbers on standard input, one a line
percentiles() {
  sort -n | awk '
    { value[NR] = $1 }
    function at(p,  i) { i = int(NR * p + 0.999999); return value[i < 1 ? 1 : i] }
    END {
      if (NR == 0) { print "no values"; exit }
      printf "n=%d p50=%.3f p90=%.3f p99=%.3f max=%.3f s\n", NR, at(0.5), at(0.9), at(0.99), value[NR]
    }'
}

# latencies DIRECTORY: seconds from X-Sent-At of each mail in it until its file was complete
latencies() {
  find "$1" -type f -printf '%T@ %p\n' | while read -r arrived file; do
    sed -n "s/^X-Sent-At: \([0-9.]*\).*/\1 $arrived/p" "$file"
  done | awk '{ printf "%.3f\n", $2 - $1 }'
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
  grep -Eq "^<[-~* ]+$1" "$work/dialogue"
}
