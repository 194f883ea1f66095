// Two kinds of trouble that need no human. 'series' does not know how much work fits into its wall
// time: each time it is cut off it goes on with a hundredth. 'fetch' meets a server that is busy at
// first: it tries again, each time after twice the pause.

app('series') {
    description 'Adds up terms of Leibniz series for pi'
    command '''
        awk -v terms="$(cat terms.txt)" 'BEGIN {
            for (k = 0; k < terms; k++) sum += (k % 2 ? -4 : 4) / (2 * k + 1)
            printf "%.9f\\n", sum
        }' > pi.txt
    '''
    preprocess { job ->
        new File(job.workdir, 'terms.txt').text = job.data.terms
    }
    handle_timeout { job ->
        if (job.attempts >= 5) {
            return fail("even ${job.data.terms} terms take too long")
        }
        job.data.terms = job.data.terms.intdiv(100)
        new File(job.workdir, 'terms.txt').text = job.data.terms
        restart()
    }
}

app('fetch') {
    description 'Asks a server that answers from the third time on'
    command '''
        if [ "$BALSAM_ATTEMPT" -lt 3 ]; then echo "server is busy" >&2; exit 75; fi
        echo 42 > answer.txt
    '''
    retry attempts: 5, backoff: 200.milliseconds, max: 2.seconds
}

job('series') {
    workdir 'series'
    data terms: 20_000_000_000
    wallTime 2.seconds
}
job('fetch') { workdir 'fetch' }
