package io.balsam.views.report

import io.balsam.engine.api.GraphView
import io.balsam.engine.api.Json
import io.balsam.engine.api.RunView
import io.balsam.engine.domain.TransferSlot.Direction
import io.balsam.views.Graphs
import io.balsam.views.SampleRun
import io.balsam.views.Xml
import spock.lang.Shared
import spock.lang.Specification

class HtmlReportSpec extends Specification {
    @Shared ReportData data = SampleRun.genomes(40)
    @Shared String page = HtmlReport.render(data)
    @Shared ReportData large = SampleRun.genomes(3300, 8)
    @Shared String largePage = HtmlReport.render(large)

    private static Map table(String page) {
        Json.mapper().readValue((page =~ /(?s)<script type="application\/json" id="data">(.*?)<\/script>/)[0][1], Map)
    }

    private static List<String> sections(String page) {
        (page =~ /<section id="(\w+)">/).collect { it[1] }
    }

    def "the report has all its sections in order"() {
        expect:
        sections(page) == ['failures', 'graph', 'timeline', 'load', 'apps', 'predictions', 'slowest', 'all']
    }

    def "it loads nothing from anywhere, and says so to the browser"() {
        expect:
        !page.replace('http://www.w3.org/2000/svg', '').contains('://')
        !(page =~ /<(link|img|iframe|object|embed|base)\b/)
        !(page =~ /\ssrc=|@import|url\(|fetch\(|XMLHttpRequest/)
        page.contains("default-src 'none'")
    }

    def "every picture in it is strict XML"() {
        when:
        def pictures = (page =~ /(?s)<svg.*?<\/svg>/).collect { it }

        then:
        pictures.size() == 4 + 4 + 3
        pictures.every { Xml.parse(it) }
    }

    def "the markup is balanced: what is opened is closed, in the right order"() {
        given:
        def open = new ArrayDeque<String>()
        def text = page.replaceAll(/(?s)<(script|style)\b.*?<\/\1>/, '').replaceAll(/<!DOCTYPE html>|<meta[^>]*>/, '')

        when:
        def wrong = (text =~ /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/).findAll { all, end, tag, empty ->
            if (end) {
                return open.isEmpty() || open.pop() != tag
            }
            if (!empty) {
                open.push(tag)
            }
            false
        }

        then:
        wrong == []
        open.empty
    }

    def "every job is in the table once"() {
        when:
        def table = table(page)

        then:
        table.id == data.jobs()*.id()
        table.workdir[0] == 'sample/1/fetch'
        table.app.collect { table.apps[it] } == data.jobs()*.app()
        table.values().findAll { it.size() == data.jobs().size() }.size() == 10
    }

    def "the head of the report has the run's name, outcome and number of jobs"() {
        expect:
        page.contains('ended with failures')
        page.contains('<h1>genomes-1</h1>')
        page.contains("<span class=\"value\">${data.jobs().size()}</span>")
    }

    def "a failure has its last lines and the command for details"() {
        expect:
        page.contains('[E] read 18211 has no quality line\nalign: giving up</pre>')
        page =~ /<code>balsam explain \d+<\/code>/
        page =~ /\d+ jobs were not run because a parent failed/
    }

    def "hostile names are plain text everywhere"() {
        given:
        def nasty = Graphs.NASTY
        def jobs = data.jobs().collect { SampleRun.renamed(it, it.app() + nasty, it.workdir() + nasty) }
        def events = data.events().collect { SampleRun.told(it, nasty) }
        def nodes = data.graph().nodes().collect { new GraphView.Node(it.id(), it.app() + nasty, it.state(), it.label() + nasty) }
        def counts = data.run().counts().collectEntries { app, states -> [app + nasty, states] }
        def run = new RunView(1, nasty, nasty, nasty, nasty, data.run().created(), data.run().ended(), counts)

        when:
        def hostile = HtmlReport.render(new ReportData(run, jobs, new GraphView(1, nasty, nodes, data.graph().edges()), events, [], [:], [], 16, data.taken()))

        then: "scripts and closing tags are as many as on a harmless page"
        hostile.count('<script') == page.count('<script')
        hostile.count('</script') == page.count('</script')
        hostile.count('<svg') == page.count('<svg')
        !hostile.contains('<script>alert')
        (hostile =~ /(?s)<svg.*?<\/svg>/).every { Xml.parse(it) }
        table(hostile).workdir[0].endsWith('\\n')
    }

    def "ten thousand jobs fit in two megabytes, and the page says what is left out"() {
        expect:
        largePage.getBytes('UTF-8').length < 2_000_000
        largePage.count('<rect class="b ') <= 2_000
        table(largePage).id.size() == 10_000
        largePage.contains('10,000 of 10,231 jobs')
    }

    def "those that failed are always in the table"() {
        when:
        def shown = table(largePage).id as Set<Long>

        then:
        large.jobs().findAll { it.state().name() == 'FAILED' }.every { it.id() as Integer in shown }
    }

    def "a run without any started job has a page too"() {
        given:
        def run = new RunView(1, 'new-1', 'ada', 'new', '/site/data/new-1', SampleRun.START, null, [:])

        when:
        def empty = HtmlReport.render(new ReportData(run, [], new GraphView(1, 'new-1', [], []), [], [], [:], [], 0, SampleRun.START))

        then:
        sections(empty) == ['graph', 'all']
        empty.contains('not ended yet')
    }

    def "what was moved has a row for each direction and transfer"() {
        given:
        def moved = [new Moved(Direction.IN, 'rsync', 1_200, 1_100, 1_150, 3_400_000_000_000L, 2, 1), new Moved(Direction.OUT, '<b>', 1, 0, 0, 0, 0, 0),
            new Moved(Direction.OUT, '', 1, 0, 0, 0, 0, 0)]

        when:
        def page = HtmlReport.render(new ReportData(data.run(), data.jobs(), data.graph(), data.events(), moved, [:], [], 16, data.taken()))
        def table = (page =~ /(?s)<section id="transfers">(.*?)<\/section>/)[0][1]
        def rows = (table =~ /<tr>(.*?)<\/tr>/).collect { (it[1] =~ /<td[^>]*>(.*?)<\/td>/).collect { cell -> cell[1] } }

        then:
        sections(page) == ['failures', 'graph', 'timeline', 'load', 'apps', 'predictions', 'slowest', 'transfers', 'all']
        rows.findAll() == [['in', 'rsync', '1,200', '1,100', '1,150', '3.1 TiB', '2', '1'], ['out', '&lt;b&gt;', '1', '0', '0', '0 B', '0', '0'],
            ['out', 'not chosen', '1', '0', '0', '0 B', '0', '0']]
    }

    def "the number of cores may be unknown"() {
        when:
        def unknown = HtmlReport.render(new ReportData(data.run(), data.jobs(), data.graph(), data.events(), [], [:], [], 0, data.taken()))

        then:
        unknown.contains('cores, the peak in use')
        !unknown.contains('class="limit"')
    }
}
