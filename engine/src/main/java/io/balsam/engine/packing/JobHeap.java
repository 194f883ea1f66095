package io.balsam.engine.packing;

import java.util.Arrays;

/** Heap of job ids, the lowest (the oldest job) first. Eight bytes a job. */
final class JobHeap {

  private long[] jobs = new long[4];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  long first() {
    return jobs[0];
  }

  void add(long job) {
    if (size == jobs.length) {
      jobs = Arrays.copyOf(jobs, size * 2);
    }
    int at = size++;
    while (at > 0 && jobs[(at - 1) / 2] > job) {
      jobs[at] = jobs[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    jobs[at] = job;
  }

  void removeFirst() {
    long last = jobs[--size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && jobs[child + 1] < jobs[child]) {
        child++;
      }
      if (last <= jobs[child]) {
        break;
      }
      jobs[at] = jobs[child];
      at = child;
    }
    jobs[at] = last;
  }
}
