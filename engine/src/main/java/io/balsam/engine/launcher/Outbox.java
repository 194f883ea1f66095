package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events that have not been reported, gathered for one report. */
final class Outbox {

  private final Map<Long, Report.Begun> begun = new LinkedHashMap<>();
  private final List<Report.Ended> ended = new ArrayList<>();
  private final List<Long> returned = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private String lack = "";
  private String lackReported = "";

  public void begun(Report.Begun one) {
    begun.put(one.job(), one);
  }

  /** Adds an end, which includes the start. */
  public void ended(Report.Ended one) {
    begun.remove(one.job());
    ended.add(one);
  }

  public void returned(long job) {
    returned.add(job);
  }

  public void lacks(String what) {
    lack = what;
  }

  public void lost(String what) {
    losses.add(what);
  }

  /** Has the shortage reported again: the owner may be a new one without that information. */
  public void ownerChanged() {
    lackReported = "";
  }

  boolean isEmpty() {
    return begun.isEmpty() && mayWait();
  }

  /** Returns whether there are only starts, which may wait to be reported with an end. */
  boolean mayWait() {
    return ended.isEmpty() && returned.isEmpty() && losses.isEmpty() && lack.equals(lackReported);
  }

  /** Returns a report of everything in the outbox, which is empty afterwards. */
  Report take(long number) {
    Report report = new Report(number, List.copyOf(begun.values()), ended, returned, lack, losses);
    lackReported = lack;
    losses.clear();
    clear();
    return report;
  }

  void forget(long job) {
    begun.remove(job);
    ended.removeIf(one -> one.job() == job);
    returned.remove(job);
  }

  void clear() {
    begun.clear();
    ended.clear();
    returned.clear();
  }
}
