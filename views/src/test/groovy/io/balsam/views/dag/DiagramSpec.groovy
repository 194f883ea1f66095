package io.balsam.views.dag

import io.balsam.engine.api.GraphView
import io.balsam.engine.api.GraphView.Edge
import io.balsam.views.Graphs
import spock.lang.Specification

class DiagramSpec extends Specification {

    private static List<String> boxes(GraphView graph, int most = 60) {
        Diagram.of(graph, most).boxes().collect { "${it.app()} x${it.jobs().size()}" as String }
    }

    def "few jobs are a box each"() {
        expect:
        boxes(Graphs.fan(59)).size() == 60
    }

    def "similar jobs of a fan share one box"() {
        expect:
        boxes(Graphs.fan(60)) == ['tile x60', 'stitch x1']
        boxes(Graphs.fan(100_000)) == ['tile x100000', 'stitch x1']
    }

    def "jobs without any dependency become one box for each app"() {
        expect:
        boxes(Graphs.graph((1..70).collectEntries { ["${it % 2 ? 'a' : 'b'}.$it" as String, []] })) == ['a x35', 'b x35']
    }

    def "jobs of one app with different neighbours stay apart"() {
        given: "a hundred copies of a, some with b behind, some with c, and an a behind all of c"
        def parents = (1..100).collectEntries { ["a.$it" as String, []] }
        parents += (1..60).collectEntries { ["b.$it" as String, ["a.$it" as String]] }
        parents += (61..100).collectEntries { ["c.$it" as String, ["a.$it" as String]] }
        parents += ['a.last': (61..100).collect { "c.$it" as String }]

        expect:
        boxes(Graphs.graph(parents)) == ['a x60', 'a x40', 'b x60', 'c x40', 'a x1']
    }

    def "a repeated loop is drawn as one cycle"() {
        given:
        def parents = [:]
        50.times { k ->
            3.times { parents["try.$k-$it" as String] = k == 0 ? [] : ["pick.${k - 1}" as String] }
            parents["pick.$k" as String] = (0..<3).collect { "try.$k-$it" as String }
        }

        when:
        def diagram = Diagram.of(Graphs.graph(parents), 60)

        then:
        diagram.boxes().size() < 10
        diagram.links().any { back -> diagram.links().any { it.from() == back.to() && it.to() == back.from() } }
    }

    def "every job is in one box and every dependency in one link: #graph.nodes().size() jobs in at most #most boxes"() {
        when:
        def diagram = Diagram.of(graph, most)

        then:
        diagram.boxes().size() <= most
        diagram.boxes().collectMany { it.jobs()*.id() }.toSorted() == graph.nodes()*.id().toSorted()
        diagram.links()*.edges().sum(0L) == graph.edges().size()
        diagram.links().unique(false) { [it.from(), it.to()] }.size() == diagram.links().size()

        where:
        [graph, most] << [[Graphs.random(1000, 1), Graphs.random(500, 2, 90), Graphs.layered(10, 100, 3), Graphs.layered(300, 2, 4)], [60, 7, 1]].combinations()
    }

    def "a thousand unordered jobs still give a readable picture"() {
        when:
        def diagram = Diagram.of(Graphs.random(1000, seed), 60)

        then:
        diagram.boxes().size() <= 60
        diagram.links().size() <= 90

        where:
        seed << [1, 2, 3]
    }

    def "a link is dashed only if all its dependencies accept any end"() {
        given:
        def fan = Graphs.fan(70)
        def edges = fan.edges().withIndex().collect { Edge edge, i -> new Edge(edge.parent(), edge.child(), i != 5 || allOfThem) }

        expect:
        Diagram.of(new GraphView(1, 'fan-1', fan.nodes(), edges), 60).links() == [new Link(0, 1, 70, allOfThem)]

        where:
        allOfThem << [true, false]
    }

    def "an edge from another run's job is left out"() {
        given:
        def graph = Graphs.graph([a: [], b: ['a']])

        expect:
        Diagram.of(new GraphView(1, 'x-1', graph.nodes(), graph.edges() + new Edge(999, 2, false)), 60).links().size() == 1
    }
}
