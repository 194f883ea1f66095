package io.balsam.simulator.cluster

/** A cluster in seconds, whose changes are recorded. */
class Run {

    final Cluster cluster
    final List<Change> changes = []

    Run(int nodes) {
        this(ClusterSetup.of(nodes))
    }

    Run(ClusterSetup setup, List<Arrival> others = [], List<Incident> incidents = []) {
        cluster = new Cluster(setup, others.iterator(), incidents.iterator())
    }

    static long seconds(Number count) { (count * 1_000_000_000L) as long }

    /** Submits a job that needs its wall time, or less. */
    long submit(String name, int nodes, Number wallTime, Number duration = wallTime) {
        cluster.submit(request(name, nodes, wallTime, duration))
    }

    /** Submits a job that runs until it is told to end. */
    long submitOpen(String name, int nodes, Number wallTime) {
        cluster.submit(new JobRequest(name, '', nodes, seconds(wallTime), JobRequest.UNTIL_FINISHED))
    }

    static JobRequest request(String name, int nodes, Number wallTime, Number duration = wallTime) {
        new JobRequest(name, '', nodes, seconds(wallTime), seconds(duration))
    }

    void to(Number time) {
        changes.addAll(cluster.advanceTo(seconds(time)))
    }

    /** Lets everything happen. */
    Run all() {
        while (cluster.nextEventAt().present) {
            changes.addAll(cluster.advanceTo(cluster.nextEventAt().asLong))
        }
        this
    }

    /** The seconds at which jobs came into a state, by name, in the order in which they did. */
    Map<String, Long> times(JobState state) {
        changes.findAll { it.state() == state }.collectEntries { [it.request().name(), it.at().intdiv(1_000_000_000L)] }
    }

    /** Runs to the end and tells when each job's script began. */
    Map<String, Long> starts() {
        all().times(JobState.RUNNING)
    }

    List<String> names(JobState state) {
        changes.findAll { it.state() == state }*.request()*.name()
    }

    JobState state(long id) { cluster.job(id).get().state() }
}
