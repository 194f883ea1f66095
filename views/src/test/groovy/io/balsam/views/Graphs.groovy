package io.balsam.views

import io.balsam.engine.api.GraphView
import io.balsam.engine.api.GraphView.Edge
import io.balsam.engine.api.GraphView.Node
import io.balsam.engine.domain.JobState

import static io.balsam.engine.domain.JobState.*

/** Graphs in short words: {@code graph([a: [], b: ['a']])} has a job of the app 'b' that waits for one of 'a'. */
class Graphs {
    static final String NASTY = '<script>alert("x")</script> & \'q\' \u0000\u0007 ]]> \uD83D\uDE00 \uD800 {{x}} "; --> \\n'

    /** Names are apps, up to a dot; what follows tells jobs of one app apart. */
    static GraphView graph(Map<String, List<String>> parents, Map<String, JobState> states = [:]) {
        def ids = parents.keySet().toList().withIndex(1).collectEntries { name, i -> [name, (long) i] }
        new GraphView(1, 'flow-1', parents.collect { name, p -> new Node(ids[name], name.tokenize('.')[0], states[name] ?: JOB_FINISHED, name) },
                parents.collectMany { name, p -> p.collect { new Edge(ids[it], ids[name], false) } })
    }

    static GraphView fan(int width) {
        graph((1..width).collectEntries { ["tile.$it" as String, []] } + [stitch: (1..width).collect { "tile.$it" as String }])
    }

    /** Each job waits for some of those before it. */
    static GraphView random(int jobs, long seed, int apps = 4) {
        def random = new Random(seed)
        def nodes = (1..jobs).collect { new Node(it, 'app' + random.nextInt(apps), JobState.values()[random.nextInt(JobState.values().length)], "w/$it") }
        def edges = (2..jobs).collectMany { child -> (0..<random.nextInt(4)).collect { new Edge(1 + random.nextInt(child - 1), child, random.nextBoolean()) } }
        new GraphView(1, "random-$seed", nodes, distinct(edges))
    }

    static GraphView layered(int layers, int width, long seed) {
        def random = new Random(seed)
        def nodes = (0..<layers * width).collect { new Node(it + 1, "app${it.intdiv(width)}", JOB_FINISHED, "w/$it") }
        def edges = (width..<layers * width).collectMany { child ->
            (0..<2).collect { new Edge((child.intdiv(width) - 1) * width + random.nextInt(width) + 1, child + 1, false) }
        }
        new GraphView(1, 'layers-1', nodes, distinct(edges))
    }

    private static List<Edge> distinct(List<Edge> edges) {
        def seen = new HashSet<List<Long>>()
        edges.findAll { seen.add([it.parent(), it.child()]) }
    }
}
