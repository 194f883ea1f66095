package io.balsam.examples

import com.fasterxml.jackson.databind.ObjectMapper
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** The built distribution, used as a user would: as a program, in a directory. */
class BalsamCommand {

    static final Path REPOSITORY = repository()
    static final Path PROGRAM = REPOSITORY.resolve('cli/target/balsam/bin/balsam')
    static final Path EXAMPLES = REPOSITORY.resolve('examples')

    private static final long PATIENCE_SECONDS = 180

    final Path site
    final List<String> always
    final Map<String, String> environment
    private int calls

    /**
     * @param site the directory to be in
     * @param always options for every call
     * @param environment variables beside those of this process
     */
    BalsamCommand(Path site, List<String> always = [], Map<String, String> environment = [:]) {
        assert Files.isExecutable(PROGRAM): "no distribution at $PROGRAM: build it first with 'make dist'"
        this.site = site
        this.always = always
        this.environment = environment
    }

    /** What a call left behind. */
    static class Outcome {
        int exit
        String out
        String err

        String toString() { "exit code $exit\n$out\n$err" }
    }

    /** A call on its way; its output goes to files, so that it never waits for a reader. */
    class Running {
        Process process
        Path out
        Path err

        Outcome await() {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly()
                throw new AssertionError("still running after $PATIENCE_SECONDS s:\n$out.text\n$err.text" as Object)
            }
            new Outcome(exit: process.exitValue(), out: out.text, err: err.text)
        }
    }

    Running start(Object... words) {
        int call = ++calls
        Path log = Files.createDirectories(site.resolve('.calls'))
        Running running = new Running(out: log.resolve("${call}.out"), err: log.resolve("${call}.err"))
        ProcessBuilder builder = new ProcessBuilder([PROGRAM as String] + words*.toString() + always)
        builder.directory(site.toFile()).redirectOutput(running.out.toFile()).redirectError(running.err.toFile())
        // Nothing of the machine's own settings, nothing left in anyone's home.
        builder.environment().putAll(
            XDG_CONFIG_HOME: site.resolve('.config') as String,
            XDG_STATE_HOME: site.resolve('.state') as String,
            XDG_CACHE_HOME: EXAMPLES.resolve('target/cache') as String,
            NO_COLOR: '1')
        builder.environment().keySet().removeIf { it.startsWith('BALSAM_') }
        builder.environment().putAll(environment)
        running.process = builder.start()
        running
    }

    Outcome call(Object... words) {
        start(words).await()
    }

    /** Jobs as the API shows them, by id. */
    List<Map> jobs(Object... filter) {
        List<Map> jobs = new ObjectMapper().readValue(json('job', 'ls', '--limit', 1000000, *filter), List)
        jobs.sort { it.id }
    }

    /** Events as the API shows them, oldest first. */
    List<Map> events(Object... filter) {
        json('events', '--limit', 1000000, *filter).readLines().collect { new ObjectMapper().readValue(it, Map) }
    }

    /** What a command prints for programs, as it is. */
    String json(Object... words) {
        expect(*words, '--json').out
    }

    /** A call that ends well. */
    Outcome expect(Object... words) {
        Outcome outcome = call(*words)
        assert outcome.exit == 0: "${words.join(' ')}: $outcome"
        outcome
    }

    private static Path repository() {
        Path at = Path.of(System.getProperty('basedir', '')).toAbsolutePath()
        while (!Files.exists(at.resolve('mvnw'))) {
            at = at.parent
        }
        at
    }
}
