package io.balsam.bench.measure;

import java.util.List;

/**
 * A workload's rows.
 *
 * @param name of the workload
 * @param title what was measured
 * @param unit of the main figure
 * @param moreIsBetter or less
 * @param rerun the command that measures it again
 * @param seconds the whole workload took
 * @param load the machine's one-minute load before each turn
 * @param foreign share of the machine's processors that others used during each turn
 * @param rows in the workload's order, the reference first
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
