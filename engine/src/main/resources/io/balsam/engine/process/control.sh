# Signals the sessions of jobs, on orders read from standard input:
#   watch ID...          the sessions that must not outlive the engine
#   session SIGNAL ID... signal all processes of these sessions
#   process SIGNAL ID... signal these processes
# The end of the input means that the engine is gone, however it died: then all watched sessions end.

# A session's first group gets its signal at once. Its other processes (timeout and mpirun make
# groups of their own) are looked up by the session number, the 4th field after the name.
signal_sessions() {
  signal=$1
  shift
  for id; do
    kill -s "$signal" -- "-$id"
  done
  sessions=" $* "
  for file in /proc/[0-9]*/stat; do
    read -r line <"$file" || continue
    set -- ${line##*) }
    case $sessions in
      *" $4 "*) [ "$3" = "$4" ] || kill -s "$signal" "${line%% *}" ;;
    esac
  done
}

exec 2>/dev/null
watched=
while read -r verb rest; do
  case $verb in
    watch) watched=$rest ;;
    session) signal_sessions $rest ;;
    process) kill -s $rest ;;
  esac
done
if [ -n "$watched" ]; then
  signal_sessions TERM $watched
  sleep 1
  signal_sessions KILL $watched
fi
