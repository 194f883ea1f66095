package io.balsam.engine.model;

import io.balsam.engine.model.Columns.Origin;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Binary form of a model, of {@link #VERSION}: numbers as they are, big-endian. Sums that are the
 * same for all scaling laws, as long as the number of nodes never varied, are written once.
 */
final class ModelCodec {

  private static final byte VERSION = 1;

  /** Longest form that is written, with room to spare: four predictors, six levels. */
  private static final int LONGEST = 1 << 14;

  private ModelCodec() {}

  /** State of a model. */
  record State(
      double forgetting,
      long finished,
      Columns columns,
      WeightedSums sums,
      Calibration calibration,
      Timeouts timeouts) {}

  static byte[] write(State state) {
    Columns columns = state.columns();
    int names = 0;
    for (String name : columns.predictors()) {
      names += Integer.BYTES + name.getBytes(StandardCharsets.UTF_8).length;
    }
    ByteBuffer to = ByteBuffer.allocate(LONGEST + names);
    to.put(VERSION).putDouble(state.forgetting()).putLong(state.finished());
    writeColumns(to, columns);
    writeSums(to, state.sums());
    put(to, state.calibration().bins());
    to.putDouble(state.calibration().squaredWeight());
    Timeouts timeouts = state.timeouts();
    to.putDouble(timeouts.excess()).putInt(timeouts.inRow()).putInt(timeouts.finishedSince());
    return Arrays.copyOf(to.array(), to.position());
  }

  static State read(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a run-time model has version %d, not %d".formatted(version, VERSION));
      }
      double forgetting = from.getDouble();
      long finished = from.getLong();
      Columns columns = readColumns(from);
      WeightedSums sums = readSums(from, columns.size());
      Calibration calibration = new Calibration(get(from, Calibration.BINS), from.getDouble());
      Timeouts timeouts = new Timeouts(from.getDouble(), from.getInt(), from.getInt());
      if (from.hasRemaining()) {
        throw new IllegalArgumentException("a run-time model has more bytes than it should");
      }
      return new State(forgetting, finished, columns, sums, calibration, timeouts);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a run-time model has fewer bytes than it should", e);
    }
  }

  private static void writeColumns(ByteBuffer to, Columns columns) {
    to.put((byte) columns.predictors().size()).put((byte) columns.levels().length);
    for (String name : columns.predictors()) {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      to.putInt(text.length).put(text);
    }
    for (long level : columns.levels()) {
      to.putLong(level);
    }
    Origin origin = columns.origin();
    to.putInt(origin == null ? 0 : origin.nodes());
    if (origin != null) {
      to.putDouble(origin.ranksPerNode());
      put(to, origin.logarithms());
      for (int level : origin.levels()) {
        to.putInt(level);
      }
    }
  }

  private static Columns readColumns(ByteBuffer from) {
    int count = within(from.get(), Columns.MOST_PREDICTORS);
    int levelCount = within(from.get(), Columns.MOST_LEVELS);
    List<String> predictors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] text = new byte[within(from.getInt(), from.remaining())];
      from.get(text);
      predictors.add(new String(text, StandardCharsets.UTF_8));
    }
    long[] levels = new long[levelCount];
    for (int i = 0; i < levelCount; i++) {
      levels[i] = from.getLong();
    }
    int nodes = within(from.getInt(), Integer.MAX_VALUE);
    if (nodes == 0) {
      return new Columns(List.copyOf(predictors), null, levels);
    }
    double ranksPerNode = from.getDouble();
    double[] logarithms = get(from, count);
    int[] firstLevels = new int[count];
    for (int i = 0; i < count; i++) {
      firstLevels[i] = from.getInt();
    }
    Origin origin = new Origin(nodes, ranksPerNode, logarithms, firstLevels);
    return new Columns(List.copyOf(predictors), origin, levels);
  }

  private static void writeSums(ByteBuffer to, WeightedSums sums) {
    boolean same = true;
    for (int law = 1; law < ScalingLaws.COUNT; law++) {
      same &=
          Arrays.equals(sums.crossed()[law], sums.crossed()[0])
              && sums.squares()[law] == sums.squares()[0];
    }
    to.putDouble(sums.weight());
    put(to, sums.products());
    to.put((byte) (same ? 1 : ScalingLaws.COUNT));
    for (int law = 0; law < (same ? 1 : ScalingLaws.COUNT); law++) {
      put(to, sums.crossed()[law]);
      to.putDouble(sums.squares()[law]);
    }
  }

  private static WeightedSums readSums(ByteBuffer from, int columns) {
    double weight = from.getDouble();
    double[] products = get(from, WeightedSums.triangle(columns));
    double[][] crossed = new double[ScalingLaws.COUNT][];
    double[] squares = new double[ScalingLaws.COUNT];
    int written = within(from.get(), ScalingLaws.COUNT);
    for (int law = 0; law < ScalingLaws.COUNT; law++) {
      crossed[law] = law < written ? get(from, columns) : crossed[0];
      squares[law] = law < written ? from.getDouble() : squares[0];
    }
    return new WeightedSums(weight, products, crossed, squares);
  }

  private static int within(int number, int most) {
    if (number < 0 || number > most) {
      throw new IllegalArgumentException("a run-time model has a number that is out of range");
    }
    return number;
  }

  private static void put(ByteBuffer to, double[] numbers) {
    for (double number : numbers) {
      to.putDouble(number);
    }
  }

  private static double[] get(ByteBuffer from, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from.getDouble();
    }
    return numbers;
  }
}
