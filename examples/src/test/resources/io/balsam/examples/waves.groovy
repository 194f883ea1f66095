// Three hundred jobs of three shapes, in two waves: the second one begins when a job has seen the end of the first.

param 'ledger', type: 'String', help: 'the file that every run writes a line to'
param 'pause', default: 0.3, help: 'seconds that each job takes'

app('step') {
    parameter 'ledger'
    parameter 'pause', type: 'number'
    command '[ ${SLURM_PROCID:-0} != 0 ] || echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}; sleep {{pause}}; [ ${SLURM_PROCID:-0} != 0 ] || echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}.ends'
}

def values = { parameters ledger: params.ledger, pause: params.pause; wallTime '15s' }
def core = { count -> (0..<count).collect { job('step', values) } }
def node = { count -> (0..<count).collect { job('step', values << { nodePackingCount 1 }) } }
def wide = { count -> (0..<count).collect { job('step', values << { nodes 2 }) } }

def turn = job('step', values << { tags wave: 'turn' })
turn.after core(119), node(30)
(core(100) + node(25) + wide(25)).each { it.after turn }
