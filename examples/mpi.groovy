// Compiles an MPI program, runs it with several ranks, once for each number of intervals.

param 'ranks', default: 2, help: 'MPI processes of each run'

app('compile') {
    command 'mpicc -O2 -o integrate integrate.c'
}

app('integrate') {
    command './integrate {{intervals}}'
    postprocess { job ->
        job.data.pi = (new File(job.workdir, 'job.out').text =~ /pi (\S+)/)[0][1] as double
    }
}

def program = job('compile') {
    workdir 'program'
    inputs files: 'mpi/integrate.c'
}
[1_000, 100_000, 10_000_000].each { n ->
    job('integrate') {
        workdir "intervals/$n"
        parameters intervals: n
        ranksPerNode params.ranks
        inputs from: program, files: 'integrate'
    }
}
