package io.balsam.engine.run.files

import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class OutputTailSpec extends Specification {

    @TempDir
    Path dir

    def "of a failed job the lines are shown that may say why: #what"() {
        given:
        if (errors != null) {
            dir.resolve('job.err').text = errors
        }
        dir.resolve('job.out').text = 'printed\n'

        expect:
        OutputTail.of(dir, { it.startsWith('run: ') }) == shown

        where:
        what                                    | errors                                      || shown
        'the last ten of them'                  | (1..12).join('\n')                          || (3..12)*.toString()
        'without the runner\'s own'             | 'no such mesh\nrun: ending step 5\n' * 3     || ['no such mesh'] * 3
        'a cause above much noise'              | 'no such mesh\n' + 'run: retrying\n' * 40    || ['no such mesh']
        'output where there is only noise'      | 'run: ending step 5\n'                      || ['printed']
        'output where there are no errors'      | ''                                          || ['printed']
        'output where there is no file'         | null                                        || ['printed']
    }

    def "noise is shown where there is nothing else at all"() {
        given:
        dir.resolve('job.err').text = 'run: ending step 5\n'

        expect:
        OutputTail.of(dir, { it.startsWith('run: ') }) == ['run: ending step 5']
    }
}
