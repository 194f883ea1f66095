// Work that saves what it has when it is told to end. Slurm signals one process after the other: a sleep
// that ends first must not let its shell go on to its own end.

app('saving') { command 'trap "echo saved >saved; exit 0" TERM; echo >begun; while :; do sleep 300 & wait; done' }

job('saving') { workdir 'given-back' }
job('saving') { workdir 'several-ranks'; ranksPerNode 2 }
job('saving') { workdir 'overtime'; wallTime 5.seconds }
job('saving') { workdir 'cancelled' }
