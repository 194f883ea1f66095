package io.balsam.bench.measure;

import java.util.List;

/**
 * Results of a workload.
 *
 * @param name name of the workload
 * @param title title for people
 * @param unit unit of the main figure
 * @param moreIsBetter whether larger figures are better
 * @param rerun the command that measures it again
 * @param seconds duration of the whole workload
 * @param load the machine's one-minute load before each turn
 * @param foreign share of the machine's processors that others used during each turn
 * @param rows in the workload's sequence, the reference first
 */
public record Result(
    String name,
    String title,
    String unit,
    boolean moreIsBetter,
    String rerun,
    double seconds,
    Spread load,
    Spread foreign,
    List<Row> rows) {}
