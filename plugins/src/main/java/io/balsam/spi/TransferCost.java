package io.balsam.spi;

/**
 * Time that a task takes: {@code start + files × perFile + bytes ÷ rate}.
 *
 * @param start seconds before the first byte, as for a connection
 * @param perFile seconds for each file, whatever its size
 * @param rate bytes a second
 */
public record TransferCost(double start, double perFile, double rate) {

  /** A connection over a network, and files one after the other. */
  public static final TransferCost TYPICAL = new TransferCost(1, 0.01, 100e6);

  /** Returns the seconds that so much takes. */
  public double seconds(long files, long bytes) {
    return start + files * perFile + bytes / rate;
  }
}
