package io.balsam.spi

import io.balsam.build.PublicApi
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** Plugins built for the last release go on working; {@code -Dbalsam.api=write} records the interface anew. */
class PublicApiSpec extends Specification {

    private static final Path RECORD = Path.of('src/test/api/released.txt')

    List<String> now = PublicApi.of(Path.of('target/classes'))

    def "nothing that the last release offered to plugins is removed, and nothing new is required of them"() {
        given:
        if (System.getProperty('balsam.api') == 'write') {
            Files.write(RECORD, now)
        }
        List<String> breaks = PublicApi.breaks(Files.readAllLines(RECORD), now)

        expect: 'else keep the old beside the new; where a break is allowed (docs/adr/0212), record it in the same commit'
        breaks == []
    }

    def "the spec examined the interface"() {
        expect:
        now.containsAll([
            'io.balsam.spi.Scheduler: interface',
            'io.balsam.spi.Scheduler: abstract java.lang.String submit(io.balsam.spi.BatchSubmission)',
            'io.balsam.spi.Scheduler: java.util.Optional<java.util.List<java.lang.String>> projects()',
            'io.balsam.spi.SchedulerProvider: is io.balsam.spi.Provider',
            'io.balsam.spi.ErrorKind: static io.balsam.spi.ErrorKind TRANSIENT',
            'io.balsam.spi.Node: record',
        ])
        now.every { it.startsWith('io.balsam.spi.') }
    }

    def "a change of the interface breaks plugins or does not: #change: #breaks"() {
        expect:
        PublicApi.breaks(['A: interface', 'A: abstract int a()', 'A: int b()'], newer) == breaks

        where:
        change                          | newer                                                                    || breaks
        'nothing changed'               | ['A: interface', 'A: abstract int a()', 'A: int b()']                    || []
        'a method with a default more'  | ['A: interface', 'A: abstract int a()', 'A: int b()', 'A: int c()']      || []
        'a method got a default'        | ['A: interface', 'A: int a()', 'A: int b()']                             || []
        'a method went'                 | ['A: interface', 'A: abstract int a()']                                  || ['gone: A: int b()']
        'a method returns another type' | ['A: interface', 'A: abstract long a()', 'A: int b()']                   || ['gone: A: abstract int a()', 'must be implemented: A: abstract long a()']
        'a method without one more'     | ['A: interface', 'A: abstract int a()', 'A: int b()', 'A: abstract int c()'] || ['must be implemented: A: abstract int c()']
        'a default went'                | ['A: interface', 'A: abstract int a()', 'A: abstract int b()']           || ['must be implemented: A: abstract int b()']
        'a type went'                   | []                                                                       || ['gone: A: interface', 'gone: A: abstract int a()', 'gone: A: int b()']
        'a type more'                   | ['A: interface', 'A: abstract int a()', 'A: int b()', 'B: interface', 'B: abstract int a()'] || []
    }
}
