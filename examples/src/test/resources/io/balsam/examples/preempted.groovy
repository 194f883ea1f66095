// Work that saves what it has when it is told to end, and ends when there is a certain file.

app('saving') {
    command 'trap "echo saved >>saved; exit 0" TERM; echo $BALSAM_ATTEMPT >>begun; until [ -e {{go}} ]; do sleep 0.2 & wait $!; done'
    parameter 'go', required: true
}

param 'go', type: 'String', help: 'the file'
2.times { i -> job('saving') { workdir "single/$i"; parameters go: params.go } }
job('saving') { workdir 'ranks'; ranksPerNode 2; parameters go: params.go }
