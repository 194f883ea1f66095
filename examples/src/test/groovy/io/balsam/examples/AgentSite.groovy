package io.balsam.examples

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import org.spockframework.runtime.SpockTimeoutError
import spock.util.concurrent.PollingConditions

/** A site with an agent, made and used by commands. */
class AgentSite implements Closeable {

    private static final List<String> OVER = ['FINISHED', 'FAILED', 'SUBMIT_FAILED', 'DELETED']
    private static final List<String> ENDED = ['JOB_FINISHED', 'FAILED', 'CANCELLED']

    final Path directory
    final BalsamCommand balsam
    private final PollingConditions soon = new PollingConditions(timeout: 90, delay: 0.2)

    /**
     * Makes it; quick to see what happens, and with a queue as wide as anyone asks for.
     *
     * @param environment what leads to the batch system
     */
    AgentSite(Path directory, String platform, Map<String, ?> settings = [:], Map<String, String> environment = [:]) {
        this.directory = directory
        balsam = new BalsamCommand(directory, [], environment)
        balsam.expect('site', 'init', '.', '--platform', platform, '--name', 'spec')
        Path file = directory.resolve('settings.yml')
        file.text = file.text.replaceFirst(/poll_interval_sec: \d+/, 'poll_interval_sec: 1')
            .replace('local: {max_nodes: 1,', 'local: {max_nodes: 9,') +
            ([kill_grace: 2] + settings).collect { key, value -> "$key: $value\n" }.join('')
    }

    void start() {
        balsam.expect('site', 'start')
    }

    /** Kills the agent, as nobody does who means well. */
    void killAgent() {
        long agent = new ObjectMapper().readValue(directory.resolve('.balsam/agent.pid').toFile(), Map).pid
        kill(agent)
        // The system takes its time to release what a killed process had.
        until { assert !balsam.call('site', 'status').out.readLines()[0].contains(': up') }
    }

    /** Kills the launcher of a BatchJob. */
    void killLauncher(int batchJob) {
        List<Long> found = Processes.calledWith('launcher', directory as String, '--batch-job', batchJob as String)
        assert found.size() == 1
        kill(found[0])
    }

    private void kill(long process) {
        ProcessHandle handle = ProcessHandle.of(process).orElseThrow()
        handle.destroyForcibly()
        soon.eventually { assert Processes.gone(process) }
    }

    /** Submits a workflow; tells the run's name. */
    String run(Object script, Map<String, ?> parameters = [:]) {
        def outcome = balsam.expect('run', script, '--detach', *parameters.collectMany { key, value -> ['--param', "$key=$value"] })
        (outcome.out =~ /(?m)^(\S+):/)[0][1]
    }

    /** Asks for an allocation; tells its number. */
    int submit(Object... words) {
        new ObjectMapper().readValue(balsam.json('queue', 'submit', *words), Map).id
    }

    Map batchJob(int id) {
        new ObjectMapper().readValue(balsam.json('queue', 'ls', '--history'), List).find { it.id == id }
    }

    Map status() {
        new ObjectMapper().readValue(balsam.json('site', 'status'), Map).site
    }

    /** Waits until something is so. */
    void until(Closure<?> condition) {
        soon.eventually(condition)
    }

    void untilRunning(int... batchJobs) {
        until { batchJobs.each { id -> assert status().launchers.any { it.batch_job == id } } }
    }

    /** Waits for the end of a BatchJob, and tells how it ended. */
    String end(int id) {
        until { assert batchJob(id).state in OVER }
        batchJob(id).state
    }

    /** Waits until all jobs of a run have ended, and returns them. */
    List<Map> jobs(String run) {
        try {
            until { assert unended(run) == [] }
        } catch (SpockTimeoutError e) {
            def waiting = unended(run)
            throw new AssertionError("$waiting\n${waiting.empty ? '' : balsam.call('explain', waiting[0][0])}\n${logs()}".toString(), e)
        }
        balsam.jobs('--run', run)
    }

    private List<List> unended(String run) {
        balsam.jobs('--run', run).findAll { !(it.state in ENDED) }.collect { [it.id, it.state, it.attempts] }
    }

    /** The last lines of each. */
    private String logs() {
        directory.resolve('log').toFile().listFiles().findAll { it.file }
            .collect { "$it.name:\n${it.readLines().takeRight(8).join('\n')}" }.join('\n')
    }

    /** In which BatchJob each run of a job began, in order. */
    List<Integer> allocations(Map job) {
        balsam.events('--run', job.run).findAll { it.job == job.id && it.to == 'RUNNING' }.collect { it.data.batch_job }
    }

    /** Processes of jobs that still run. */
    List<Long> running() {
        Processes.mentioning("BALSAM_WORKDIR=$directory")
    }

    /** Gives all allocations back and stops the agent. */
    @Override
    void close() {
        if (balsam.call('site', 'status').out.contains(': up')) {
            List<Map> open = new ObjectMapper().readValue(balsam.json('queue', 'ls'), List)
            open.each { balsam.call('queue', 'rm', it.id) }
            open.each { end(it.id) }
        }
        balsam.call('site', 'stop')
        if (Files.exists(directory.resolve('log'))) {
            until { assert Processes.calledWith(directory as String) == [] }
        }
    }
}
