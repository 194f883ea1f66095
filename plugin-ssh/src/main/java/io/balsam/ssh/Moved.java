package io.balsam.ssh;

import io.balsam.spi.TransferFault;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures and faults of what has been moved.
 *
 * @param faults items that have not arrived
 */
record Moved(long bytes, long files, List<TransferFault> faults) {

  static final Moved NOTHING = new Moved(0, 0, List.of());

  Moved plus(Moved other) {
    return new Moved(bytes + other.bytes, files + other.files, joined(faults, other.faults));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
