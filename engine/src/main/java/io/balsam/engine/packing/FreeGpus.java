package io.balsam.engine.packing;

import io.balsam.engine.domain.Resources;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The GPUs of one node. A request takes whole GPUs for its whole part and a share of one more for
 * the rest: the fullest shared one that can hold it, so that whole ones stay whole.
 */
final class FreeGpus {

  /** Shares are counted in whole numbers: sums must not drift by rounding. */
  private static final long WHOLE = 1_000_000;

  private final ArrayDeque<Integer> idle;
  private final List<Shared> shared = new ArrayList<>();

  private record Shared(int id, long free) {}

  FreeGpus(List<Integer> ids) {
    idle = new ArrayDeque<>(ids);
  }

  static long parts(Resources resources) {
    double gpus = resources.gpusPerNode();
    if (gpus == 0) {
      return 0;
    }
    // Rounded down so that six sixths fit one GPU, after lifting 0.9999999 back to 1.
    return Math.max(1, (long) Math.floor(Math.min(gpus, Integer.MAX_VALUE) * WHOLE + 0.01));
  }

  static boolean fits(long parts, int gpus) {
    return parts <= gpus * WHOLE;
  }

  /** Returns the largest request that fits: all whole ones, and of the shared ones the emptiest. */
  long most() {
    long most = 0;
    for (int i = 0; i < shared.size(); i++) {
      most = Math.max(most, shared.get(i).free);
    }
    return most + idle.size() * WHOLE;
  }

  /** Takes whole GPUs first, the shared one last: {@link #giveBack} relies on that sequence. */
  List<Integer> take(long parts) {
    if (parts == 0) {
      return List.of();
    }
    List<Integer> ids = new ArrayList<>();
    for (long i = parts / WHOLE; i > 0; i--) {
      ids.add(idle.removeFirst());
    }
    long rest = parts % WHOLE;
    if (rest > 0) {
      int at = fullestFor(rest);
      Shared gpu = at < 0 ? new Shared(idle.removeFirst(), WHOLE) : shared.remove(at);
      shared.add(new Shared(gpu.id, gpu.free - rest));
      ids.add(gpu.id);
    }
    return List.copyOf(ids);
  }

  /** Takes those very GPUs, in the sequence that {@link #take(long)} gave them. */
  void take(List<Integer> ids, long parts) {
    int whole = (int) (parts / WHOLE);
    ids.subList(0, whole).forEach(this::takeIdle);
    long rest = parts % WHOLE;
    if (rest > 0) {
      int id = ids.get(whole);
      int at = shared.stream().map(Shared::id).toList().indexOf(id);
      if (at < 0) {
        takeIdle(id);
      }
      Shared gpu = at < 0 ? new Shared(id, WHOLE) : shared.remove(at);
      if (gpu.free < rest) {
        throw new IllegalStateException("GPU " + id + " is taken");
      }
      shared.add(new Shared(id, gpu.free - rest));
    }
  }

  private void takeIdle(int id) {
    if (!idle.remove(id)) {
      throw new IllegalStateException("GPU " + id + " is taken");
    }
  }

  void giveBack(List<Integer> ids, long parts) {
    int whole = (int) (parts / WHOLE);
    idle.addAll(ids.subList(0, whole));
    if (parts % WHOLE > 0) {
      giveBackShare(ids.get(whole), parts % WHOLE);
    }
  }

  private void giveBackShare(int id, long part) {
    for (int i = 0; i < shared.size(); i++) {
      Shared gpu = shared.get(i);
      if (gpu.id == id) {
        if (gpu.free + part == WHOLE) {
          shared.remove(i);
          idle.addLast(id);
        } else {
          shared.set(i, new Shared(id, gpu.free + part));
        }
        return;
      }
    }
    throw new IllegalStateException("GPU " + id + " was not shared");
  }

  /** Returns the free part, in GPUs, for users. */
  double free() {
    return idle.size() + shared.stream().mapToLong(Shared::free).sum() / (double) WHOLE;
  }

  private int fullestFor(long part) {
    int best = -1;
    for (int i = 0; i < shared.size(); i++) {
      long free = shared.get(i).free;
      if (free >= part && (best < 0 || free < shared.get(best).free)) {
        best = i;
      }
    }
    return best;
  }
}
