package io.balsam.build

import spock.lang.Specification
import spock.lang.TempDir

/** The gate's look at subjects of commits. */
class CommitsSpec extends Specification {

    @TempDir
    File folder

    def "a subject is taken or refused: #subject"() {
        given:
        git('init', '-q')
        commit('Begin')
        String first = git('rev-parse', 'HEAD').trim()
        commit(subject)

        when:
        Process check = run("$Repository.ROOT/.ci/commits", first)

        then:
        check.text.readLines().collect { it.replaceFirst(/^commits: \w+: /, '') } == (wrong ? ["$wrong: $subject".toString()] : [])
        check.waitFor() == (wrong ? 1 : 0)

        where:
        subject                | wrong
        'Add a rule'           | ''
        'Bring files first'    | ''
        'A' * 72               | ''
        'A' * 73               | 'longer than 72 characters'
        'add a rule'           | 'no capital first'
        'Add a rule.'          | 'a full stop at the end'
        'Added a rule'         | 'no imperative'
        'Adding a rule'        | 'no imperative'
    }

    def "a clone without the first commit has nothing to check"() {
        given:
        git('init', '-q')
        commit('nothing is right.')

        expect:
        run("$Repository.ROOT/.ci/commits", '0' * 40).waitFor() == 0
    }

    private void commit(String subject) {
        git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', subject)
    }

    private String git(String... words) {
        Process git = run('git', *words)
        String out = git.text
        assert git.waitFor() == 0: out
        out
    }

    private Process run(String... words) {
        new ProcessBuilder(words).directory(folder).redirectErrorStream(true).start()
    }
}
