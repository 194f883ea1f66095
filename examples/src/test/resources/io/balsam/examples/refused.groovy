// One rank fails without a word, and srun refuses an option of another job.

app('silent') { command '[ $SLURM_PROCID = 1 ] && exit 3; sleep 60' }
app('refused') { command 'true' }

job('silent') { ranksPerNode 2 }
job('refused') { launchParams '--nonsense': '' }
