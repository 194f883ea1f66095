package io.balsam.engine.files

import io.balsam.engine.store.RunMark
import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** The shell is the judge. */
class GlobSpec extends Specification {

    @TempDir Path dir

    def setup() {
        ['in/s1/reads.txt', 'in/s1/.hidden', 'in/.dot/reads.txt', 'in/a.txt', 'in/b.TXT', 'in/{a}.txt', 'in/a*b', 'in/ab', 'in/[x]', 'in/[a',
         'in/x', 'in/c-d', 'in/ü.txt', 'in/two\nlines.txt', 'in/%41.txt', 'in/deep/er/reads.txt', 'store/s2/reads.txt', 'store/s2/more/reads.txt'].each {
            def file = dir.resolve(it)
            Files.createDirectories(file.parent)
            file.text = it
        }
        Files.createSymbolicLink(dir.resolve('in/s2'), Path.of('../store/s2'))
        Files.createSymbolicLink(dir.resolve('in/nowhere'), Path.of('none'))
    }

    /** The directory's own cleaning follows links. */
    def cleanup() {
        ['rm', '-rf', dir.resolve('in').toString(), dir.resolve('store').toString()].execute().waitFor()
    }

    List<String> shell(String pattern) {
        def script = 'shopt -s nullglob globstar; LC_ALL=C.UTF-8; cd "$0"; printf "%s\\0" ' + pattern
        def process = ['bash', '-c', script, dir.toString()].execute()
        new String(process.inputStream.readAllBytes(), StandardCharsets.UTF_8).split('\0').toList() - ['']
    }

    List<String> found(String pattern, Glob.Links links = Glob.Links.FOLLOWED) {
        Glob.find(dir, pattern, links).collect { dir.relativize(it).toString() }
    }

    def "a pattern finds what the shell finds: #pattern"() {
        expect:
        found(pattern) == shell(pattern).collect { Path.of(it).normalize().toString() }.toSorted().unique()

        where:
        pattern << ['in/*/reads.txt', 'in/*', 'in/.*/reads.txt', 'in/s?/*', 'in/[a-b]*', 'in/[!a-z]*', 'in/[^a-z]*', 'in/[]x[]*',
                    'in/[[:upper:]b]*', 'in/[[:alpha:]]', 'in/\\[x\\]', 'in/[x]', 'in/a\\*b', 'in/a*b', 'in/a[*]b', 'in/{a,b}.*', 'in/{s1,deep/er}/reads.txt',
                    'in/\\{a\\}.txt', 'in/{a}.txt', 'in/{x,{a,c}*}', 'in/[a', 'in/*.none', 'in/none/*', 'in/a.txt/*', 'in/*/', 'in//*//reads.txt',
                    'in/s1/../*.txt', 'in/*[b-d]', 'in/c[-]d', 'in/[.]dot/*', 'in/two*', 'in/?.txt', 'in/*/*/reads.txt', 'in/nowh*', 'in/%*', '*/x']
    }

    def "a wildcard does not match into a run's directory, not even by a link, unless its path is named: #pattern"() {
        given:
        ['in/set-1/reads.txt', 'runs/wf-1/a/reads.txt', 'runs/wf-2/reads.txt'].each {
            Files.createDirectories(dir.resolve(it).parent)
            dir.resolve(it).text = it
        }
        ['wf-1', 'wf-2'].each { RunMark.put(dir.resolve('runs').resolve(it)) }
        Files.createDirectories(dir.resolve('lnk'))
        Files.createSymbolicLink(dir.resolve('lnk/d'), Path.of('../runs'))
        Files.createSymbolicLink(dir.resolve('lnk/one'), Path.of('../runs/wf-1/a'))
        Files.createSymbolicLink(dir.resolve('lnk/file.txt'), Path.of('../runs/wf-1/a/reads.txt'))

        expect:
        found(pattern) == finds

        cleanup:
        ['rm', '-rf', dir.resolve('lnk').toString(), dir.resolve('runs').toString()].execute().waitFor()

        where:
        pattern              || finds
        'lnk/**/*.txt'       || ['lnk/file.txt']
        '{runs,lnk/d}/*/*/*' || []
        'lnk/*/*.txt'        || []
        'lnk/d/*'            || []
        '*/wf-2/*.txt'       || []
        'in/set*/*.txt'      || ['in/set-1/reads.txt']
        'lnk/d/wf-1/**/*.txt'|| ['lnk/d/wf-1/a/reads.txt']
        'lnk/one/*.txt'      || ['lnk/one/reads.txt']
        'runs/wf-2/reads.txt'|| ['runs/wf-2/reads.txt']
    }

    def "two stars match directories to any depth, linked ones too, but never a directory inside itself"() {
        given:
        Files.createSymbolicLink(dir.resolve('in/s1/up'), Path.of('..'))
        Files.createSymbolicLink(dir.resolve('in/s1/self'), Path.of('.'))
        Files.createSymbolicLink(dir.resolve('store/s2/back'), Path.of('../../in/deep'))
        Files.createSymbolicLink(dir.resolve('in/deep/forth'), Path.of('../../store/s2'))

        expect:
        found('in/**/reads.txt') == ['in/deep/er/reads.txt', 'in/deep/forth/more/reads.txt', 'in/deep/forth/reads.txt', 'in/s1/reads.txt',
                                     'in/s2/back/er/reads.txt', 'in/s2/more/reads.txt', 'in/s2/reads.txt']
        found('in/**/**/a.txt') == ['in/a.txt']
        found('**/reads.txt', Glob.Links.LEFT) ==
                ['in/deep/er/reads.txt', 'in/s1/reads.txt', 'store/s2/more/reads.txt', 'store/s2/reads.txt']
    }

    def "what lies below a directory that matches is not listed again"() {
        expect:
        found('store/**') == ['store/s2']
        found('{store,store/s2/*}') == ['store']
    }

    def "an invalid pattern is refused, and so is a directory that cannot be read: #pattern"() {
        when:
        found(pattern)

        then:
        def e = thrown(RuntimeException)
        e.message.contains(says)

        where:
        pattern         || says
        'in/[z-a]'      || "'[z-a]' is not a pattern"
        'in/[[:foo:]]*' || 'the classes are alnum, alpha'
    }

    def "names need not be text"() {
        given:
        assert ['bash', '-c', 'cd "$0"; echo 1 > in/$\'caf\\xe9.txt\'', dir.toString()].execute().waitFor() == 0

        expect:
        Glob.find(dir, 'in/caf*', Glob.Links.FOLLOWED).collect { Files.readString(it) } == ['1\n']
    }
}
