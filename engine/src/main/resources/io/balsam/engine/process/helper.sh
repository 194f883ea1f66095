trap : TERM
balsam_job_ended() {
  kill -s TERM 0
  cd /
  echo "$1 $balsam_started"
}
