package io.balsam.engine.scaling;

import io.balsam.engine.api.SiteView;
import io.balsam.engine.packing.NodeSize;
import io.balsam.spi.BackfillWindow;
import io.balsam.spi.Backlog;
import io.balsam.spi.BatchJobInfo;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Facts that the rules of a queue are applied to.
 *
 * @param now time of the look, on the clock of the site
 * @param queue name of the queue; empty for the batch system's default
 * @param backlog work with the tags of the rules
 * @param jobsLeft tells whether any job with these tags has not ended, whether it could run now or
 *     not
 * @param earlyJobs tells whether any job with these tags waits for others, or for what it needs
 * @param open BatchJobs that have not ended, the oldest first
 * @param windows asks for the idle nodes of all queues, which takes a while; empty when the batch
 *     system cannot report them
 * @param sizes tells what the nodes of a queue have, the largest first; nothing when that is not
 *     known
 * @param limits limits of the queue; empty when there are none
 * @param waits how long allocations in the queue have waited lately
 * @param budgets limits of node-hours
 * @param refused why nothing may be asked for yet after the batch system refused a request, a
 *     clause; empty when it may
 */
record Situation(
    ZonedDateTime now,
    String queue,
    Backlog backlog,
    BooleanSupplier jobsLeft,
    BooleanSupplier earlyJobs,
    List<BatchJobInfo> open,
    Supplier<Optional<List<BackfillWindow>>> windows,
    Function<String, List<NodeSize>> sizes,
    Optional<SiteView.Queue> limits,
    Division.Waits waits,
    List<Budget> budgets,
    String refused) {}
