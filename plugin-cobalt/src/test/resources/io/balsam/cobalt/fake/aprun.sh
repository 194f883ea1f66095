#!/bin/sh
# Starts all ranks on this machine; which nodes they were meant for is in ALPS_APP_NODES.
ranks=1
while :; do
  case ${1:-} in
    -n) ranks=$2; shift 2 ;;
    -L) export ALPS_APP_NODES="$2"; shift 2 ;;
    -*) shift 2 ;;
    *) break ;;
  esac
done
rank=0
pids=
while [ "$rank" -lt "$ranks" ]; do
  ALPS_APP_PE=$rank "$@" &
  pids="$pids $!"
  rank=$((rank + 1))
done
trap 'kill -s TERM $pids 2>/dev/null' TERM INT
rc=0
for pid in $pids; do
  wait "$pid" || rc=$?
done
exit "$rc"
