package io.balsam.views.draw

import io.balsam.engine.domain.JobState
import spock.lang.Specification

class DrawSpec extends Specification {

    def "#seconds seconds are '#text'"() {
        expect:
        Figures.duration(seconds) == text

        where:
        seconds    || text
        0          || '0 s'
        0.0004     || '0 s'
        0.0082     || '8 ms'
        0.9994     || '999 ms'
        0.9996     || '1.00 s'
        3.217      || '3.22 s'
        9.994      || '9.99 s'
        9.996      || '10.0 s'
        59.94      || '59.9 s'
        59.96      || '1 min'
        60         || '1 min'
        245.4      || '4 min 5 s'
        3599.4     || '59 min 59 s'
        3599.6     || '1 h'
        3600       || '1 h'
        7320       || '2 h 2 min'
        7199       || '2 h'
        86_399     || '1 d'
        86_400     || '1 d'
        273_600    || '3 d 4 h'
    }

    def "a tick at #seconds seconds says '#text'"() {
        expect:
        Figures.round(seconds) == text

        where:
        seconds || text
        0       || '0 s'
        0.05    || '50 ms'
        1       || '1 s'
        2.5     || '2.5 s'
        20      || '20 s'
        90      || '1 min 30 s'
        600     || '10 min'
    }

    def "amounts: #text"() {
        expect:
        actual == text

        where:
        actual                               || text
        Figures.count(1234567)               || '1,234,567'
        Figures.count(1, 'job', 'jobs')      || '1 job'
        Figures.count(0, 'job', 'jobs')      || '0 jobs'
        Figures.bytes(17)                    || '17 B'
        Figures.bytes(3_670_016)             || '3.5 MiB'
        Figures.bytes(5L << 40)              || '5.0 TiB'
        Figures.kibibytes(900)               || '900 KiB'
        Figures.kibibytes(2048)              || '2.0 MiB'
        Figures.kibibytes(176 * 1024)        || '176 MiB'
        Figures.kibibytes(5L * 1024 * 1024)  || '5.0 GiB'
        Figures.percent(0)                   || '0 %'
        Figures.percent(0.0042)              || '0.4 %'
        Figures.percent(0.87)                || '87 %'
        Markup.number(12)                    || '12'
        Markup.number(-0.5)                  || '-0.5'
        Markup.number(3.14159)               || '3.14'
        Markup.number(3.004)                 || '3'
        Markup.number(3.05)                  || '3.05'
        Markup.number(-1234.5678)            || '-1234.57'
    }

    def "foreign text is escaped, and characters that XML forbids are marked"() {
        expect:
        new Markup().element('a', '<b> & "c" \'d\'\u0000\u001b\uD800\uFFFF\u0085 \uD83D\uDE00\n\t', 'x', '"><').toString() ==
                '<a x="&quot;&gt;&lt;">&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD \uD83D\uDE00\n\t</a>'
    }

    def "characters that turn the direction of writing are marked"() {
        expect:
        new Markup().text('a\u202Eb\u2066c\u061C مر').toString() == 'a\uFFFDb\uFFFDc\uFFFD مر'
    }

    def "an axis from #least to #most has the ticks #ticks"() {
        expect:
        new Scale(least, most, 0, 100).ticks(5) == ticks

        where:
        least | most || ticks
        0     | 10   || [0, 2, 4, 6, 8, 10]
        0     | 1    || [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]
        3     | 17   || [5, 10, 15]
        0     | 1234 || [0, 500, 1000]
    }

    def "an axis of whole things has no halves, one of time has round times"() {
        expect:
        new Scale(0, 2, 0, 1).wholeTicks(4) == [0, 1, 2]
        new Scale(0, 200, 0, 1).timeTicks(5) == [0, 60, 120, 180]
        new Scale(0, 400_000, 0, 1).timeTicks(5) == [0, 86_400, 172_800, 259_200, 345_600]
        new Scale(0, 0.5, 0, 1).timeTicks(5) == [0, 0.1, 0.2, 0.30000000000000004, 0.4, 0.5]
    }

    def "a scale of a single amount does not divide by zero"() {
        expect:
        new Scale(5, 5, 0, 10).at(5) == 0
    }

    def "a text that is too long keeps its start or its end"() {
        expect:
        TextWidth.fit('short', 10, 100, true) == 'short'
        TextWidth.fit('sample/12345/align', 10, 60, true) ==~ /\u2026.*align/
        TextWidth.fit('sample/12345/align', 10, 60, false) ==~ /sample.*\u2026/
        TextWidth.of(TextWidth.fit('\uD83D\uDE00' * 50, 10, 60, true), 10) <= 60
    }

    def "all phases have names, marks and colours of their own, and each is some state's"() {
        expect:
        Phase.values()*.label().unique().size() == Phase.values().size()
        Phase.values()*.mark().unique().size() == Phase.values().size()
        Phase.values()*.light().unique().size() == Phase.values().size()
        JobState.values().collect { Phase.of(it) } as Set == Phase.values() as Set
    }

    def "phases are counted in a sentence"() {
        expect:
        Phase.sentence(Phase.counts([(JobState.JOB_FINISHED): 1200L, (JobState.READY): 2L, (JobState.STAGED_IN): 1L, (JobState.FAILED): 0L])) ==
                '1,200 finished, 3 ready'
    }
}
