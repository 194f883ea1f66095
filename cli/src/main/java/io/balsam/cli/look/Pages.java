package io.balsam.cli.look;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/**
 * Reads a long list in pages of some thousands.
 *
 * @param <T> type of its elements
 */
public final class Pages<T> implements Iterator<List<T>> {

  private static final int PAGE = 5_000;

  private final BiFunction<Integer, Long, List<T>> ask;
  private final int page;
  private long offset;
  private long left;

  /**
   * Creates pages of part of a list.
   *
   * @param limit length of the part
   * @param offset begin of the part
   * @param steady whether no element leaves the list meanwhile; others are read at once, since the
   *     ones behind an element that leaves move forward
   * @param ask takes limit and offset
   */
  public Pages(long limit, long offset, boolean steady, BiFunction<Integer, Long, List<T>> ask) {
    this(limit, offset, length(steady), ask);
  }

  static int length(boolean steady) {
    return steady ? PAGE : Integer.MAX_VALUE;
  }

  Pages(long limit, long offset, int page, BiFunction<Integer, Long, List<T>> ask) {
    this.left = limit;
    this.offset = offset;
    this.page = page;
    this.ask = ask;
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public List<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int wanted = (int) Math.min(left, page);
    List<T> found = ask.apply(wanted, offset);
    offset += found.size();
    left = found.size() < wanted ? 0 : left - found.size();
    return found;
  }
}
