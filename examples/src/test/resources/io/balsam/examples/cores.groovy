// Work for tests of what jobs have of a node. Each notes where it may run and with which GPUs, and waits until as
// many as can run at once do.

param 'folder', type: 'String'
param 'jobs', default: 4
param 'atOnce', default: 4

app('core') {
    parameter 'folder'
    parameter 'atOnce', type: 'int'
    command 'touch {{folder}}/$BALSAM_JOB_ID; sed -n "s/Cpus_allowed_list:.//p" /proc/self/status > cores; ' +
        'echo "$CUDA_VISIBLE_DEVICES" > gpus; until [ $(ls {{folder}} | wc -l) -ge {{atOnce}} ]; do sleep 0.1; done'
}
app('seen') {
    command 'echo "${CUDA_VISIBLE_DEVICES-unset} ${HIP_VISIBLE_DEVICES-unset}"'
}

def cores = (1..params.jobs).collect { n ->
    job('core') { parameters folder: params.folder, atOnce: params.atOnce; workdir "core/$n"; gpusPerRank 0.5; wallTime 1.minutes }
}
job('seen') { after cores; workdir 'wide'; nodes 2; ranksPerNode 2; gpusPerRank 1 }
job('seen') { after cores; workdir 'none'; ranksPerNode 2 }
job('seen') { after cores; workdir 'wide-none'; nodes 2; ranksPerNode 2 }
