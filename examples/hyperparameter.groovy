// Finds the rate that fits a model best to measured data. Each round tries some rates inside the
// bracket at the same time; then 'narrow' keeps the part around the best one and its postprocess
// either creates the next round or, when the bracket is narrow enough, the job with the answer.

param 'low', default: 1e-4, help: 'lower end of the first bracket'
param 'high', default: 1e-2, help: 'upper end of the first bracket'
param 'tolerance', default: 1e-9, help: 'width of a bracket that is narrow enough'
param 'tries', default: 4, help: 'rates tried in one round'

app('misfit') {
    description 'How badly the model fits with one rate'
    command 'awk -v rate={{rate}} -f misfit.awk misra1a.tsv > misfit.txt'
    parameter 'rate', type: 'number'
    postprocess {
        def (misfit, a) = new File(job.workdir, 'misfit.txt').text.tokenize()*.toDouble()
        job.data.putAll(rate: job.parameters.rate, misfit: misfit, a: a)
    }
}

app('narrow') {
    description 'The part of the bracket around the best rate tried'
    parameter 'low', type: 'number'
    parameter 'high', type: 'number'
    run { low, high ->
        def tried = job.parents*.data.sort { it.rate }
        if (tried.empty) {
            return [low: low, high: high]
        }
        int best = tried.indexOf(tried.min { it.misfit })
        [
            low: best > 0 ? tried[best - 1].rate : low,
            high: best + 1 < tried.size() ? tried[best + 1].rate : high,
            best: tried[best],
        ]
    }
    postprocess {
        def bracket = job.result()
        double step = (bracket.high - bracket.low) / (params.tries + 1)
        if (bracket.best && bracket.high - bracket.low <= params.tolerance) {
            submit { job('answer') { workdir 'answer'; parameters bracket.best } }
            return
        }
        submit {
            def round = (1..params.tries).collect { i ->
                job('misfit') {
                    parameters rate: bracket.low + i * step
                    inputs files: 'hyperparameter/*'
                }
            }
            job('narrow') {
                parameters low: bracket.low, high: bracket.high
                after round
            }
        }
    }
}

app('answer') {
    command 'printf "rate %s\\na %s\\nmisfit %s\\n" {{rate}} {{a}} {{misfit}} > answer.txt'
}

job('narrow') { parameters low: params.low, high: params.high }
