package io.balsam.build

/** Finds circles in a graph: sets of two or more nodes that all lead to each other (Tarjan's algorithm). */
class Circles {

    private final Map<String, Set<String>> edges
    private final Map<String, Integer> number = [:]
    private final Map<String, Integer> lowest = [:]
    private final Deque<String> open = new ArrayDeque<>()
    private final List<List<String>> found = []

    /**
     * @param edges for each node those it leads to
     */
    Circles(Map<String, Set<String>> edges) {
        this.edges = edges
    }

    /** All circles, each sorted by name. */
    List<List<String>> all() {
        edges.keySet().sort().each {
            if (!number.containsKey(it)) {
                visit(it)
            }
        }
        found.sort { it.first() }
    }

    private void visit(String node) {
        number[node] = lowest[node] = number.size()
        open.push(node)
        (edges.get(node) ?: [] as Set).each { next ->
            if (!number.containsKey(next)) {
                visit(next)
                lowest[node] = Math.min(lowest[node], lowest[next])
            } else if (next in open) {
                lowest[node] = Math.min(lowest[node], number[next])
            }
        }
        if (lowest[node] == number[node]) {
            List<String> circle = []
            while (circle.empty || circle.last() != node) {
                circle << open.pop()
            }
            if (circle.size() > 1) {
                found << circle.sort()
            }
        }
    }
}
