package io.balsam.build

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** The form of {@code docs/adr}, and its index; {@code -Dbalsam.docs=write} writes that anew. */
class DecisionsSpec extends Specification {

    private static final Path FOLDER = Repository.ROOT.resolve('docs/adr')

    /** In the order of the index. */
    private static final List<String> AREAS = [
        'Foundations', 'Script', 'Jobs and runs', 'Record', 'Packing and processes', 'Launchers', 'Sites and agents',
        'Plugins', 'API', 'Command line', 'Pictures and reports', 'Security', 'Build',
    ]

    /** Half a page. */
    private static final int MOST_LINES = 36

    private static final List<String> PARTS = ['## Context', '## Decision', '## Consequences', '## Alternatives']

    private static final String STATUS = /Status: (accepted|superseded by \[\d+\]\(.+\.md\)|accepted, but .+), \d{4}-\d\d-\d\d/

    def "every decision has its number, a status with a date, an area, half a page, and the four parts"() {
        expect:
        decisions().size() > 30
        decisions().collectMany { faults(it) } == []
    }

    def "a decision without one of them is found: #fault"() {
        given:
        String text = '# 7. Title\n\nStatus: accepted, 2026-11-21\nArea: Record\n\n## Context\na\n\n## Decision\nb\n\n## Consequences\nc\n\n## Alternatives\nd\n'

        expect:
        faults([name: '0007-title.md', text: change(text)]).size() == count

        where:
        fault                   | count | change
        'none'                  | 0     | { it }
        'another number'        | 1     | { it.replace('# 7.', '# 8.') }
        'no date'               | 1     | { it.replace(', 2026-11-21', '') }
        'an unknown area'       | 1     | { it.replace('Record', 'Records') }
        'no consequences'       | 1     | { it.replace('## Consequences', '## So') }
        'no alternatives'       | 1     | { it.replace('## Alternatives', '## Or') }
        'more than half a page' | 1     | { it + 'e\n' * 21 }
    }

    def "every decision that is referred to exists"() {
        given:
        Set<Integer> there = decisions()*.name.collect { it[0..3] as int } as Set
        List<String> gone = Repository.texts().findAll { path, text -> !path.endsWith('DecisionsSpec.groovy') }
            .collectMany { path, text -> (named(text) - there).collect { "$path: $it" as String } }

        expect:
        gone == []
    }

    def "#text names #numbers"() {
        expect:
        named(text) == numbers as Set

        where:
        text                                || numbers
        'see ADR 5, or ADR 0012'            || [5, 12]
        'as decision 170 says'              || [170]
        'docs/adr/0212 and [61](0061-a.md)' || [212, 61]
        'a decision of 5 jobs, 4 decisions' || []
    }

    def "the index names every decision"() {
        given:
        Path page = FOLDER.resolve('README.md')
        if (System.getProperty('balsam.docs') == 'write') {
            Files.writeString(page, index())
        }

        expect: 'else write it with: ./mvnw -Pfast -pl build-rules test -Dtest=DecisionsSpec -Dbalsam.docs=write'
        Files.readString(page) == index()
    }

    private static List<Map<String, String>> decisions() {
        Repository.files()
            .findAll { it.parent == FOLDER && it.fileName as String != 'README.md' }
            .collect { [name: it.fileName as String, text: Files.readString(it)] }
    }

    private static Set<Integer> named(String text) {
        (text =~ /\bADR (\d+)|\b[Dd]ecision (\d+)|\badr\/(\d{4})|\]\((\d{4})-[a-z0-9-]+\.md/).collect { it.drop(1).find { it } as int } as Set
    }

    private static List<String> faults(Map<String, String> decision) {
        String text = decision.text
        List<String> faults = []
        if (!(decision.name ==~ /\d{4}-[a-z0-9-]+\.md/) || !text.startsWith("# ${decision.name[0..3] as int}. ")) {
            faults << 'the title has not the number of the file'
        }
        if (!text.readLines().any { it ==~ STATUS }) {
            faults << 'no line such as "Status: accepted, 2026-11-21"'
        }
        if (!AREAS.contains(area(text))) {
            faults << "no line 'Area: ' with one of $AREAS"
        }
        faults.addAll(PARTS.findAll { !text.readLines().contains(it) }.collect { "no $it" })
        if (text.readLines().size() > MOST_LINES) {
            faults << "more than $MOST_LINES lines"
        }
        faults.collect { "$decision.name: $it" as String }
    }

    private static String area(String text) {
        text.readLines().find { it.startsWith('Area: ') }?.substring('Area: '.length())
    }

    private static String index() {
        StringBuilder page = new StringBuilder('''\
# Decisions

Each decision has half a page: why it was needed, what was decided, what follows, what else was considered. They are in
the order of their areas. Numbers are never reused: a decision that is missing was merged into another one, or became a
comment at the code or a paragraph of a page.
''')
        Map<String, List<Map<String, String>>> byArea = decisions().groupBy { area(it.text) }
        AREAS.findAll { byArea[it] }.each { area ->
            page << "\n## $area\n"
            byArea[area].each { decision ->
                String title = decision.text.readLines().first().replaceFirst(/# \d+\. /, '')
                String note = decision.text.contains('\nStatus: superseded') ? ' (superseded)' : ''
                page << "* ${decision.name[0..3] as int}. [$title]($decision.name)$note\n"
            }
        }
        page as String
    }
}
