package io.balsam.globus;

import io.balsam.spi.TransferReport;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reports on the tasks that ended last, by task. The oldest are forgotten. Not thread-safe. */
final class RecentReports extends LinkedHashMap<String, TransferReport> {

  private static final long serialVersionUID = 1L;
  private static final int REMEMBERED = 10_000;

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, TransferReport> eldest) {
    return size() > REMEMBERED;
  }
}
