package io.balsam.engine.files

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import spock.lang.Specification
import spock.lang.TempDir

class ListingSpec extends Specification {

    @TempDir Path dir

    void sh(String script) {
        assert ['bash', '-c', 'cd "$0"; ' + script, dir.toString()].execute().waitFor() == 0
    }

    Listing again() { Listing.parse(Listing.ofJob(dir).text()) }

    def "a workdir with nothing but empty output costs nothing"() {
        given:
        sh('touch job.out; echo warning > job.err')

        expect:
        Listing.ofJob(dir).text() == ''
        Listing.ofJob(dir.resolve('none')) == Listing.NONE
    }

    def "a listing has the files that the job made, under any name, and can be written and read"() {
        given:
        sh('echo 1 > job.out; mkdir -p sub/deep empty; echo 22 > sub/deep/a.csv; echo > $\'two\\nlines\'; echo > $\'caf\\xe9\'; echo > %41; ' +
                'mkdir ../out || true; echo 4444 > big; ln -s big link; ln -s sub linked; ln -s none dangling; mkfifo pipe')
        sh('mkdir other; touch other/job.out; echo 1 > other/result')

        when:
        def listing = again()

        then:
        listing == Listing.ofJob(dir)
        listing.files().collect { it.name().toString() } - [listing.files().find { it.name().toString().startsWith('caf') }.name().toString()] ==
                ['%41', 'big', 'job.out', 'link', 'linked', 'sub/deep/a.csv', 'two\nlines']
        listing.files().find { it.name().toString() == 'link' }.size() == 5
        listing.firstLoss(dir, Listing.NONE) == null
        listing.firstChange(dir) == null
    }

    def "a listing says what is lost: #change"() {
        given:
        sh('echo 1 > a; echo 22 > b; mkdir d; echo 333 > d/c; echo > z; ln -s b l')
        def listing = again()

        when:
        sh(change)

        then:
        listing.firstLoss(dir, Listing.NONE) == loss

        where:
        change                          || loss
        'rm b'                          || 'b is gone'
        'rm -r d'                       || 'd/c is gone'
        ': > a'                         || 'a has 0 bytes and had 2'
        'echo more >> d/c'              || 'd/c has 9 bytes and had 4'
        'rm a; mkdir a'                 || 'a is not what it was'
        'rm l'                          || 'l is gone'
        'echo > extra; mkdir d/more'    || null
        'touch a'                       || null
        'mv a ../kept; ln -s ../kept a' || null
    }

    def "links that were staged in are not the job's files, whatever happens to their targets"() {
        given:
        sh('mkdir src; echo 1 > src/in; ln -s src/in in; echo 2 > src/own; ln -s src/own own; touch src/job.out')
        def listing = again()
        def broughtIn = Listing.of(dir, [Path.of('in')])

        when:
        sh('rm src/in')

        then:
        listing.firstLoss(dir, broughtIn) == null

        when:
        sh('rm src/own')

        then:
        listing.firstLoss(dir, broughtIn) == 'own is gone'
    }

    def "a later file of the same size is recognised by its time"() {
        given:
        sh('echo 1 > a; echo 2 > b')
        def listing = again()
        sh('echo 9 > b')
        Files.setLastModifiedTime(dir.resolve('b'), FileTime.fromMillis(1))

        expect:
        listing.firstLoss(dir, Listing.NONE) == null
        listing.firstChange(dir) == Path.of('b')
    }
}
