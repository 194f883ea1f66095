package io.balsam.engine.submission;

import io.balsam.engine.domain.JobSpec;
import io.balsam.engine.domain.NodeRange;
import io.balsam.engine.domain.Resources;
import io.balsam.engine.packing.Capacity;
import io.balsam.engine.packing.MostNodes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts the ranges of moldable jobs to what a site can give. */
public final class MoldableRanges {

  private record Needs(Resources resources, Duration wallTime) {}

  private MoldableRanges() {}

  /** Returns the jobs, those that are moldable with numbers of nodes on which they can run. */
  public static List<JobSpec> within(List<JobSpec> jobs, Capacity capacity) {
    Map<Needs, Resources> known = new HashMap<>();
    return jobs.stream()
        .map(
            job ->
                job.resources().range().isEmpty()
                    ? job
                    : job.withResources(
                        known.computeIfAbsent(
                            new Needs(job.resources(), job.wallTime()),
                            needs -> within(needs, capacity))))
        .toList();
  }

  private static Resources within(Needs needs, Capacity capacity) {
    int most =
        MostNodes.of(
            needs.resources, wanted -> capacity.neverRuns(wanted, needs.wallTime).isEmpty());
    NodeRange range = needs.resources.range().orElseThrow();
    return needs.resources.withRange(new NodeRange(range.fewest(), most));
  }
}
