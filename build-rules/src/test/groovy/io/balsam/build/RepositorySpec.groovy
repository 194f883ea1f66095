package io.balsam.build

import java.nio.file.Files
import java.util.regex.Pattern
import spock.lang.Shared
import spock.lang.Specification

class RepositorySpec extends Specification {

    // Put together from parts, or this file would be the first offender.
    private static final List<String> REGISTRIES = [
        ['repo.maven', 'apache.org'], ['repo1.maven', 'org'], ['central.sonatype', 'com'], ['oss.sonatype', 'org'],
        ['jcenter.bintray', 'com'], ['plugins.gradle', 'org'], ['jitpack', 'io'], ['registry.npmjs', 'org'],
        ['registry.yarnpkg', 'com'], ['pypi', 'org'], ['files.pythonhosted', 'org'], ['crates', 'io'],
        ['proxy.golang', 'org'], ['rubygems', 'org'], ['registry-1.docker', 'io'], ['deb.debian', 'org'],
    ]*.join('.')

    private static final List<Pattern> MACHINE_PATHS = [
        ~/(?<![\w.{}$])\/(home|Users)\/(?!you\b|me\b|user\b|USER\b)\w[\w.-]*\//,
        ~/(?<![\w.{}$~])\/(root|work)\/[\w.]/,
    ]

    /** Directories and files of a site, written out in Java. */
    private static final Pattern SITE_NAMES = ~/"\.balsam["\/]|"qsubmit|"balsam\.mv\.db"|resolve\("(log|data)"\)/

    private static final List<String> BINARIES = []

    @Shared
    Map<String, String> texts = Repository.texts()

    def "the spec examined the files of the repository"() {
        expect:
        texts.size() > 100
        texts.containsKey('mvnw')
        texts.containsKey('build-rules/src/test/groovy/io/balsam/build/RepositorySpec.groovy')
    }

    def "the directories of a site are named in one class"() {
        given:
        Map<String, String> code = texts.findAll { path, text -> path ==~ '(engine|agent|cli|server)/src/main/java/.*' }

        expect:
        code.findAll { path, text -> text =~ SITE_NAMES }*.key == ['engine/src/main/java/io/balsam/engine/domain/SiteLayout.java']
    }

    def "a directory of a site is found in #text: #found"() {
        expect:
        (text =~ SITE_NAMES).find() == found

        where:
        text                            | found
        'site.resolve(".balsam")'       | true
        'Path.of(".balsam/log")'        | true
        'home.resolve("qsubmit")'       | true
        'site.resolve("data")'          | true
        'values.get("data")'            | false
        'folder.resolve(".balsam-run")' | false
    }

    def "no file names a path of the machine it was written on"() {
        given:
        String here = Repository.ROOT as String

        expect:
        offenders { line -> line.contains(here + '/') || MACHINE_PATHS.any { line =~ it } } == []
    }

    def "no file names a package registry: which one is used is the machine's business"() {
        expect:
        offenders { line -> REGISTRIES.any { line.contains(it) } } == []
    }

    def "the search for machine paths finds #text"() {
        expect:
        MACHINE_PATHS.any { text =~ it } == found

        where:
        text                                  | found
        'cd /home/' + 'ann/balsam'            | true
        'see /work/' + 'notes.md'             | true
        '"/root/' + '.m2"'                    | true
        'data/work/one'                       | false
        '$HOME/work/x'                        | false
        'the alias home:/home/you/in.txt'     | false
        'https://example.org/work/item'       | false
    }

    def "no file is larger than 1 MiB"() {
        expect:
        Repository.files().findAll { Files.size(it) > 1 << 20 }.collect { Repository.ROOT.relativize(it) as String } == []
    }

    def "the binary files are these and no others"() {
        given:
        List<String> all = Repository.files().collect { Repository.ROOT.relativize(it) as String }

        expect:
        all - texts.keySet() == BINARIES
    }

    def "a script is executable: #script"() {
        expect:
        Files.isExecutable(Repository.ROOT.resolve(script))

        where:
        script << ['mvnw', 'balsam', '.ci/run', '.ci/release']
    }

    private List<String> offenders(Closure<Boolean> bad) {
        texts.collectMany { path, text ->
            text.readLines().withIndex(1).findAll { line, number -> bad(line) }.collect { line, number -> "$path:$number" as String }
        }
    }
}
