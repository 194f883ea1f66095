package io.balsam.examples

import java.nio.file.Files
import java.nio.file.Path

/** The books of a run: what the jobs wrote themselves, to be held against what the engine recorded. */
class Ledger {

    final Path file

    Ledger(Path file) {
        this.file = file
    }

    int size() {
        Files.exists(file) ? file.readLines().size() : 0
    }

    /** Attempts that really ran, by job, in order. */
    Map<Long, List<Integer>> runs() { byJob(file) }

    /** Attempts that came to their end by themselves. */
    Map<Long, List<Integer>> ends() { byJob(Path.of("${file}.ends")) }

    private static Map<Long, List<Integer>> byJob(Path file) {
        file.readLines()*.split(' ').groupBy { it[0] as long }.collectEntries { id, lines -> [id, lines.collect { it[1] as int }] }
    }

    /** What does not add up; empty when all is well. */
    List<String> faults(List<Map> jobs, List<Map> events) {
        Map<Long, List<Integer>> ran = runs()
        Map<Long, List<Integer>> ends = ends()
        Map<Long, List<Map>> lives = events.sort { it.seq }.groupBy { it.job as long }
        List<String> faults = (ran.keySet() - jobs*.id*.longValue()).collect { "job $it ran and is not in the store" as String }
        jobs.each { job ->
            List<Integer> attempts = ran[job.id as long] ?: []
            List<Map> life = lives[job.id as long] ?: []
            // Whoever was given back had not begun, and the attempt is not counted.
            int recorded = life.count { it.to == 'RUNNING' } - life.count { it.cause == 'given_back' }
            if (job.state != 'JOB_FINISHED') {
                faults << "job $job.id is $job.state"
            }
            if (attempts.toUnique() != attempts) {
                faults << "job $job.id ran twice as one attempt: $attempts"
            }
            if (recorded != job.attempts) {
                faults << "job $job.id says $job.attempts attempts, its events say $recorded"
            }
            if (attempts.any { it < 1 || it > recorded }) {
                faults << "job $job.id ran attempts $attempts, only $recorded are recorded"
            }
            if (!attempts.contains(job.attempts)) {
                faults << "job $job.id finished with attempt $job.attempts, which never ran: $attempts"
            }
            if (job.state == 'JOB_FINISHED' && !(job.attempts in ends[job.id as long])) {
                faults << "job $job.id finished with attempt $job.attempts, which did not come to its end"
            }
            if (life*.from.drop(1) != life*.to.dropRight(1)) {
                faults << "job $job.id has a gap in its life: ${life.collect { "$it.from-$it.to" }}"
            }
            if (life.count { it.to == 'RUN_DONE' } != 1) {
                faults << "job $job.id was done ${life.count { it.to == 'RUN_DONE' }} times"
            }
        }
        faults
    }
}
