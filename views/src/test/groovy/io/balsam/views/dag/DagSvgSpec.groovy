package io.balsam.views.dag

import io.balsam.engine.api.GraphView
import io.balsam.engine.domain.JobState
import io.balsam.views.Graphs
import io.balsam.views.Xml
import io.balsam.views.draw.Phase
import spock.lang.Specification

import static io.balsam.engine.domain.JobState.*

class DagSvgSpec extends Specification {

    def "the picture is strict XML and says how large it is: #graph.nodes().size() jobs"() {
        when:
        def svg = Xml.parse(DagSvg.render(graph)).documentElement
        def (x, y, width, height) = svg.getAttribute('viewBox').tokenize()*.toDouble()

        then:
        svg.tagName == 'svg'
        svg.getAttribute('xmlns') == 'http://www.w3.org/2000/svg'
        [x, y] == [0, 0]
        [width, height] == [svg.getAttribute('width') as double, svg.getAttribute('height') as double]
        width > 0 && height > 0

        where:
        graph << [Graphs.graph([:]), Graphs.graph([a: []]), Graphs.fan(16), Graphs.fan(1000), Graphs.random(50, 1), Graphs.random(1000, 2)]
    }

    def "every job is counted once, in a box of its own or in one that says how many: at most #most boxes"() {
        when:
        def svg = Xml.parse(DagSvg.render(Graphs.random(120, 8), DagOptions.DEFAULT.withMost(most)))
        def counts = Xml.classed(svg, 'g', 'bd-node').collect { box ->
            def times = Xml.classed(box, 'text', 'bd-sum')*.textContent.find { it.startsWith('\u00D7') }
            times ? times.substring(1).replace(',', '') as int : 1
        }

        then:
        counts.sum() == 120
        counts.size() <= most

        where:
        most << [1, 10, 60, 1000]
    }

    def "hostile names are shown as plain text"() {
        given:
        def node = new GraphView.Node(1, Graphs.NASTY, FAILED, Graphs.NASTY.reverse())
        def graph = new GraphView(1, Graphs.NASTY, [node], [])

        when:
        def text = DagSvg.render(graph)
        def svg = Xml.parse(text)

        then:
        Xml.all(svg, 'script').empty
        Xml.classed(svg, 'text', 'bd-app')[0].textContent.startsWith('<script>')
        Xml.all(svg, 'title')*.textContent.any { it.contains('alert("x")') }
    }

    def "long names are cut so that they stay inside their boxes"() {
        given:
        def name = 'm' * 300
        def graph = new GraphView(1, name, [new GraphView.Node(1, name, RUNNING, name)], [])

        when:
        def svg = Xml.parse(DagSvg.render(graph))
        def box = Xml.classed(svg, 'rect', 'bd-card')[0]

        then:
        (box.getAttribute('width') as double) <= 250
        Xml.all(svg, 'text')*.textContent.every { it.length() < 80 }
    }

    def "no texts overlap: #graph.nodes().size() jobs"() {
        when:
        def svg = Xml.parse(DagSvg.render(graph))
        def texts = Xml.classed(svg, 'g', 'bd-node').collectMany { Xml.all(it, 'text') }.collect {
            double size = it.getAttribute('class') == 'bd-app' ? 13.8 : it.getAttribute('class') == 'bd-sum' ? 12 : 11
            double width = io.balsam.views.draw.TextWidth.of(it.textContent, size)
            double x = it.getAttribute('x') as double
            double left = it.getAttribute('text-anchor') == 'end' ? x - width : x
            [left: left, right: left + width, top: (it.getAttribute('y') as double) - size * 0.8, bottom: it.getAttribute('y') as double]
        }

        then:
        (0..<texts.size()).every { i ->
            (0..<i).every { j ->
                def (a, b) = [texts[i], texts[j]]
                a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom
            }
        }

        where:
        graph << [Graphs.fan(16), Graphs.random(60, 4), Graphs.random(1000, 5)]
    }

    def "every state has a sign of its own kind, so that colour is not all: #state"() {
        when:
        def svg = Xml.parse(DagSvg.render(Graphs.graph([a: []], [a: state])))
        def box = Xml.classed(svg, 'g', 'bd-node')[0]

        then:
        Xml.all(box, 'circle')[0].getAttribute('class') == "bd-${Phase.of(state).css()}"
        Xml.classed(box, 'path', 'bd-mark').size() == 1

        where:
        state << JobState.values()
    }

    def "a single failure among thousands is visible in the box and in its bar"() {
        when:
        def svg = Xml.parse(DagSvg.render(Graphs.graph((1..5000).collectEntries { ["a.$it" as String, []] }, ['a.77': FAILED])))
        def box = Xml.classed(svg, 'g', 'bd-node')[0]

        then:
        Xml.classed(box, 'rect', 'bd-bad').size() == 1
        (Xml.classed(box, 'rect', 'bd-p-failed')[0].getAttribute('width') as double) >= 3
        Xml.classed(box, 'text', 'bd-more')*.textContent == ['4,999 finished, 1 failed']
    }

    def "it has both schemes, and loads nothing"() {
        when:
        def text = DagSvg.render(Graphs.fan(3))

        then:
        text.contains('prefers-color-scheme:dark')
        !text.replace('http://www.w3.org/2000/svg', '').contains('http')
        !(text =~ /href|src=|@import|url\(/)
    }

    def "the same graph gives the same picture"() {
        expect:
        DagSvg.render(Graphs.random(500, 6)) == DagSvg.render(Graphs.random(500, 6))
    }

    def "every one of ten thousand jobs can have its box"() {
        when:
        def svg = DagSvg.render(Graphs.layered(10, 1000, 1), DagOptions.EVERY_JOB)

        then:
        svg.count('class="bd-node"') == 10_000
    }

    def "without its frame it has neither ground nor heading"() {
        when:
        def svg = Xml.parse(DagSvg.render(Graphs.fan(3), DagOptions.DEFAULT.withoutFrame()))

        then:
        Xml.classed(svg, 'rect', 'bd-ground').empty
        Xml.classed(svg, 'text', 'bd-head').empty
        Xml.classed(svg, 'g', 'bd-node').size() == 4
    }
}
