package io.balsam.examples

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** Runs an example from a directory of its own. */
abstract class ExampleSpec extends Specification {

    @TempDir
    Path site

    BalsamCommand balsam

    def setup() {
        balsam = new BalsamCommand(site)
    }

    /** Runs the example and expects it to end well. */
    BalsamCommand.Outcome run(String example, Object... options) {
        def outcome = balsam.call('run', BalsamCommand.EXAMPLES.resolve("${example}.groovy"), *options)
        assert outcome.exit == 0: outcome
        outcome
    }

    /** A file of the run, by its path from the run's directory. */
    Path file(String path) {
        site.resolve('data/latest').resolve(path)
    }
}
