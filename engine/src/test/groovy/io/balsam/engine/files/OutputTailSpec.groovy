package io.balsam.engine.files

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

    def "noise is not shown as the reason, even where there is nothing else at all: in #file"() {
        given:
        dir.resolve(file).text = 'run: ending step 5\n'

        expect:
        OutputTail.of(dir, { it.startsWith('run: ') }) == []
        OutputTail.onlyRunnerSaid(dir) == only

        where:
        file             || only
        'job.err'        || false
        'job.out'        || false
        'job.launch.log' || true
    }

    def "messages of the MPI runner precede the job's errors and replace its output: #what"() {
        given:
        dir.resolve('job.err').text = errors
        dir.resolve('job.out').text = 'printed\n'
        dir.resolve('job.launch.log').text = 'run: step 5 created\n' * 20 + said

        expect:
        OutputTail.of(dir, { it.startsWith('run: ') }) == shown

        where:
        what                        | errors            | said                || shown
        'both'                      | 'no such mesh\n'  | 'too much memory\n' || ['too much memory', 'no such mesh']
        'many of both'              | 'no mesh\n' * 12  | 'memory\n' * 12     || ['memory'] * 3 + ['no mesh'] * 7
        'only the runner'           | ''                | 'too much memory\n' || ['too much memory']
        'a runner with only noise'  | 'no such mesh\n'  | ''                  || ['no such mesh']
        'only noise, and output'    | ''                | ''                  || ['printed']
    }
}
