// Work for tests of what happens when parts of a cluster fail: jobs on a core each, jobs on two nodes, and at
// the end one that has waited for all. Each run of each job leaves a line in the ledger.

param 'ledger', type: 'String', help: 'the file that every run writes a line to'
param 'small', default: 24
param 'wide', default: 3
param 'pause', default: 1.0, help: 'seconds that each job takes'

app('small') {
    parameter 'ledger'
    parameter 'pause', type: 'number'
    command 'echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}; sleep {{pause}}; echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}.ends'
}
app('wide') {
    parameter 'ledger'
    parameter 'pause', type: 'number'
    command '[ ${SLURM_PROCID:-${ALPS_APP_PE:-0}} != 0 ] || echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}; sleep {{pause}}; echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}.ends'
}

def values = { parameters ledger: params.ledger, pause: params.pause }
def wide = (0..<params.wide).collect { job('wide', values << { nodes 2 }) }
def small = (0..<params.small).collect { job('small', values) }
job('small', values).after wide, small
