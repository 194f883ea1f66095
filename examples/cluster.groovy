// One script for a laptop and for a cluster. It says what jobs need: nodes, ranks, cores, time. Where they
// run is the site's business.

param 'nodes', default: 1, help: 'nodes of each wide job'
param 'steps', default: 40, help: 'steps of the long job, a quarter of a second each'

app('wide') {
    description 'Stands for an MPI program: every rank says who it is'
    command 'echo "rank ${SLURM_PROCID:-${OMPI_COMM_WORLD_RANK:-${PMI_RANK:-0}}} on ${SLURMD_NODENAME:-$(hostname)}"'
    postprocess { job ->
        def ranks = new File(job.workdir, 'job.out').readLines()*.split(' ')
        job.data.ranks = ranks*.getAt(1)*.toInteger().sort()
        job.data.hosts = ranks*.getAt(3).unique().sort()
    }
}

app('small') {
    description 'One core for two seconds; several share a node'
    command 'date +%s.%N > began; sleep 2; date +%s.%N > ended; echo $(({{x}} * {{x}})) > square.txt'
}

app('long') {
    description 'Notes each step in a file, so that it can go on after it was cut off'
    command '''
        touch steps.txt
        while [ $(wc -l < steps.txt) -lt {{steps}} ]; do
            sleep 0.25
            echo "$BALSAM_ATTEMPT" >> steps.txt
        done
    '''
    handle_timeout { job ->
        job.attempts < 10 ? restart() : fail('ten runs were not enough')
    }
    postprocess { job ->
        def steps = new File(job.workdir, 'steps.txt').readLines()
        job.data.steps = steps.size()
        job.data.runs = steps.unique()*.toInteger()
    }
}

app('report') {
    run { job ->
        [ranks: job.parents.findAll { it.app == 'wide' }*.data*.ranks,
         squares: job.parents.findAll { it.app == 'small' }.sum { it.workdir.resolve('square.txt').text as int },
         steps: job.parents.find { it.app == 'long' }.data.steps]
    }
}

def wide = (1..2).collect { n ->
    job('wide') {
        workdir "wide/$n"
        nodes params.nodes
        ranksPerNode 2
        tags kind: 'mpi'
    }
}
def small = (1..6).collect { x ->
    job('small') {
        workdir "small/$x"
        parameters x: x
        tags kind: 'serial'
    }
}
def longOne = job('long') {
    workdir 'long'
    parameters steps: params.steps
    tags kind: 'mpi'
}
job('report') {
    workdir 'report'
    after wide, small, longOne
    tags kind: 'serial'
}
