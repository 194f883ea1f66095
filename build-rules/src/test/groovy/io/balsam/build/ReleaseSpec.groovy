package io.balsam.build

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

@Requires(value = { ReleaseSpec.hasGit() }, reason = 'needs git')
class ReleaseSpec extends Specification {

    @TempDir
    Path tree

    def "a tree with #what is not released, and nothing in it is touched"() {
        given:
        Files.createDirectories(tree.resolve('.ci'))
        Files.copy(Repository.ROOT.resolve('.ci/release'), tree.resolve('.ci/release'))
        Files.writeString(tree.resolve('notes.txt'), 'one\n')
        Files.createDirectories(tree.resolve('target/release'))
        Files.writeString(tree.resolve('target/release/old.tar.gz'), 'old')
        Files.writeString(tree.resolve('.gitignore'), 'target/\n')
        git('init', '-q')
        git('add', '-A')
        git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'One')
        Files.writeString(tree.resolve(file), 'two\n')

        when:
        def process = new ProcessBuilder('bash', '.ci/release').directory(tree.toFile()).redirectErrorStream(true).start()
        String said = process.inputStream.text

        then:
        process.waitFor() == 2
        said.readLines().first() == 'release: this tree differs from its last commit: commit, stash or remove these first'
        said.contains(file)
        Files.readString(tree.resolve('target/release/old.tar.gz')) == 'old'

        where:
        what                     | file
        'a change'               | 'notes.txt'
        'a file git has not got' | 'more.txt'
    }

    static boolean hasGit() {
        System.getenv('PATH').split(':').any { Files.isExecutable(Path.of(it, 'git')) }
    }

    private void git(String... words) {
        def process = new ProcessBuilder(['git'] + words.toList()).directory(tree.toFile()).redirectErrorStream(true).start()
        String said = process.inputStream.text
        assert process.waitFor() == 0: said
    }
}
