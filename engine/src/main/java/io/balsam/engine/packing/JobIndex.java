package io.balsam.engine.packing;

/** Map from job id to a small number, without an object for each job. */
final class JobIndex {

  static final int ABSENT = -1;

  private long[] jobs = new long[16];

  /** 0 marks a free entry, so values are kept plus one. */
  private int[] values = new int[16];

  private int size;

  int size() {
    return size;
  }

  int get(long job) {
    return values[find(job)] - 1;
  }

  void put(long job, int value) {
    if (size >= jobs.length / 4 * 3) {
      grow();
    }
    int at = find(job);
    if (values[at] == 0) {
      size++;
    }
    jobs[at] = job;
    values[at] = value + 1;
  }

  void remove(long job) {
    int hole = find(job);
    if (values[hole] == 0) {
      return;
    }
    size--;
    // Entries after the hole move back into it unless they already are at or after their home.
    int mask = jobs.length - 1;
    for (int at = (hole + 1) & mask; values[at] != 0; at = (at + 1) & mask) {
      if (((at - home(jobs[at])) & mask) >= ((at - hole) & mask)) {
        jobs[hole] = jobs[at];
        values[hole] = values[at];
        hole = at;
      }
    }
    values[hole] = 0;
  }

  private int find(long job) {
    int mask = jobs.length - 1;
    int at = home(job);
    while (values[at] != 0 && jobs[at] != job) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private int home(long job) {
    long mixed = job * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & (jobs.length - 1);
  }

  private void grow() {
    long[] oldJobs = jobs;
    int[] oldValues = values;
    jobs = new long[oldJobs.length * 2];
    values = new int[oldJobs.length * 2];
    size = 0;
    for (int i = 0; i < oldJobs.length; i++) {
      if (oldValues[i] != 0) {
        put(oldJobs[i], oldValues[i] - 1);
      }
    }
  }
}
