// Work that saves what it has when it is told to end, and ends by itself only when there is a certain file: a program
// that ended well at once would count as finished where Slurm has not said yet that it preempts.

app('saving') {
    command 'trap "echo saved >>saved" TERM; echo $BALSAM_ATTEMPT >>begun; until [ -e {{go}} ]; do sleep 0.2 & wait; done'
    parameter 'go', required: true
}

param 'go', type: 'String', help: 'the file'
2.times { i -> job('saving') { workdir "single/$i"; parameters go: params.go } }
job('saving') { workdir 'ranks'; ranksPerNode 2; parameters go: params.go }
