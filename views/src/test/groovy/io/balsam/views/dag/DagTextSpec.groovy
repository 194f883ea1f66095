package io.balsam.views.dag

import io.balsam.engine.api.GraphView
import io.balsam.engine.api.GraphView.Edge
import io.balsam.engine.api.GraphView.Node
import io.balsam.views.Graphs
import spock.lang.Specification

import static io.balsam.engine.domain.JobState.*

class DagTextSpec extends Specification {
    static final GraphView SMALL = new GraphView(1, 'small-1', [new Node(7, 'make', JOB_FINISHED, 'make'), new Node(9, 'use', RUNNING, 'use/1')],
            [new Edge(7, 9, true)])

    def "dot names every job and every edge"() {
        expect:
        DagDot.render(SMALL) == '''\
            digraph "small-1" {
              rankdir=LR;
              node [shape=box, style="rounded,filled", fontname="Helvetica"];
              job7 [label="make", fillcolor="#009e7333", color="#009e73"];
              job9 [label="use\\nuse/1", fillcolor="#0072b233", color="#0072b2"];
              job7 -> job9 [style=dashed];
            }
            '''.stripIndent()
    }

    def "Mermaid has a node for each box and a class for each colour"() {
        expect:
        DagMermaid.render(SMALL) == '''\
            flowchart LR
              n0["\u2713 make"]
              n1["\u25B6 use<br>use/1"]
              n0 -.-> n1
              classDef p-finished stroke:#009e73,stroke-width:2px
              class n0 p-finished
              classDef p-running stroke:#0072b2,stroke-width:2px
              class n1 p-running
            '''.stripIndent()
    }

    def "dot shows every job, Mermaid groups similar jobs"() {
        expect:
        DagDot.render(Graphs.fan(200)).count(' -> ') == 200
        DagMermaid.render(Graphs.fan(200)).contains('["tile \u00D7200<br>200 finished"]')
    }

    def "neither text has a character that a terminal would act on"() {
        given:
        def name = 'a\u001b[2J\u009b\u202e\u007f\\b'
        def graph = new GraphView(1, name, [new Node(1, name, FAILED, name)], [])

        expect:
        DagDot.render(graph).contains('"a\uFFFD[2J\uFFFD\uFFFD\uFFFD\\\\b"')
        [DagDot.render(graph), DagMermaid.render(graph)].every { text ->
            text.codePoints().allMatch { it == 10 || (it >= 32 && it < 127) || (it >= 0xA0 && it != 0x202E) }
        }
    }

    def "hostile names stay inside their quotes"() {
        given:
        def graph = new GraphView(1, Graphs.NASTY, [new Node(1, Graphs.NASTY, FAILED, Graphs.NASTY.reverse())], [])

        when: "what is between quotes that no backslash escapes is taken away"
        def dot = DagDot.render(graph).replaceAll(/"(?:[^"\\]|\\.)*"/, 'Q')

        then:
        dot == 'digraph Q {\n  rankdir=LR;\n  node [shape=box, style=Q, fontname=Q];\n  job1 [label=Q, fillcolor=Q, color=Q];\n}\n'

        and:
        DagMermaid.render(graph).readLines()[1] ==~ /  n0\["[^"<>]*<br>[^"<>]*"]/
    }
}
