package io.balsam.engine.moldable

import groovy.transform.CompileStatic

/** All choices of numbers of nodes, one by one, each with the schedule that the packing of jobs would make. */
@CompileStatic
class BruteForce {

    /** Returns the least time to solution within the limits; infinite for none. */
    static double least(List<MoldableJob> jobs, RunLimits limits) {
        double best = Double.POSITIVE_INFINITY
        int choices = 1
        jobs.each { choices *= it.options().size() }
        for (int number = 0; number < choices; number++) {
            List<NodeOption> chosen = []
            int rest = number
            for (MoldableJob job : jobs) {
                chosen << job.options()[rest % job.options().size()]
                rest = rest.intdiv(job.options().size()) as int
            }
            if (allowed(jobs, chosen, limits)) {
                best = Math.min(best, seconds(chosen, limits.machineNodes()))
            }
        }
        best
    }

    /** Returns whether a choice keeps all limits, with room for rounding. */
    static boolean allowed(List<MoldableJob> jobs, List<NodeOption> chosen, RunLimits limits) {
        double hours = 0
        for (int i = 0; i < jobs.size(); i++) {
            NodeOption one = chosen[i]
            NodeOption first = jobs[i].options()[0]
            double efficiency = first.nodes() * first.seconds() / (one.nodes() * one.seconds())
            if (one.nodes() > limits.machineNodes() || (one !== first && efficiency < limits.efficiency() * (1 - 1e-12))) {
                return false
            }
            hours += one.nodes() * one.seconds() / 3600
        }
        hours <= limits.nodeHours() * (1 + 1e-12)
    }

    /** Returns when the last job ends, if at each end of a job the longest that fit start. */
    static double seconds(List<NodeOption> jobs, int nodes) {
        List<NodeOption> waiting = jobs.toSorted { NodeOption a, NodeOption b -> b.seconds() <=> a.seconds() ?: b.nodes() <=> a.nodes() }
        Map<Double, Integer> released = new TreeMap<Double, Integer>()
        double now = 0
        int free = nodes
        while (true) {
            for (Iterator<NodeOption> each = waiting.iterator(); each.hasNext();) {
                NodeOption job = each.next()
                if (job.nodes() <= free) {
                    free -= job.nodes()
                    released.merge(now + job.seconds(), job.nodes(), { int a, int b -> a + b })
                    each.remove()
                }
            }
            if (released.isEmpty()) {
                return now
            }
            now = released.keySet().first()
            free += released.remove(now)
        }
    }
}
