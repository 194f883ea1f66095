package io.balsam.cli.look;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Reads matching jobs in pages of some thousands; returns each job once, even if more jobs are
 * added meanwhile.
 */
final class JobPages implements Iterator<List<JobView>> {

  private static final int PAGE = 5_000;

  private final Balsam balsam;
  private final JobFilter filter;
  private final int page;
  private long offset;
  private long left;
  private long last = Long.MAX_VALUE;

  JobPages(Balsam balsam, JobFilter filter) {
    this(balsam, filter, PAGE);
  }

  JobPages(Balsam balsam, JobFilter filter, int page) {
    this.balsam = balsam;
    this.filter = filter;
    // Jobs that leave a state shift the following ones forward: then all are read at once.
    this.page = filter.states().isEmpty() ? page : Integer.MAX_VALUE;
    this.offset = filter.offset();
    this.left = filter.limit();
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public List<JobView> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int wanted = (int) Math.min(left, page);
    List<JobView> found = balsam.jobs(filter.withPage(wanted, offset)).results();
    offset += found.size();
    left = found.size() < wanted ? 0 : left - found.size();
    return unseen(found);
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
