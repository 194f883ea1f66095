# Writes down what a preamble has made of this shell, for the shells of ranks. What is exported, the
# directory and limits reach ranks by themselves. $( ) would switch -e off; that of || is only told.
(
  declare -p IFS PS4
  shopt -p
  declare -f
  balsam_known=$'\n'$(exec -c "$BASH" -c 'compgen -v')$'\n'$(compgen -e)$'\n'
  compgen -v | while IFS= read -r balsam_name; do
    case $balsam_name in balsam_* | BASH_* | FUNCNAME | OLDPWD | PIPESTATUS) continue ;; esac
    case $balsam_known in *$'\n'"$balsam_name"$'\n'*) ;; *) declare -p "$balsam_name" ;; esac
  done
  alias -p
  umask -p
  printf 'set --'
  [ $# = 0 ] || printf ' %q' "$@"
  echo
  set +o
) >|STATE_FILE 2>/dev/null || {
  echo 'balsam: cannot write' STATE_FILE >&2
  exit 1
}
