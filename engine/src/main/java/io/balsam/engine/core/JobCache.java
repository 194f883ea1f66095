package io.balsam.engine.core;

import io.balsam.engine.store.Change;
import io.balsam.engine.store.JobRecord;
import io.balsam.engine.store.JobRow;
import io.balsam.engine.store.JobStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Bounded cache of job records, read from the store when they are due.
 *
 * <p>It keeps those just created and those read ahead. Only the event loop's thread adds records
 * that may still change, so that no cached record is older than the store.
 */
public final class JobCache {

  private static final int BOUND = 10_000;
  private static final int READ_AT_ONCE = 1_000;

  private final JobStore store;
  private final Map<Long, JobRecord> kept =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, JobRecord> eldest) {
          return size() > BOUND;
        }
      };

  public JobCache(JobStore store) {
    this.store = store;
  }

  public synchronized boolean has(long id) {
    return kept.containsKey(id);
  }

  /** Adds jobs just committed: the first ones, since they are due first. */
  synchronized void created(List<JobRow> rows) {
    rows.stream().limit(BOUND / 2).forEach(row -> kept.put(row.id(), JobRows.record(row)));
  }

  /** Drops a job that is unlikely to be read again: it has ended and has no children. */
  synchronized void forget(long id) {
    kept.remove(id);
  }

  /** Drops the jobs of a run that was removed from the store. */
  synchronized void forgetRun(long run) {
    kept.values().removeIf(record -> record.row().run() == run);
  }

  synchronized void apply(Change change) {
    kept.computeIfPresent(change.job(), (id, old) -> JobRows.after(old, change));
  }

  /** Reads those that are not cached yet, many at once. On the event loop's thread only. */
  public void load(Collection<Long> ids) {
    List<Long> missing = ids.stream().filter(id -> !has(id)).limit(BOUND / 2).toList();
    for (JobRecord record : read(missing)) {
      keep(record);
    }
  }

  /** Returns the current record of a job. From any thread. */
  public JobRecord get(long id) {
    return all(List.of(id)).get(0);
  }

  /** Returns the records of the jobs, in the order of the ids. From any thread. */
  public List<JobRecord> all(List<Long> ids) {
    Map<Long, JobRecord> found = byId(ids);
    return ids.stream().map(id -> known(id, found)).toList();
  }

  /** Returns the records of the jobs in any order; unknown ones are left out. From any thread. */
  public List<JobRecord> find(Collection<Long> ids) {
    return List.copyOf(byId(ids).values());
  }

  private Map<Long, JobRecord> byId(Collection<Long> ids) {
    Map<Long, JobRecord> found = new HashMap<>();
    List<Long> missing = new ArrayList<>();
    synchronized (this) {
      for (long id : ids) {
        JobRecord record = kept.get(id);
        if (record == null) {
          missing.add(id);
        } else {
          found.put(id, record);
        }
      }
    }
    for (JobRecord record : read(missing)) {
      found.put(record.row().id(), record);
      if (record.row().state().terminal()) {
        keep(record);
      }
    }
    return found;
  }

  private static JobRecord known(long id, Map<Long, JobRecord> found) {
    JobRecord record = found.get(id);
    if (record == null) {
      throw new NoSuchElementException("there is no job " + id + " in the store");
    }
    return record;
  }

  private synchronized void keep(JobRecord record) {
    kept.put(record.row().id(), record);
  }

  private List<JobRecord> read(List<Long> ids) {
    List<JobRecord> records = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i += READ_AT_ONCE) {
      records.addAll(store.jobs(ids.subList(i, Math.min(ids.size(), i + READ_AT_ONCE))));
    }
    return records;
  }
}
