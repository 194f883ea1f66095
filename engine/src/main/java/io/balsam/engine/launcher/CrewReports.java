package io.balsam.engine.launcher;

import io.balsam.engine.api.launcher.Report;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Gathers the crew's reports in the outbox.
 *
 * @param explained adds why the launcher stops to the end of an attempt
 * @param onBroken receives why no assignment can be run any more
 */
record CrewReports(Outbox outbox, UnaryOperator<Report.Ended> explained, Consumer<String> onBroken)
    implements CrewListener {

  @Override
  public void begun(Report.Begun begun) {
    outbox.begun(begun);
  }

  @Override
  public void ended(Report.Ended ended) {
    outbox.ended(explained.apply(ended));
  }

  @Override
  public void returned(long job) {
    outbox.returned(job);
  }

  @Override
  public void lacks(String what) {
    outbox.lacks(what);
  }

  @Override
  public void lost(String what) {
    outbox.lost(what);
  }

  @Override
  public void broken(String reason) {
    onBroken.accept(reason);
  }
}
