package io.balsam.cli.look;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import java.util.Iterator;
import java.util.List;

/** Pages of matching jobs, with each job once, even if more jobs are added meanwhile. */
final class JobPages implements Iterator<List<JobView>> {

  private final JobFilter filter;
  private final Pages<JobView> pages;
  private long last = Long.MAX_VALUE;

  JobPages(Balsam balsam, JobFilter filter) {
    this(balsam, filter, Pages.length(filter.states().isEmpty()));
  }

  JobPages(Balsam balsam, JobFilter filter, int page) {
    this.filter = filter;
    this.pages =
        new Pages<>(
            filter.limit(),
            filter.offset(),
            page,
            (limit, offset) -> balsam.jobs(filter.withPage(limit, offset)).results());
  }

  @Override
  public boolean hasNext() {
    return pages.hasNext();
  }

  @Override
  public List<JobView> next() {
    return unseen(pages.next());
  }

  /**
   * Removes jobs returned before: newest first, new jobs shift the others back to the next page.
   */
  private List<JobView> unseen(List<JobView> found) {
    if (filter.order() != JobFilter.Order.ID_DESC || found.isEmpty()) {
      return found;
    }
    List<JobView> fresh = found.stream().filter(job -> job.id() < last).toList();
    last = Math.min(last, found.get(found.size() - 1).id());
    return fresh;
  }
}
