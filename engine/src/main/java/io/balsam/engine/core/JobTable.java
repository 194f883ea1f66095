package io.balsam.engine.core;

import io.balsam.engine.domain.JobState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of one run in columns: a job is an <em>index</em>. Jobs are added with rising ids, so
 * that an id is found by binary search and no map is needed. Used by one thread.
 *
 * <p>A million waiting jobs as objects would take a gigabyte: this is 26 bytes a job and eight an
 * edge, a third more while arrays have spare length. Parameters, data and the like are read from
 * the store when a job is due. A run is loaded whole and dropped whole, so rows never move.
 */
public final class JobTable {

  private static final JobState[] STATES = JobState.values();
  private static final byte STAGING = 1;
  private static final byte TOUCHED = 2;
  private static final byte FRESH = 4;

  private final Map<JobShape, Integer> shapeNumbers = new HashMap<>();
  private final List<JobShape> shapes = new ArrayList<>();
  private final EdgeTable edges = new EdgeTable();
  private int size;
  private int open;
  private long[] ids = new long[16];
  private byte[] states = new byte[16];
  private byte[] flags = new byte[16];
  private int[] shapeOf = new int[16];
  private int[] pending = new int[16];
  private int[] attempts = new int[16];
  private int[] firstEdge = new int[16];

  /**
   * Adds a job.
   *
   * @param id higher than all before
   * @param staging whether it has inputs or fills transfer slots
   * @return its index
   */
  public int add(long id, JobState state, JobShape shape, int attemptsSoFar, boolean staging) {
    if (size > 0 && id <= ids[size - 1]) {
      throw new IllegalArgumentException("job " + id + " comes after job " + ids[size - 1]);
    }
    if (size == ids.length) {
      grow();
    }
    int index = size++;
    ids[index] = id;
    states[index] = (byte) state.ordinal();
    shapeOf[index] = number(shape);
    attempts[index] = attemptsSoFar;
    firstEdge[index] = EdgeTable.NONE;
    flags[index] = staging ? STAGING : 0;
    if (!state.terminal()) {
      open++;
    }
    return index;
  }

  /** Makes the child wait for one more parent. */
  public void addEdge(int parentSlot, int childSlot, boolean anyEnd) {
    firstEdge[parentSlot] = edges.add(childSlot, anyEnd, firstEdge[parentSlot]);
    pending[childSlot]++;
  }

  /** Calls back for every child that was added, the last one first. */
  public void eachChild(int index, EdgeTable.Sink sink) {
    edges.each(firstEdge[index], sink);
  }

  /** Returns whether any job waits for it or has waited for it. */
  public boolean hasChildren(int index) {
    return firstEdge[index] != EdgeTable.NONE;
  }

  /** Counts one parent as settled; returns how many remain. */
  public int parentDone(int index) {
    return --pending[index];
  }

  /** Returns the index of a job; -1 when it is not in this table. */
  public int index(long id) {
    if (size == 0 || id < ids[0] || id > ids[size - 1]) {
      return -1;
    }
    long guess = id - ids[0];
    if (guess < size && ids[(int) guess] == id) {
      return (int) guess;
    }
    int found = Arrays.binarySearch(ids, 0, size, id);
    return found < 0 ? -1 : found;
  }

  /** Returns the number of jobs in the table, including those that have ended. */
  public int size() {
    return size;
  }

  /** Returns the number of jobs that have not ended. */
  public int open() {
    return open;
  }

  public long id(int index) {
    return ids[index];
  }

  public JobState state(int index) {
    return STATES[states[index]];
  }

  public void state(int index, JobState state) {
    if (state.terminal() && !state(index).terminal()) {
      open--;
    }
    states[index] = (byte) state.ordinal();
  }

  public JobShape shape(int index) {
    return shapes.get(shapeOf[index]);
  }

  /** Gives a job other properties: those with the number of nodes chosen for it. */
  void shape(int index, JobShape shape) {
    shapeOf[index] = number(shape);
  }

  /** Returns the different properties that its jobs have or had. */
  public List<JobShape> shapes() {
    return Collections.unmodifiableList(shapes);
  }

  public int pending(int index) {
    return pending[index];
  }

  public int attempts(int index) {
    return attempts[index];
  }

  /** Counts one more attempt and returns its number, from 1. */
  public int nextAttempt(int index) {
    return ++attempts[index];
  }

  /** Takes back the last attempt counted: it did not begin. */
  public void noAttempt(int index) {
    attempts[index]--;
  }

  public boolean staging(int index) {
    return (flags[index] & STAGING) != 0;
  }

  /** Marks a job that is not in the store yet. */
  public void markFresh(int index) {
    flags[index] |= FRESH;
  }

  /** Marks a job as changed; returns false when it was marked already. */
  public boolean touch(int index) {
    boolean first = (flags[index] & TOUCHED) == 0;
    flags[index] |= TOUCHED;
    return first;
  }

  /** Clears both marks; returns whether the job was fresh. */
  public boolean unmark(int index) {
    boolean fresh = (flags[index] & FRESH) != 0;
    flags[index] &= ~(TOUCHED | FRESH);
    return fresh;
  }

  /**
   * Returns the bytes of all columns and edges, spare length included; shapes are shared and not
   * counted.
   */
  public long bytes() {
    return edges.bytes() + (long) ids.length * (Long.BYTES + 2 * Byte.BYTES + 4 * Integer.BYTES);
  }

  private int number(JobShape shape) {
    Integer known = shapeNumbers.get(shape);
    if (known == null) {
      known = shapes.size();
      shapeNumbers.put(shape, known);
      shapes.add(shape);
    }
    return known;
  }

  private void grow() {
    int length = ids.length + (ids.length >> 1);
    ids = Arrays.copyOf(ids, length);
    states = Arrays.copyOf(states, length);
    flags = Arrays.copyOf(flags, length);
    shapeOf = Arrays.copyOf(shapeOf, length);
    pending = Arrays.copyOf(pending, length);
    attempts = Arrays.copyOf(attempts, length);
    firstEdge = Arrays.copyOf(firstEdge, length);
  }
}
