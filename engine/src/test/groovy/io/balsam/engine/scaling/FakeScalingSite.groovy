package io.balsam.engine.scaling

import io.balsam.engine.api.Principal
import io.balsam.engine.api.SiteView
import io.balsam.engine.batchjob.QueueWaits
import io.balsam.engine.packing.NodeSize
import io.balsam.spi.BackfillWindow
import io.balsam.spi.Backlog
import io.balsam.spi.BatchJobInfo
import io.balsam.spi.BatchJobRequest
import io.balsam.spi.BatchJobState
import io.balsam.spi.Demand
import io.balsam.spi.JobMode
import java.time.Duration
import java.time.ZonedDateTime

/** A site in memory: what waits, and the BatchJobs that were asked for. */
class FakeScalingSite implements ScalingSite {

    ZonedDateTime now = ZonedDateTime.parse('2026-03-02T12:00:00Z')
    List<Demand> demand = []
    long running
    double runningNodes
    boolean jobsLeft = true
    boolean earlyJobs = false
    List<BatchJobInfo> all = []
    Optional<List<BackfillWindow>> windows = Optional.empty()
    List<SiteView.Queue> limits = []
    Map<String, List<NodeSize>> nodes = [:]
    String defaultQueue = ''
    Set<Long> used = []
    int asked

    static Demand jobs(long jobs, double nodes, int minutes) {
        new Demand(jobs, Math.max(1, Math.ceil(nodes) as int), 0, 1, 0, 0, [:], Duration.ofMinutes(minutes), nodes)
    }

    static BackfillWindow window(int nodes, int minutes, String queue = '') {
        new BackfillWindow(queue, nodes, Duration.ofMinutes(minutes))
    }

    BatchJobInfo batchJob(Map more, BatchJobState state, int nodes, int minutes, int ago = 0, String owner = 'auto_scaler') {
        def time = now.toInstant() - Duration.ofMinutes(ago)
        def request = new BatchJobRequest(nodes, minutes, more.queue ?: '', '', more.mode ?: JobMode.MPI, more.tags ?: [:], more.parts ?: [], [:])
        def job = new BatchJobInfo(all.size() + 1, owner, request, state, 's', '', time, time,
            state == BatchJobState.RUNNING || more.ended != null ? time : null, more.ended == null ? null : now.toInstant() - Duration.ofMinutes(more.ended))
        all << job
        job
    }

    BatchJobInfo batchJob(BatchJobState state, int nodes, int minutes, int ago = 0, String owner = 'auto_scaler') {
        batchJob([:], state, nodes, minutes, ago, owner)
    }

    void set(long id, BatchJobState state, String message = '') {
        def old = all[(id as int) - 1]
        all[(id as int) - 1] = new BatchJobInfo(id, old.owner(), old.request(), state, old.schedulerId(), message,
            old.created(), old.submitted(), old.began(), old.ended())
    }

    @Override Backlog backlog(Map<String, String> tags) {
        new Backlog(demand.sum { it.jobs() } ?: 0, 0, running, runningNodes, demand)
    }

    @Override List<BatchJobInfo> open() { all.findAll { !it.state().terminal() } }

    @Override List<BatchJobInfo> find(List<Long> ids) { all.findAll { it.id() in ids } }

    @Override List<BatchJobInfo> of(Principal owner) { all.findAll { it.owner() == owner.name() } }

    @Override List<BatchJobInfo> chargedTo(String project) { all.findAll { it.request().project() == project } }

    @Override String project(String project) { project }

    @Override Optional<SiteView.Queue> limits(String queue) {
        Optional.ofNullable(limits.find { it.name() == (queue ?: defaultQueue) })
    }

    @Override QueueWaits waits() { QueueWaits.of(all, now.toInstant()) }

    @Override List<NodeSize> nodes(String queue) { nodes.getOrDefault(queue, []) }

    @Override String name(String queue) { queue ?: defaultQueue }

    @Override long submit(BatchJobRequest request, Principal by) {
        def time = now.toInstant()
        all << new BatchJobInfo(all.size() + 1, by.name(), request, BatchJobState.PENDING_SUBMISSION, '', '', time, time, null, null)
        all.size()
    }

    @Override void delete(long batchJob) { set(batchJob, BatchJobState.PENDING_DELETION) }

    @Override ZonedDateTime now() { now }

    @Override boolean jobsLeft(Map<String, String> tags) { jobsLeft }

    @Override boolean earlyJobs(Map<String, String> tags) { earlyJobs }

    @Override boolean ranJobs(long batchJob) { batchJob in used }

    @Override Optional<List<BackfillWindow>> windows() {
        asked++
        windows
    }
}
