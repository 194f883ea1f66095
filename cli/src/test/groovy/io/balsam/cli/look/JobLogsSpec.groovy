package io.balsam.cli.look

import io.balsam.cli.Shell
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Path

class JobLogsSpec extends Specification {

    static final int BLOCK = 64 * 1024

    @TempDir
    Path dir

    def "--tail finds the last lines wherever they start: #what"() {
        given:
        def shell = new Shell(dir)
        dir.resolve('one.groovy').text = "app('say') { command 'echo' }\njob('say') { workdir 'a' }\n"
        assert shell.balsam('run', 'one.groovy') == 0
        dir.resolve('data/one-1/a/job.out').text = output

        when:
        int code = shell.balsam('job', 'logs', '1', '--tail', lines)

        then:
        code == 0
        shell.out == shown

        where:
        what                                 | lines | output                                    || shown
        'a break is the first byte of a block' | 1   | 'a'.repeat(BLOCK) + '\n' + 'b'.repeat(BLOCK - 1) || 'b'.repeat(BLOCK - 1)
        'a break is the last byte of a block'  | 1   | 'a\n' + 'b'.repeat(BLOCK)                 || 'b'.repeat(BLOCK)
        'the file ends with a break'           | 2   | 'a\nb\nc\n'                               || 'b\nc\n'
        'the last line is empty'               | 1   | 'a\n\n'                                   || '\n'
        'one line without a break'             | 1   | '50 %\r'.repeat(BLOCK)                    || '50 %\r'.repeat(BLOCK)
        'fewer lines than asked for'           | 9   | 'a\nb'                                    || 'a\nb'
        'none are wanted'                      | 0   | 'a\nb\n'                                  || ''
        'nothing was written'                  | 3   | ''                                        || ''
    }
}
