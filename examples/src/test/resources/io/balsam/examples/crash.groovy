// Work for a crash test: chains of short jobs, some of which grow the graph. Each run of each job
// leaves a line in the ledger.

param 'ledger', type: 'String', help: 'the file that every run writes a line to'
param 'chains', default: 40
param 'links', default: 6

app('link') {
    parameter 'ledger'
    parameter 'pause', type: 'number'
    command 'echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}; sleep {{pause}}; echo "$BALSAM_JOB_ID $BALSAM_ATTEMPT" >> {{ledger}}.ends'
    postprocess { hooked ->
        if (hooked.data.shoots) {
            submit {
                (1..hooked.data.shoots).each { n ->
                    job('link') {
                        workdir "shoot/${hooked.id}-$n"
                        parameters ledger: hooked.parameters.ledger, pause: 0.01
                    }
                }
            }
        }
    }
}

(1..params.chains).each { chain ->
    def before = null
    (1..params.links).each { number ->
        def link = job('link') {
            workdir "chain/$chain/$number"
            parameters ledger: params.ledger, pause: 0.02 * (1 + chain * number % 15)
            data shoots: chain % 8 == 0 ? 1 : 0
        }
        if (before) {
            link.after before
        }
        before = link
    }
}
