# Runs one rank and writes down how it ended, where no runner has a say: as the name of an empty file,
# its exit code, with a t when it was told to end, and what makes the name its own.
balsam_words=$1 balsam_errors=$2
shift 2
if ! printf '%s\n' "$balsam_name" >"$balsam_words/begun"; then
  read -r balsam_host </proc/sys/kernel/hostname
  echo "balsam: $balsam_host cannot write to $balsam_words: nodes must share the workdirs of jobs" >&2
  exit 1
fi
case $balsam_errors in
  '') ;;
  1) exec 2>&1 ;;
  *) exec 2>>"$balsam_errors" || exit 1 ;; # ours, past the runner
esac
trap 'balsam_told=t' TERM
trap : HUP INT QUIT USR1 USR2 ALRM XCPU
if [ -n "$BASH_VERSION" ]; then
  # What bash has to say of a program that was ended is not the job's output.
  eval 'exec {balsam_err}>&2 2>/dev/null; "$@" 2>&"$balsam_err" {balsam_err}>&-'
else
  "$@"
fi
balsam_code=$?
read -r balsam_host </proc/sys/kernel/hostname
: >"$balsam_words/$balsam_code$balsam_told.$balsam_host.$$.$RANDOM"
exit $balsam_code
