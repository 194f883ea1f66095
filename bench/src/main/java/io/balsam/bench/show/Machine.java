package io.balsam.bench.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Machine and software that the figures were measured on.
 *
 * @param processor name of the processor
 * @param processors number of processors
 * @param memoryMib total memory
 * @param system kernel and its version
 * @param java version of the JVM
 * @param balsam version of what is measured
 * @param at start of the suite
 */
public record Machine(
    String processor,
    int processors,
    long memoryMib,
    String system,
    String java,
    String balsam,
    Instant at) {

  public static Machine here(String balsam) throws IOException {
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(value(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "")) / 1024,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"),
        balsam,
        Instant.now());
  }

  private static String value(Path file, String key) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("0");
  }
}
