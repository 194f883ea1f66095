// Work that saves what it has when it is told to end.

app('saving') { command 'trap "echo saved >saved; exit 0" TERM; sleep 300 & echo >begun; wait' }

job('saving') { workdir 'given-back' }
job('saving') { workdir 'several-ranks'; ranksPerNode 2 }
job('saving') { workdir 'overtime'; wallTime 5.seconds }
job('saving') { workdir 'cancelled' }
