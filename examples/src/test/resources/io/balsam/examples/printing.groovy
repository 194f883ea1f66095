// Programs that print, and then a rank fails.

app('printing') { command 'echo out; echo err >&2; [ $SLURM_PROCID = 1 ] && exit 3; sleep 60' }
app('merged') { command 'echo out; echo err >&2; [ $SLURM_PROCID = 1 ] && exit 3; sleep 60'; merge_output true }

job('printing') { workdir 'apart'; ranksPerNode 2 }
job('printing') { workdir 'labelled'; ranksPerNode 2; launchParams '--label': '' }
job('merged') { workdir 'merged'; ranksPerNode 2 }
